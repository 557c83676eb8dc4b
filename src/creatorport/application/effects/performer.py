from typing import Protocol, TypeVar

from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.effect import Effect

Outcome = TypeVar("Outcome")


class Performer(Protocol[Outcome]):
    """One kind of effect: how it is called, how it is found again, and what follows from it.

    `call` and `look_up` talk to TikTok and raise TikTokError; `settle` and `give_up` change our own aggregates, in
    the same unit of work that records the effect's end.
    """

    async def call(self, effect: Effect, access: Access) -> Outcome:
        """Make the change. Called only while the effect is known not to have happened."""
        ...

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> Outcome | None:
        """Ask TikTok whether it happened; None when nothing of it is to be seen.

        TikTok shows new things late. While `patient`, an answer that may still be incomplete counts as None.
        """
        ...

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: Outcome) -> None: ...

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None: ...
