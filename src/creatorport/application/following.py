"""Following a stream of the log: from where one stands, or from behind a cursor, without gap or repeat."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from creatorport.application.cursors import position
from creatorport.application.ports.event_log import EventFeed, Gap, Logged

T = TypeVar("T")


async def follow(
    feed: EventFeed,
    stream: str,
    after: str | None,
    shown: Callable[[Logged], T],
    *,
    nothing: T | None = None,
    watching: AbstractContextManager[None] | None = None,
) -> AsyncGenerator[T | Gap, None]:
    """Without `after`: the newest entry, or `nothing` where there is none, then each that comes. With it: every entry
    behind that cursor; a Gap first where some are no longer kept. It is `watching` while somebody listens.

    Raises InvalidValue.
    """
    watched = watching or nullcontext()
    if after is not None:
        return _entries(feed, stream, position(stream, after), shown, None, watched)
    last = await feed.last(stream)
    if last is None:
        return _entries(feed, stream, 0, shown, nothing, watched)
    return _entries(feed, stream, last.number, shown, shown(last), watched)


async def _entries(
    feed: EventFeed,
    stream: str,
    after: int,
    shown: Callable[[Logged], T],
    first: T | None,
    watched: AbstractContextManager[None],
) -> AsyncGenerator[T | Gap, None]:
    entries = feed.follow(stream, after)
    try:
        with watched:
            if first is not None:
                yield first
            async for entry in entries:
                yield entry if isinstance(entry, Gap) else shown(entry)
    finally:
        if isinstance(entries, AsyncGenerator):  # who stops listening must not leave the feed's own wait behind
            await entries.aclose()
