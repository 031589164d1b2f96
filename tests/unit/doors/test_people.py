"""Users of the server: hashed passwords, roles, teams; a wrong password has to wait."""

from pathlib import Path

import pytest

from fitlib.errors import ParameterRefused
from workbench import pages
from workbench.access import people
from workbench.access.doorkeeper import FREE, LONGEST, Patience

PASSWORD = "kolme kuusta mäellä"


@pytest.fixture
def users(tmp_path: Path) -> people.People:
    return people.People(tmp_path)


def test_a_password_is_kept_as_its_hash_in_a_file_of_the_owner(users: people.People) -> None:
    users.add("maija", "manager", ("Toivo-tiimi", "Sola"), "", PASSWORD)
    text = users.file.read_text("utf-8")
    assert "argon2" in text
    assert PASSWORD not in text
    assert users.file.stat().st_mode & 0o777 == 0o600
    assert users.check("maija", PASSWORD).teams == ("Toivo-tiimi", "Sola")
    assert users.check("maija", PASSWORD + " ") is None
    assert users.check("nobody", PASSWORD) is None


def test_another_password_takes_the_place_of_the_first_and_a_removed_user_is_gone(users: people.People) -> None:
    users.add("maija", "trainer", (), "", PASSWORD)
    users.add("maija", "trainer", (), "", PASSWORD + "!")
    assert users.check("maija", PASSWORD) is None
    assert users.check("maija", PASSWORD + "!")
    users.remove("maija")
    assert list(users) == []


@pytest.mark.parametrize(
    ("name", "role", "teams", "worker", "password", "key"),
    [
        ("Maija!", "manager", ("A",), "", PASSWORD, "user_name"), ("maija", "boss", ("A",), "", PASSWORD, "user_role"),
        ("maija", "manager", (), "", PASSWORD, "user_teams"), ("maija", "worker", ("A",), "", PASSWORD, "user_worker"),
        ("maija", "trainer", (), "", "x" * (people.SHORTEST - 1), "password_short"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_user_is_refused_and_nothing_is_kept(users, name, role, teams, worker, password, key) -> None:
    with pytest.raises(ParameterRefused) as caught:
        users.add(name, role, teams, worker, password)
    assert caught.value.key == key
    assert not users.file.exists()


def test_the_shortest_password_is_taken(users: people.People) -> None:
    assert users.add("maija", "trainer", (), "", "x" * people.SHORTEST)


def test_a_role_opens_pages_that_there_are() -> None:
    for role in people.roles().values():
        assert set(role.pages) <= set(pages.names())


def test_a_trainer_sees_no_data_and_nobody_but_a_worker_sees_single_clients() -> None:
    ceilings = {name: role.ceiling for name, role in people.roles().items()}
    assert ceilings == {"trainer": "workshop", "manager": "internal", "analyst": "internal", "worker": "own"}
    assert people.roles()["trainer"].data == "none"


def test_the_first_wrong_passwords_are_free_and_then_each_doubles_the_wait() -> None:
    now = [0.0]
    patience = Patience(lambda: now[0])
    for _ in range(FREE - 1):
        patience.wrong("name maija", "address 1")
    assert patience.left("name maija") == 0
    patience.wrong("name maija", "address 1")
    assert (patience.left("name maija"), patience.left("name other", "address 1")) == (1, 1)
    assert patience.left("name other", "address 2") == 0
    patience.wrong("name maija")
    assert patience.left("name maija") == 2
    now[0] = 2
    assert patience.left("name maija") == 0
    for _ in range(30):
        patience.wrong("name maija")
    assert patience.left("name maija") == LONGEST
    patience.right("name maija")
    assert patience.left("name maija") == 0
