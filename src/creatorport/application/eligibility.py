"""Judging creators' eligibility by what was found about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.effects.added_creators import UNKNOWN_TO_TIKTOK_ONE
from creatorport.application.ports.creator_status import ABSENT, Standing
from creatorport.application.ports.standings import SeenStanding
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.creator import Creator
from creatorport.domain.eligibility import Answer, Eligibility, Finding, Question
from creatorport.domain.errors import (
    AlreadyInvited,
    CreatorExcluded,
    NotFound,
    NotOnTikTokOne,
    OutsideRegion,
    Refusal,
    WrongState,
)
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId
from creatorport.domain.invitation import Invitation
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.remedies import Remedy, remedy_for

_PASSING = (CampaignState.SUBMITTING, CampaignState.PAUSED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read about a campaign and several creators at one moment.

    `turned_down` are their newest invitations to this campaign that were not delivered.
    """

    campaign: Campaign
    creators: Mapping[CreatorId, Creator]
    excluded: Mapping[CreatorId, Exclusion]
    live: Mapping[CreatorId, Invitation]
    turned_down: Mapping[CreatorId, Invitation]
    standings: Mapping[Handle, SeenStanding]
    now: datetime

    @classmethod
    async def read(
        cls,
        uow: UnitOfWork,
        campaign: Campaign,
        creator_ids: Collection[CreatorId],
        standings: Mapping[Handle, SeenStanding],
        now: datetime,
    ) -> "Evidence":
        """Read it, in as many statements for one creator as for a thousand."""
        workspace_id = campaign.workspace_id
        return cls(
            campaign,
            await uow.creators.find_many(workspace_id, creator_ids),
            await uow.exclusions.find_many(workspace_id, creator_ids),
            await uow.invitations.live_of(workspace_id, campaign.id, creator_ids),
            await uow.invitations.turned_down(workspace_id, campaign.id, creator_ids),
            standings,
            now,
        )

    def invitable(self, creator_id: CreatorId) -> Creator:
        """Return a creator who can be invited. Raises what stands in the way; what is not known does not, as only
        TikTok can say.
        """
        creator = self.creators.get(creator_id)
        if creator is None:
            raise NotFound("creator", creator_id)
        for hindrance in (self._excluded, self._invited, self._absent, self._elsewhere):
            refusal = hindrance(creator)
            if refusal is not None:
                raise refusal
        return creator

    def judge(self, creator_id: CreatorId) -> Eligibility:
        creator = self.creators.get(creator_id)
        if creator is None:
            unknown = _no(Question.CREATOR, NotFound("creator", creator_id), self.now)
            return Eligibility(creator_id, None, (self._campaign(), unknown))
        return Eligibility(
            creator_id,
            creator.handle.text,
            (
                self._campaign(),
                Finding(Question.CREATOR, Answer.YES, "The workspace has found this creator.", creator.found_at),
                self._exclusion(creator),
                self._invitation(creator),
                self._standing(creator),
                self._region(creator),
            ),
        )

    def _campaign(self) -> Finding:
        if self.campaign.accepts_invitations:
            return Finding(Question.CAMPAIGN, Answer.YES, "Creators can be invited to this campaign.", self.now)
        refusal = WrongState("campaign", self.campaign.state.value, "invite creators")
        remedy = Remedy.WAIT if self.campaign.state in _PASSING else Remedy.OTHER_CAMPAIGN
        return _no(Question.CAMPAIGN, refusal, self.now, remedy)

    def _exclusion(self, creator: Creator) -> Finding:
        refusal = self._excluded(creator)
        if refusal is None:
            return Finding(Question.EXCLUSION, Answer.YES, "The workspace has not excluded this creator.", self.now)
        return _no(Question.EXCLUSION, refusal, self.excluded[creator.id].excluded_at)

    def _invitation(self, creator: Creator) -> Finding:
        refusal = self._invited(creator)
        if refusal is None:
            return Finding(Question.INVITATION, Answer.YES, "There is no live invitation to this campaign.", self.now)
        return _no(Question.INVITATION, refusal, self.live[creator.id].created_at)

    def _standing(self, creator: Creator) -> Finding:
        seen = self.standings.get(creator.handle)
        if seen is None:
            return Finding(
                Question.TIKTOK_ONE, Answer.UNKNOWN, "TikTok could not be asked, and has not told before.", None
            )
        refusal = self._absent(creator)
        if refusal is not None:
            return _no(Question.TIKTOK_ONE, refusal, seen.at)
        if seen.standing is Standing.IN:
            return Finding(Question.TIKTOK_ONE, Answer.YES, "TikTok One has this creator.", seen.at)
        reason = "TikTok answered with a word that is not known here."
        return Finding(Question.TIKTOK_ONE, Answer.UNKNOWN, reason, seen.at)

    def _region(self, creator: Creator) -> Finding:
        refusal = self._elsewhere(creator)
        if refusal is not None:
            return _no(Question.REGION, refusal, self.turned_down[creator.id].created_at)
        found, theirs = creator.whereabouts, self.campaign.at_tiktok
        if found is not None and theirs is not None and found.countries <= set(theirs.country_codes):
            reason = "The campaign runs in the country that this creator was found in."
            return Finding(Question.REGION, Answer.YES, reason, found.pedigree.captured_at)
        return Finding(Question.REGION, Answer.UNKNOWN, "TikTok tells a campaign's region only by refusing.", None)

    def _excluded(self, creator: Creator) -> Refusal | None:
        exclusion = self.excluded.get(creator.id)
        return None if exclusion is None else CreatorExcluded(creator.handle.text, exclusion.reason)

    def _invited(self, creator: Creator) -> Refusal | None:
        return AlreadyInvited(creator.handle.text) if creator.id in self.live else None

    def _absent(self, creator: Creator) -> Refusal | None:
        seen = self.standings.get(creator.handle)
        return NotOnTikTokOne(creator.handle.text) if seen is not None and seen.standing in ABSENT else None

    def _elsewhere(self, creator: Creator) -> Refusal | None:
        """TikTok One had the creator already when they were invited, and did not take them. Who is there only since
        then, by the join link perhaps, may be taken now.
        """
        before, seen = self.turned_down.get(creator.id), self.standings.get(creator.handle)
        if before is None or before.failure != UNKNOWN_TO_TIKTOK_ONE or seen is None:
            return None
        was_there = seen.standing is Standing.IN and seen.at <= before.created_at
        return OutsideRegion(creator.handle.text) if was_there else None


def _no(question: Question, refusal: Refusal, known_at: datetime, remedy: Remedy | None = None) -> Finding:
    return Finding(question, Answer.NO, refusal.message, known_at, refusal.code, remedy or remedy_for(refusal.code))
