"""Match scores for one member: they ask the policy first, and stay within the member's workspace."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.creators_named import checked
from creatorport.application.match.candidates import candidate, share
from creatorport.application.match.wishes import Wishes
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.match_reads import MatchReads
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.match.facts import Candidate, Wanted
from creatorport.domain.match.ranking import Change, ranked
from creatorport.domain.match.score import Match, match
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class MatchView:
    """A creator's match with a campaign. Its score follows the time, unless it was ranked: then it is that moment's."""

    candidate: Candidate
    wanted: Wanted
    scored: Match | None = None
    rank: int | None = None
    changes: tuple[Change, ...] = ()

    def at(self, now: datetime) -> Match:
        return self.scored or match(self.candidate, self.wanted, now)


@dataclass(frozen=True, slots=True)
class MatchQueries:
    """Both methods raise NotAllowed, NotFound and InvalidValue."""

    member: Member
    reads: MatchReads

    async def ranked(
        self, campaign_id: CampaignId, creator_ids: Sequence[CreatorId], wishes: Wishes, now: datetime
    ) -> Sequence[MatchView]:
        """Return the matches of up to 100 creators, each once, the best first."""
        checked(creator_ids)
        found = await self.of_creators(campaign_id, creator_ids, wishes)
        for index, one in enumerate(creator_ids):
            if one not in found:
                raise NotFound("creator", one, field=f"creatorIds.{index}")
        return [
            MatchView(
                found[one.match.creator_id].candidate,
                found[one.match.creator_id].wanted,
                one.match,
                one.rank,
                one.changes,
            )
            for one in ranked(view.at(now) for view in found.values())
        ]

    async def of_creators(
        self, campaign_id: CampaignId, creator_ids: Collection[CreatorId], wishes: Wishes
    ) -> Mapping[CreatorId, MatchView]:
        """Return the match of each creator whom the workspace knows, without a rank."""
        authorize(self.member, Action.SEE_CREATORS)
        said = wishes.checked()
        scene = await self.reads.scene(self.member.workspace_id, campaign_id, creator_ids)
        if scene is None:
            raise NotFound("campaign", campaign_id, field="campaignId")
        wanted = said.of(scene)
        return {
            key: MatchView(candidate(creator, scene.last_posts.get(key), share(scene.viewers.get(key), wanted)), wanted)
            for key, creator in scene.creators.items()
        }
