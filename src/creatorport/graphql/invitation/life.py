from typing import Annotated

import strawberry

from creatorport.application.use_cases.extend_invitation import ExtendInvitationCommand
from creatorport.application.use_cases.hand_over_invitation import HandOverInvitationCommand
from creatorport.application.use_cases.remind_invitation import RemindInvitationCommand
from creatorport.application.use_cases.withdraw_invitation import WithdrawInvitationCommand
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.invitation.inputs import (
    CreateJoinLinkInput,
    ExtendInvitationInput,
    RemindInvitationInput,
    WithdrawInvitationInput,
)
from creatorport.graphql.invitation.meant import meant, shown
from creatorport.graphql.invitation.types import Invitation
from creatorport.graphql.scalars import URL

SHOWN = "The invitation as it stands now; null where this was refused."


@strawberry.type
class _Shown:
    invitation: Invitation | None = derived(lambda outcome: outcome.shown, SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The withdrawn invitation, or why it is not.")
class WithdrawInvitationPayload(_Shown):
    pass


@strawberry.type(description="The invitation with its reminders, or why there is no more.")
class RemindInvitationPayload(_Shown):
    pass


@strawberry.type(description="The invitation with its new end, or why it has none.")
class ExtendInvitationPayload(_Shown):
    pass


@strawberry.type(description="The link, or why there is none.")
class CreateJoinLinkPayload:
    url: URL | None = derived(
        lambda outcome: outcome.shown.url if outcome.shown else None,
        "The link, told this once and to repeats under its key; null where it was refused.",
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class InvitationLifeMutations:
    @mutation(
        "Take an invitation back before it is answered. TikTok One takes nobody out of a campaign: what it sent stays "
        "sent, but a yes there no longer counts.",
        WithdrawInvitationPayload,
    )
    async def withdraw_invitation(
        self,
        info: Info,
        input: Annotated[WithdrawInvitationInput, strawberry.argument(description="The invitation.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = WithdrawInvitationCommand(
            info.context.member, meant(input.invitation_id), idempotency_key=input.idempotency_key
        )
        return await shown(info, await info.context.use_cases.negotiation.withdraw(command))

    @mutation(
        "Remind a creator of an open invitation: at least 24 hours after they heard from you, two times at most.",
        RemindInvitationPayload,
    )
    async def remind_invitation(
        self,
        info: Info,
        input: Annotated[RemindInvitationInput, strawberry.argument(description="The invitation.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = RemindInvitationCommand(
            info.context.member, meant(input.invitation_id), idempotency_key=input.idempotency_key
        )
        return await shown(info, await info.context.use_cases.negotiation.remind(command))

    @mutation("Let an open invitation last longer.", ExtendInvitationPayload)
    async def extend_invitation(
        self,
        info: Info,
        input: Annotated[ExtendInvitationInput, strawberry.argument(description="The invitation and its end.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = ExtendInvitationCommand(
            info.context.member, meant(input.invitation_id), input.until, idempotency_key=input.idempotency_key
        )
        return await shown(info, await info.context.use_cases.negotiation.extend(command))

    @mutation(
        "Make a link to an invitation, for you to send: a public page with its terms, TikTok's link and the way to "
        "answer here. It is the remedy where TikTok did not reach the creator. A link made before no longer works.",
        CreateJoinLinkPayload,
    )
    async def create_join_link(
        self,
        info: Info,
        input: Annotated[CreateJoinLinkInput, strawberry.argument(description="The invitation.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = HandOverInvitationCommand(
            info.context.member, meant(input.invitation_id), idempotency_key=input.idempotency_key
        )
        return Outcome(await info.context.use_cases.negotiation.hand_over(command))
