"""What a search found becomes creators of the workspace, who can be invited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_one import FoundCreator
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.creator import Creator
from creatorport.domain.creator_profile import Whereabouts
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source


@dataclass(frozen=True, slots=True)
class KeepFound:
    clock: Clock
    identities: Identities
    fresh_for: timedelta

    async def __call__(
        self, uow: UnitOfWork, workspace_id: WorkspaceId, found: Sequence[FoundCreator], countries: Sequence[str]
    ) -> Sequence[Creator]:
        """Store them within a unit of work, found in these countries; return them as they are known now, in order."""
        now = self.clock.now()
        pedigree = Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + self.fresh_for)
        place = Whereabouts(frozenset(countries), pedigree)
        known = await uow.creators.find_by_handles(workspace_id, [one.handle for one in found])
        seen = [
            (
                known[one.handle].seen_again(
                    display_name=one.display_name, avatar=one.avatar, reach=one.reach, pedigree=pedigree
                )
                if one.handle in known
                else self._new(workspace_id, one, pedigree, now)
            ).found_in(place)
            for one in found
        ]
        stored = await uow.creators.put(seen)
        return [stored[one.handle] for one in found]

    def _new(self, workspace_id: WorkspaceId, one: FoundCreator, pedigree: Pedigree, now: datetime) -> Creator:
        return Creator(
            CreatorId(self.identities.new()),
            workspace_id,
            one.handle,
            one.display_name,
            one.avatar,
            one.reach,
            pedigree,
            now,
        )
