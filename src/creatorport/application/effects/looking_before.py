"""Noting what TikTok shows just before a call, for calls whose trace can only be told by what was there before."""

from collections.abc import Iterator
from contextlib import contextmanager

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.effect import Effect, Json
from creatorport.domain.errors import ConcurrentChange, TikTokAnswerLost, TikTokUnreachable


async def remember(units: UnitsOfWork, effect: Effect, **seen: Json) -> None:
    """Have the effect take along what was seen, durably, before anything is sent.

    Raises ConcurrentChange when somebody else drives the effect by now: then nothing may be sent.
    """
    async with units() as uow:
        stored = await uow.effects.lock(effect.workspace_id, effect.id)
        if (stored.state, stored.calls) != (effect.state, effect.calls):
            raise ConcurrentChange("effect", effect.id, effect.version)
        await uow.effects.save(stored.remember(**seen))
        await uow.commit()


@contextmanager
def only_looking() -> Iterator[None]:
    """Where only a look was lost, nothing of ours is under way on its account."""
    try:
        yield
    except TikTokAnswerLost as error:
        raise TikTokUnreachable(error.endpoint, error.message, log_id=error.log_id) from error
