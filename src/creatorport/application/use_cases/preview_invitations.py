from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.refused import Refused
from creatorport.application.template_views import PreviewView
from creatorport.application.writing import Letter, Words, letter, named_once
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.errors import MessageTooLong, NotFound, VariableWithoutValue
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.wording import MESSAGE_MAX
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class PreviewInvitationsQuery:
    member: Member
    campaign_id: CampaignId
    creator_ids: tuple[CreatorId, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class PreviewInvitations:
    """Show what each creator would get, in the order of the creators; nothing is kept or sent.

    What is wrong with one creator's message is told with it. Raises NotAllowed, NotFound, WrongState, InvalidValue,
    UnknownVariable for what is wrong with all.
    """

    units: UnitsOfWork

    async def __call__(self, query: PreviewInvitationsQuery) -> Sequence[PreviewView]:
        authorize(query.member, Action.RUN_CAMPAIGNS)
        named_once(query.creator_ids)
        workspace_id = query.member.workspace_id
        async with self.units() as uow:
            campaign = await uow.campaigns.load(workspace_id, query.campaign_id)
            written = await letter(uow, workspace_id, query.words, query.creator_ids)
            known = await uow.creators.find_many(workspace_id, query.creator_ids)
        return [
            _preview(known[one], written, campaign)
            if one in known
            else PreviewView(one, None, None, None, (Refused.of(NotFound("creator", one)),))
            for one in query.creator_ids
        ]


def _preview(creator: Creator, written: Letter, campaign: Campaign) -> PreviewView:
    handle = creator.handle.text
    wording, values = written.wording_for(creator.id), written.values_for(creator, campaign)
    filled, lacking = wording.filled(values).strip(), wording.lacking(values)
    problems = [VariableWithoutValue(handle, lacking)] if lacking else []
    too_long = [MessageTooLong(handle, len(filled), MESSAGE_MAX)] if len(filled) > MESSAGE_MAX else []
    refused = tuple(Refused.of(problem) for problem in (*problems, *too_long))
    return PreviewView(creator.id, handle, filled, len(filled), refused)
