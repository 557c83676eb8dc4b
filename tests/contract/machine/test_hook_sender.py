"""The contract of HookSender, kept over real connections and by the fake."""

import ssl
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Protocol

import pytest

from creatorport.adapters.hooks.sender import HttpHookSender
from creatorport.application.ports.hook_sending import HookRequest, HookSender
from creatorport.domain.errors import HookAddressRefused, HookUnreachable
from tests.fakes.hook_sending import FakeHookSender
from tests.receivers.certificates import certified
from tests.receivers.names import THIS_MACHINE, Names
from tests.receivers.server import Receiver, receiving

NAME = "hooks.brand.test"
SIGNED = {"webhook-id": "evt-1", "webhook-timestamp": "1795132800", "webhook-signature": "v1,abc="}


class Stage(Protocol):
    """One receiver, the way to it, and what it got."""

    @property
    def url(self) -> str: ...
    @property
    def sender(self) -> HookSender: ...
    def answer(self, status: int, text: str = "", *, retry_after: int | None = None) -> None: ...
    def fall_silent(self) -> None: ...
    def lead(self, *addresses: str) -> None: ...
    def got(self) -> Sequence[tuple[str, bytes]]: ...


class FakeStage:
    url = f"https://{NAME}/in?key=1"

    def __init__(self) -> None:
        self.sender = FakeHookSender()

    def answer(self, status: int, text: str = "", *, retry_after: int | None = None) -> None:
        pause = None if retry_after is None else timedelta(seconds=retry_after)
        self.sender.answer(self.url, status, text, retry_after=pause)

    def fall_silent(self) -> None:
        self.sender.fall_silent(self.url)

    def lead(self, *addresses: str) -> None:
        self.sender.lead(NAME, *addresses)

    def got(self) -> Sequence[tuple[str, bytes]]:
        return [(one.headers["webhook-id"], one.body) for one in self.sender.received]


class HttpStage:
    def __init__(self, receiver: Receiver, trusting: ssl.SSLContext) -> None:
        self._receiver = receiver
        self._names = Names()
        self.url = f"https://{NAME}:{receiver.port}/in?key=1"
        self.sender = HttpHookSender(THIS_MACHINE, seconds=5, resolve=self._names, context=trusting)

    def answer(self, status: int, text: str = "", *, retry_after: int | None = None) -> None:
        pause = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self._receiver.answer(status, text, headers=pause)

    def fall_silent(self) -> None:
        self._receiver.do(b"")

    def lead(self, *addresses: str) -> None:
        self._names.lead(*addresses)

    def got(self) -> Sequence[tuple[str, bytes]]:
        return [(one.headers["webhook-id"], one.body) for one in self._receiver.calls]


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certified(NAME, tmp_path_factory.mktemp("certificates"))


@pytest.fixture(params=["fake", "http"])
async def stage(
    request: pytest.FixtureRequest, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> AsyncIterator[Stage]:
    if request.param == "fake":
        yield FakeStage()
        return
    server, trusting = contexts
    async with receiving(tls=server) as receiver:
        yield HttpStage(receiver, trusting)


def request_to(url: str, body: bytes = b"{}") -> HookRequest:
    return HookRequest(url, SIGNED, body)


async def test_a_receiver_gets_the_very_bytes_and_the_signers_headers(stage: Stage) -> None:
    await stage.sender.check(stage.url)
    assert stage.got() == []
    body = '{"name": "Lumière"}\n'.encode()
    answer = await stage.sender.send(request_to(stage.url, body))
    assert (answer.status, answer.excerpt, answer.retry_after) == (204, "", None)
    assert answer.took > timedelta()
    assert stage.got() == [("evt-1", body)]


@pytest.mark.parametrize("status", [200, 299, 302, 410, 429, 500, 503])
async def test_whatever_the_status_is_it_is_an_answer(stage: Stage, status: int) -> None:
    stage.answer(status, "said", retry_after=90)
    answer = await stage.sender.send(request_to(stage.url))
    assert (answer.status, answer.excerpt, answer.retry_after) == (status, "said", timedelta(seconds=90))
    assert len(stage.got()) == 1


async def test_an_excerpt_is_short_and_can_be_shown_anywhere(stage: Stage) -> None:
    stage.answer(500, "a\x1b[31mred\x00line\n" + "x" * 1000)
    excerpt = (await stage.sender.send(request_to(stage.url))).excerpt
    assert excerpt == "a\ufffd[31mred\ufffdline\ufffd" + "x" * 485
    assert len(excerpt) == 500


async def test_a_receiver_that_says_nothing_is_unreachable_although_it_got_the_request(stage: Stage) -> None:
    stage.fall_silent()
    with pytest.raises(HookUnreachable):
        await stage.sender.send(request_to(stage.url))
    assert len(stage.got()) == 1
    assert (await stage.sender.send(request_to(stage.url))).status == 204


@pytest.mark.parametrize("address", ["10.0.0.7", "169.254.169.254", "::1", "fd00::1"])
async def test_an_internal_address_is_refused_when_it_is_named_and_whenever_it_is_led_to(
    stage: Stage, address: str
) -> None:
    await stage.sender.check(stage.url)
    stage.lead(address)
    with pytest.raises(HookAddressRefused) as named:
        await stage.sender.check(stage.url)
    with pytest.raises(HookAddressRefused) as called:
        await stage.sender.send(request_to(stage.url))
    assert named.value.field == called.value.field == "url"
    assert address not in called.value.message
    assert stage.got() == []


async def test_a_name_that_leads_nowhere_is_refused_when_it_is_named_and_unreachable_later(stage: Stage) -> None:
    stage.lead()
    with pytest.raises(HookAddressRefused):
        await stage.sender.check(stage.url)
    with pytest.raises(HookUnreachable):
        await stage.sender.send(request_to(stage.url))
    assert stage.got() == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://hooks.brand.test/",
        "//hooks.brand.test/",
        "hooks.brand.test",
        "https:///in",
        "https://user:word@hooks.brand.test/",
        "https://hooks.brand.test:22/",
        "",
    ],
)
async def test_what_is_never_called_is_refused_by_its_looks(stage: Stage, url: str) -> None:
    with pytest.raises(HookAddressRefused):
        await stage.sender.check(url)
    with pytest.raises(HookAddressRefused):
        await stage.sender.send(request_to(url))
    assert stage.got() == []
