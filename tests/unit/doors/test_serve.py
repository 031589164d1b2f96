"""The server's settings: closed by default, a secret as soon as others can reach it."""

import pytest

from fitlib.errors import ParameterRefused
from workbench import serve


@pytest.mark.parametrize(
    ("ip", "inside"),
    [("127.0.0.1", True), ("127.8.9.10", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("", False),
     ("::", False), ("10.0.0.5", False), ("fit.example", False)],
)  # fmt: skip
def test_what_is_this_machine(ip: str, inside: bool) -> None:
    assert serve.loopback(ip) is inside


@pytest.mark.parametrize("ip", ["0.0.0.0", "", "192.168.1.4"])
def test_an_open_address_needs_a_password_or_a_token(ip: str, tmp_path) -> None:
    with pytest.raises(ParameterRefused) as caught:
        serve.configured(ip, 0, tmp_path)
    assert caught.value.key == "server_open"
    assert serve.configured(ip, 0, tmp_path, token="t").Voila.token == "t"
    hashed = serve.configured(ip, 0, tmp_path, password="salasana").PasswordIdentityProvider.hashed_password
    assert hashed.startswith("argon2:")
    assert "salasana" not in hashed


def test_voila_is_held_to_little(tmp_path) -> None:
    rules = serve.configured("127.0.0.1", 0, tmp_path).VoilaConfiguration
    assert (rules.allow_theme_override, rules.allow_template_override) == ("NO", "NO")
    assert rules.file_allowlist == ["(?!)"]
    assert rules.strip_sources
    assert not rules.show_tracebacks


def test_idle_kernels_go(tmp_path) -> None:
    kernels = serve.configured("127.0.0.1", 0, tmp_path).MappingKernelManager
    assert 0 < kernels.cull_idle_timeout <= 600
    assert not kernels.cull_connected
