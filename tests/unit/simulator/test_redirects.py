import pytest

from tiktok_simulator.redirects import RedirectRefusedError, check_registration, is_registered


@pytest.mark.parametrize(
    ("platform", "uri"),
    [
        ("web", "http://gateway.example/callback"),
        ("web", "/callback"),
        ("web", "https://gateway.example/callback?a=1"),
        ("web", "https://gateway.example/callback#top"),
        ("web", f"https://gateway.example/{'a' * 500}"),
        ("desktop", "http://localhost/callback"),
        ("desktop", "http://192.168.0.1:8000/callback"),
        ("desktop", "https://gateway.example:8000/callback"),
        ("creator", "https://gateway.example/callback"),
        ("creator", "https://gateway.example:8443/callback/"),
        ("creator", "http://gateway.example/callback/"),
    ],
)
def test_what_the_portal_does_not_register(platform: str, uri: str) -> None:
    with pytest.raises(RedirectRefusedError):
        check_registration(platform, [uri])


def test_the_portal_takes_ten_redirects_and_no_more() -> None:
    uris = [f"https://gateway.example/{number}" for number in range(11)]
    check_registration("web", uris[:10])
    with pytest.raises(RedirectRefusedError, match="10"):
        check_registration("web", uris)


@pytest.mark.parametrize(
    ("requested", "matches"),
    [
        ("http://localhost:8000/callback", True),
        ("http://localhost:1/callback", True),
        ("http://localhost:8000/callback/", False),
        ("http://localhost:8000/Callback", False),
        ("http://localhost/callback", False),
        ("http://localhost:x/callback", False),
        ("https://localhost:8000/callback", False),
        ("http://localhost:8000@evil.example/callback", False),
    ],
)
def test_a_star_port_stands_for_any_port_and_nothing_else(requested: str, *, matches: bool) -> None:
    assert is_registered(["http://localhost:*/callback"], requested) is matches
