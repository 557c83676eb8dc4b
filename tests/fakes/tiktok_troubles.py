"""Trouble on demand: what a TikTok call comes to, when it is not the plain answer."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from creatorport.domain.errors import (
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)


@dataclass(frozen=True)
class _Trouble:
    error: TikTokError
    applied: bool


@dataclass
class Troubles:
    """Troubles wait per call name, such as "campaigns.create", and strike in the order they were ordered.

    `calls` counts what arrived at TikTok, troubled or not; a call that never left is not among them.
    """

    calls: Counter[str] = field(default_factory=Counter)
    _waiting: defaultdict[str, deque[_Trouble]] = field(default_factory=lambda: defaultdict(deque))

    def lose_answer(self, name: str, *, times: int = 1) -> None:
        """TikTok does it, and the answer is lost on the way back."""
        self._order(name, TikTokAnswerLost(name, "the answer was lost"), times, applied=True)

    def lose_request(self, name: str, *, times: int = 1) -> None:
        """The request is lost after it was sent: TikTok does nothing, and nobody can know."""
        self._order(name, TikTokAnswerLost(name, "the answer was lost"), times)

    def unreachable(self, name: str, *, times: int = 1) -> None:
        self._order(name, TikTokUnreachable(name, "no connection"), times)

    def throttle(self, name: str, *, retry_after: float = 60.0, times: int = 1, sent: bool = True) -> None:
        self._order(name, TikTokThrottled(name, "too many requests", retry_after=retry_after, sent=sent), times)

    def refuse(self, name: str, *, tiktok_code: str = "40002", message: str = "invalid", times: int = 1) -> None:
        self._order(name, TikTokRefused(name, message, tiktok_code=tiktok_code), times)

    def reject_token(self, name: str, *, times: int = 1) -> None:
        self._order(name, TikTokTokenRejected(name, "the token is not valid"), times)

    @asynccontextmanager
    async def around(self, name: str) -> AsyncIterator[None]:
        """Wrap one call; what stands inside is TikTok's own doing, in one piece."""
        trouble = self._waiting[name].popleft() if self._waiting[name] else None
        if trouble is None or not isinstance(trouble.error, TikTokUnreachable):
            self.calls[name] += 1
        await asyncio.sleep(0)  # let others run, as a real call does
        if trouble is not None and not trouble.applied:
            raise trouble.error
        yield
        await asyncio.sleep(0)
        if trouble is not None:
            raise trouble.error

    def _order(self, name: str, error: TikTokError, times: int, *, applied: bool = False) -> None:
        self._waiting[name].extend([_Trouble(error, applied)] * times)
