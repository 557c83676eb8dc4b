"""Who is on a marketplace in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from creatorport.application.ports.creator_status import HANDLES_PER_CALL, Standing
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.handle import Handle
from tests.fakes.tiktok_search import MarketCreator
from tests.fakes.tiktok_troubles import Troubles


class KnownMarket(Protocol):
    """What it needs of the marketplace."""

    troubles: Troubles
    creators: dict[Handle, MarketCreator]
    outsiders: set[Handle]
    abroad: set[Handle]

    def admit(self, call: str, access: Access) -> None: ...


@dataclass
class FakeCreatorStatus:
    one: KnownMarket

    async def of(self, access: Access, handles: Sequence[Handle]) -> Mapping[Handle, Standing]:
        wanted = list(dict.fromkeys(handles))
        for _ in range(0, len(wanted), HANDLES_PER_CALL):
            async with self.one.troubles.around("status.of"):
                self.one.admit("status.of", access)
        return {handle: self._standing(handle) for handle in wanted}

    def _standing(self, handle: Handle) -> Standing:
        if handle in self.one.creators or handle in self.one.abroad:
            return Standing.IN
        return Standing.NOT_IN if handle in self.one.outsiders else Standing.INVALID
