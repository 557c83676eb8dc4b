import pytest

from creatorport.adapters.hooks.receiver import Receiver
from creatorport.domain.errors import HookAddressRefused


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://ho\x00st/", "it is no web address"),
        ("https://host\r\nX: y/", "it is no web address"),
        ("https://[::1/", "it is no web address"),
        ("gopher://host/", "use an address that begins with https://"),
        ("file:///etc/passwd", "use an address that begins with https://"),
        ("https:///path", "use an address that begins with https://"),
        ("host/path", "use an address that begins with https://"),
        ("https://me@host/", "a user or password has no place in it"),
        ("https://public.test\\@127.0.0.1/", "a user or password has no place in it"),
        ("https://host:25/", "use port 443, or one from 1024 on"),
        ("https://host:80/", "use port 443, or one from 1024 on"),
        ("https://host:0/", "use port 443, or one from 1024 on"),
        ("https://host:70000/", "use port 443, or one from 1024 on"),
        ("http://host:443/", "use port 80, or one from 1024 on"),
    ],
)
def test_what_is_never_called_is_told_why(text: str, reason: str) -> None:
    with pytest.raises(HookAddressRefused) as refused:
        Receiver.parse(text)
    assert (refused.value.reason, refused.value.field) == (reason, "url")


@pytest.mark.parametrize(
    ("text", "host", "port", "name", "authority", "led"),
    [
        ("https://a.test/in?k=v#x", "a.test", 443, "a.test", "a.test", "https://9.9.9.9/in?k=v"),
        ("https://a.test.:8443/", "a.test.", 8443, "a.test", "a.test.:8443", "https://9.9.9.9:8443/"),
        ("https://bücher.test/ü", "xn--bcher-kva.test", 443, "xn--bcher-kva.test", "xn--bcher-kva.test", "https://9.9.9.9/%C3%BC"),
        ("https://[2606:4700::1111]:4000", "2606:4700::1111", 4000, "2606:4700::1111", "[2606:4700::1111]:4000", "https://9.9.9.9:4000"),
        ("HTTP://A.TEST:3000/", "a.test", 3000, "a.test", "a.test:3000", "http://9.9.9.9:3000/"),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart_once(text: str, host: str, port: int, name: str, authority: str, led: str) -> None:
    found = Receiver.parse(text)
    assert (found.host, found.port, found.name, found.authority) == (host, port, name, authority)
    assert str(found.at("9.9.9.9")).partition("#")[0] == led
    assert found.encrypted is text.startswith("https")


def test_an_address_led_to_a_newer_one_keeps_its_port() -> None:
    assert str(Receiver.parse("https://a.test:8443/in").at("2606:4700::1111")) == "https://[2606:4700::1111]:8443/in"


def test_a_receivers_secret_is_not_printed() -> None:
    assert "sesame" not in repr(Receiver.parse("https://a.test/in/sesame?key=sesame"))
