"""Judging creators' eligibility by what was found about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.standings import SeenStanding
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.creator import Creator
from creatorport.domain.eligibility import Answer, Eligibility, Finding, Question
from creatorport.domain.errors import AlreadyInvited, CreatorExcluded, NotFound, NotOnTikTokOne, Refusal, WrongState
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId
from creatorport.domain.invitation import Invitation
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.remedies import Remedy, remedy_for

_PASSING = (CampaignState.SUBMITTING, CampaignState.PAUSED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was read about a campaign and several creators at one moment.

    `turned_down` are invitations to this campaign that TikTok would not deliver.
    """

    campaign: Campaign
    creators: Mapping[CreatorId, Creator]
    excluded: Mapping[CreatorId, Exclusion]
    live: Mapping[CreatorId, Invitation]
    turned_down: Mapping[CreatorId, Invitation]
    standings: Mapping[Handle, SeenStanding]
    now: datetime

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
        exclusion = self.excluded.get(creator.id)
        if exclusion is None:
            return Finding(Question.EXCLUSION, Answer.YES, "The workspace has not excluded this creator.", self.now)
        refusal = CreatorExcluded(creator.handle.text, exclusion.reason)
        return _no(Question.EXCLUSION, refusal, exclusion.excluded_at)

    def _invitation(self, creator: Creator) -> Finding:
        live = self.live.get(creator.id)
        if live is None:
            return Finding(Question.INVITATION, Answer.YES, "There is no live invitation to this campaign.", self.now)
        return _no(Question.INVITATION, AlreadyInvited(creator.handle.text), live.created_at)

    def _standing(self, creator: Creator) -> Finding:
        seen = self.standings.get(creator.handle)
        if seen is None:
            return Finding(
                Question.TIKTOK_ONE, Answer.UNKNOWN, "TikTok could not be asked, and has not told before.", None
            )
        match seen.standing:
            case Standing.IN:
                return Finding(Question.TIKTOK_ONE, Answer.YES, "TikTok One has this creator.", seen.at)
            case Standing.NOT_IN | Standing.INVALID:
                return _no(Question.TIKTOK_ONE, NotOnTikTokOne(creator.handle.text), seen.at)
            case Standing.OTHER:
                reason = "TikTok answered with a word that is not known here."
                return Finding(Question.TIKTOK_ONE, Answer.UNKNOWN, reason, seen.at)

    def _region(self, creator: Creator) -> Finding:
        before = self.turned_down.get(creator.id)
        seen = self.standings.get(creator.handle)
        if before is not None and seen is not None and seen.standing is Standing.IN:
            # TikTok One has the creator, and would not take them for this campaign: what is left is the region.
            reason = "TikTok did not take this creator for this campaign before, although TikTok One has them."
            return Finding(
                Question.REGION, Answer.NO, reason, before.created_at, "UNDELIVERABLE", Remedy.OTHER_CAMPAIGN
            )
        found, theirs = creator.whereabouts, self.campaign.at_tiktok
        if found is not None and theirs is not None and found.countries <= set(theirs.country_codes):
            reason = "The campaign runs in the country that this creator was found in."
            return Finding(Question.REGION, Answer.YES, reason, found.pedigree.captured_at)
        return Finding(Question.REGION, Answer.UNKNOWN, "TikTok tells a campaign's region only by refusing.", None)


def _no(question: Question, refusal: Refusal, known_at: datetime, remedy: Remedy | None = None) -> Finding:
    return Finding(question, Answer.NO, refusal.message, known_at, refusal.code, remedy or remedy_for(refusal.code))
