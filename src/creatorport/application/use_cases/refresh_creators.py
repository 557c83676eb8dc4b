from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from creatorport.application.dead_tokens import lose_token
from creatorport.application.enrichment import Enrich
from creatorport.application.marketplace_access import working_access
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.creator import Creator
from creatorport.domain.errors import InvalidValue, NotFound, TikTokError, TikTokTokenRejected
from creatorport.domain.ids import CreatorId
from creatorport.domain.workspace import Member

REFRESH_MOST: Final = 20
NOT_BEFORE: Final = timedelta(minutes=5)
"""A page that was read so lately is not read again, whoever asks."""


@dataclass(frozen=True, slots=True)
class RefreshCreatorsCommand:
    member: Member
    creator_ids: tuple[CreatorId, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many calls it took, how many it did not take, and what stopped it before the end."""

    tiktok_calls: int
    saved_calls: int
    stopped: TikTokError | None


@dataclass(frozen=True, slots=True)
class RefreshCreators:
    """Read the public pages of these creators from TikTok One now, one call each, but none twice within five minutes.

    Raises NotAllowed, InvalidValue, NotFound (the first that is not there, before any call), MarketplaceNotConnected.
    """

    units: UnitsOfWork
    clock: Clock
    enrich: Enrich

    async def __call__(self, command: RefreshCreatorsCommand) -> Refreshed:
        authorize(command.member, Action.DISCOVER_CREATORS)
        if not 1 <= len(command.creator_ids) <= REFRESH_MOST:
            raise InvalidValue("creatorIds", f"name 1 to {REFRESH_MOST} creators")
        creators = await self._load(command)
        wanted = [creator for creator in creators if self._is_old(creator)]
        if not wanted:
            return Refreshed(0, len(creators), None)
        access = await working_access(self.units, command.member.workspace_id)
        done = await self.enrich(access, wanted)
        if isinstance(done.stopped, TikTokTokenRejected):
            async with self.units() as uow:
                await lose_token(uow, command.member.workspace_id, access, done.stopped)
                await uow.commit()
        return Refreshed(len(done.creators), len(creators) - len(wanted), done.stopped)

    async def _load(self, command: RefreshCreatorsCommand) -> list[Creator]:
        asked = list(dict.fromkeys(command.creator_ids))
        async with self.units() as uow:
            found = await uow.creators.find_many(command.member.workspace_id, asked)
        for place, one in enumerate(command.creator_ids):
            if one not in found:
                raise NotFound("creator", one, field=f"creatorIds.{place}")
        return [found[one] for one in asked]

    def _is_old(self, creator: Creator) -> bool:
        return creator.attempt is None or creator.attempt.at + NOT_BEFORE <= self.clock.now()
