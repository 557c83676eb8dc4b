"""Asking TikTok whether creators are on TikTok One: as seldom as can be, and never at any price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from creatorport.application.dead_tokens import note_dead_token
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.creator_status import ABSENT, HANDLES_PER_CALL, CreatorStatus
from creatorport.application.ports.standings import SeenStanding
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import TikTokError, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId

ABSENCE: Final = timedelta(minutes=10)
"""For how long TikTok is not asked again about a creator whom TikTok One did not have."""


@dataclass(frozen=True, slots=True)
class AskStandings:
    """What was seen within `fresh_for` is not asked again, except of whom TikTok One did not have: they may have joined
    since. Where TikTok cannot be asked, what was seen earlier stands, and whoever was never seen is left out: nothing
    is known of them.
    """

    units: UnitsOfWork
    clock: Clock
    status: CreatorStatus
    fresh_for: timedelta

    async def __call__(self, workspace_id: WorkspaceId, handles: Sequence[Handle]) -> Mapping[Handle, SeenStanding]:
        now = self.clock.now()
        async with self.units() as uow:
            known = await uow.standings.find(workspace_id, handles)
            marketplace = await uow.marketplaces.find(workspace_id)
        wanted = [one for one in dict.fromkeys(handles) if one not in known or self._ends(known[one]) <= now]
        if not wanted or marketplace is None or marketplace.cause is not None:
            return known
        seen = await self._ask(workspace_id, Access(marketplace.tto_account_id, marketplace.token), wanted)
        if seen:
            async with self.units() as uow:
                await uow.standings.put(workspace_id, seen)
                await uow.commit()
        return {**known, **seen}

    def _ends(self, seen: SeenStanding) -> datetime:
        """Return until when it counts as fresh."""
        return seen.at + (min(ABSENCE, self.fresh_for) if seen.standing in ABSENT else self.fresh_for)

    async def _ask(
        self, workspace_id: WorkspaceId, access: Access, handles: Sequence[Handle]
    ) -> Mapping[Handle, SeenStanding]:
        seen: dict[Handle, SeenStanding] = {}
        for start in range(0, len(handles), HANDLES_PER_CALL):
            try:
                answer = await self.status.of(access, handles[start : start + HANDLES_PER_CALL])
            except TikTokTokenRejected as error:
                await note_dead_token(self.units, workspace_id, access, error)
                break
            except TikTokError:
                break
            now = self.clock.now()
            seen |= {handle: SeenStanding(standing, now) for handle, standing in answer.items()}
        return seen
