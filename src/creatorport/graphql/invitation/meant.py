"""The invitation that the brand means, and how it is shown after what was done to it."""

import strawberry

from creatorport.application.answer_step import Answered
from creatorport.domain.ids import InvitationId
from creatorport.graphql.context import Info
from creatorport.graphql.fields import Outcome
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.invitation.loaders import InvitationByIdLoader


def meant(given: strawberry.ID) -> InvitationId:
    return InvitationId(local_id("Invitation", given, "invitationId"))


async def shown(info: Info, answered: Answered) -> Outcome:
    invitation = await info.context.loaders.get(InvitationByIdLoader).load(answered.invitation_id)
    return Outcome(invitation, answered.refusals)
