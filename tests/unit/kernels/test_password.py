"""A kernel is never told the password of a lake; it reads the data as the server has fetched them."""

from fitlib.store import lake, mirror
from workbench import settings
from workbench.kernels.provisioner import without_password


def test_a_kernel_is_told_everything_but_the_password() -> None:
    told = without_password({"A": "1", lake.PASSWORD: "secret"})
    assert told == {"A": "1", mirror.STILL: "1"}
    assert without_password({"A": "1"}) == {"A": "1"}


def test_both_sides_mean_the_same_variables() -> None:
    assert (settings.STILL, settings.PASSWORD) == (mirror.STILL, lake.PASSWORD)
