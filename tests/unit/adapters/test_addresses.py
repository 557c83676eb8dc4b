"""From which address a caller comes: what proxies say of it, and what strangers do."""

import pytest
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from creatorport.adapters.cli.serving import server_config
from creatorport.adapters.http.addresses import Addresses
from creatorport.adapters.settings.settings import Settings

OURS = Addresses(("10.0.0.0/8", "2001:db8::/32"))


def called(peer: str | None, *forwarded: str) -> HTTPConnection:
    """A call from a peer, with these headers in the order in which they came."""
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
    return HTTPConnection({"type": "http", "headers": headers, "client": None if peer is None else (peer, 4711)})


def test_without_trusted_proxies_what_is_forwarded_is_ignored() -> None:
    assert Addresses().of(called("10.0.0.1", "203.0.113.7")) == "10.0.0.1"


def test_what_a_stranger_forwards_is_ignored() -> None:
    assert OURS.of(called("198.51.100.9", "203.0.113.7")) == "198.51.100.9"


@pytest.mark.parametrize(
    ("forwarded", "caller"),
    [
        (("203.0.113.7",), "203.0.113.7"),
        (("203.0.113.7, 10.2.2.2",), "203.0.113.7"),
        (("203.0.113.7", "10.2.2.2"), "203.0.113.7"),
        (("1.1.1.1, 203.0.113.7, 10.2.2.2",), "203.0.113.7"),
        (("10.9.9.9, 203.0.113.7, 10.2.2.2",), "203.0.113.7"),
        (("203.0.113.7:50123, 10.2.2.2:80",), "203.0.113.7"),
        (("[2001:db9::7]:50123, 2001:db8::1",), "2001:db9::7"),
        (("2001:db9::7",), "2001:db9::7"),
        (("::ffff:203.0.113.7, ::ffff:10.2.2.2",), "203.0.113.7"),
        (("10.3.3.3, 10.2.2.2",), "10.3.3.3"),
        (("203.0.113.7, unknown, 10.2.2.2",), "10.2.2.2"),
        (("203.0.113.7, ,10.2.2.2",), "10.2.2.2"),
        (("",), "10.0.0.1"),
        ((), "10.0.0.1"),
    ],
)
def test_behind_proxies_of_ours_the_caller_is_the_first_from_the_right_that_is_none_of_them(
    forwarded: tuple[str, ...], caller: str
) -> None:
    assert OURS.of(called("10.0.0.1", *forwarded)) == caller


def test_where_no_peer_is_known_nobody_is_believed() -> None:
    assert OURS.of(called(None, "203.0.113.7")) == ""


def test_the_server_itself_believes_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")

    async def app(scope: Scope, receive: Receive, send: Send) -> None: ...

    config = server_config(app, Settings())
    config.load()
    assert config.loaded_app is app
