"""Receivers of outgoing webhooks in memory: where their names lead, what they got, and what they answer."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from creatorport.application.ports.hook_sending import HookAnswer, HookRequest
from creatorport.domain.errors import HookAddressRefused, HookUnreachable

_PUBLIC = "93.184.215.14"
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


class FakeHookSender:
    """Every name leads to a public address, and every receiver says 204, unless it is told otherwise.

    Answers are given in the order in which they were ordered. `received` holds what reached anybody.
    """

    def __init__(self) -> None:
        self.received: list[HookRequest] = []
        self._led: dict[str, Sequence[str]] = {}
        self._ordered: defaultdict[str, deque[HookAnswer | str]] = defaultdict(deque)

    def lead(self, host: str, *addresses: str) -> None:
        """Let a name lead to these addresses from now on; to none means nowhere."""
        self._led[host] = addresses

    def answer(
        self, url: str, status: int, text: str = "", *, retry_after: timedelta | None = None, times: int = 1
    ) -> None:
        said = HookAnswer(
            status, text.strip(" \t\r\n")[:500].translate(_CONTROLS), timedelta(milliseconds=20), retry_after
        )
        self._ordered[url].extend([said] * times)

    def fall_silent(self, url: str, *, times: int = 1) -> None:
        """Let the receiver get what is sent, and say nothing."""
        self._ordered[url].extend(["nothing whole in time"] * times)

    async def check(self, url: str) -> None:
        if not self._addresses(url):
            raise HookAddressRefused("its name leads nowhere")

    async def send(self, request: HookRequest) -> HookAnswer:
        if not self._addresses(request.url):
            raise HookUnreachable("its name leads nowhere")
        self.received.append(replace(request, headers=dict(request.headers)))
        waiting = self._ordered[request.url]
        said = waiting.popleft() if waiting else HookAnswer(204, "", timedelta(milliseconds=20), None)
        if isinstance(said, str):
            raise HookUnreachable(said)
        return said

    def _addresses(self, url: str) -> Sequence[str]:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
        if parts.scheme != "https" or not host or "@" in parts.netloc or (port != 443 and port < 1024):
            raise HookAddressRefused("use an address that begins with https://")
        addresses = self._led.get(host, (_literal(host) or _PUBLIC,))
        if not all(ip_address(one).is_global for one in addresses):
            raise HookAddressRefused("it leads to an address that is not public")
        return addresses


def _literal(host: str) -> str | None:
    try:
        return str(ip_address(host))
    except ValueError:
        return None
