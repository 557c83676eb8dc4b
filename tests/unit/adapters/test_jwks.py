"""The issuer's keys: fetched once, kept while it is away, and asked for in vain by few."""

from collections.abc import Callable
from types import SimpleNamespace

import httpx
import pytest
from joserfc.jwk import KeySet, RSAKey

from creatorport.adapters.identity.bearer import IssuerUnreachable
from creatorport.adapters.identity.jwks import RETRY_AFTER, JwksUrl

KEYS = KeySet([RSAKey.generate_key(2048, {"kid": "one"})]).as_dict(private=False)


class Issuer:
    """An issuer, and a clock that is moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.asked = 0
        self.answer: Callable[[], httpx.Response] = lambda: httpx.Response(200, json=KEYS)
        clock = SimpleNamespace(monotonic=lambda: self.now)
        monkeypatch.setattr("creatorport.adapters.identity.jwks.time", clock)
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        self.url = JwksUrl("https://issuer.example/jwks", client)

    def _answer(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        return self.answer()


@pytest.fixture
def issuer(monkeypatch: pytest.MonkeyPatch) -> Issuer:
    return Issuer(monkeypatch)


def away() -> httpx.Response:
    raise httpx.ConnectError("no")


@pytest.mark.parametrize(
    "answer",
    [
        away,
        lambda: httpx.Response(500),
        lambda: httpx.Response(200, text="<html>"),
        lambda: httpx.Response(200, json=[]),
        lambda: httpx.Response(200, json={"keys": 1}),
    ],
    ids=["unreachable", "broken", "a page", "a list", "a number"],
)
async def test_an_issuer_that_does_not_answer_is_not_asked_again_at_once(
    issuer: Issuer, answer: Callable[[], httpx.Response]
) -> None:
    issuer.answer = answer
    for _ in range(3):
        with pytest.raises(IssuerUnreachable):
            await issuer.url.keys()
    assert issuer.asked == 1
    assert await issuer.url.check() == (
        "the issuer's keys cannot be fetched, so that nobody is let in; "
        "check CREATORPORT_JWKS_URL, and whether the issuer answers"
    )
    issuer.now += RETRY_AFTER
    issuer.answer = lambda: httpx.Response(200, json=KEYS)
    assert [key.kid for key in (await issuer.url.keys()).keys] == ["one"]
    assert (issuer.asked, await issuer.url.check()) == (2, None)


async def test_the_keys_that_are_known_serve_on_while_the_issuer_is_away(issuer: Issuer) -> None:
    known = await issuer.url.keys()
    issuer.answer = away
    issuer.now += 3600
    for _ in range(3):
        assert await issuer.url.keys() is known
        assert await issuer.url.keys(renewed=True) is known
    assert (issuer.asked, await issuer.url.check()) == (2, None)


async def test_an_address_that_cannot_be_asked_is_an_issuer_that_does_not_answer() -> None:
    with pytest.raises(IssuerUnreachable):
        await JwksUrl("http://issuer.example/\n", httpx.AsyncClient()).keys()
