"""Invite links: the way in for creators who have no login here."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Annotated

import strawberry

from creatorport.application.use_cases.invite_to_connect import InviteToConnectCommand
from creatorport.application.use_cases.revoke_connect_invite import RevokeConnectInviteCommand
from creatorport.application.views import ConnectInviteView, Page
from creatorport.domain.ids import ConnectInviteId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.enums import value
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, at_now, attribute, derived, mutation, query
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.scalars import URL

_WEEK = 168


@strawberry.enum(description="Whether an invite link can be used.")
class ConnectInviteState(Enum):
    OPEN = value("open", description="It works.")
    USED = value("used", description="It connected an account; it works once.")
    REVOKED = value("revoked", description="It was taken back.")
    EXPIRED = value("expired", description="Its time is over.")


def _state(invite: ConnectInviteView, now: datetime) -> str:
    if invite.used_at is not None:
        return "used"
    if invite.revoked_at is not None:
        return "revoked"
    return "expired" if now >= invite.expires_at else "open"


@strawberry.type(description="A link by which a creator connects an account without a login here.")
class ConnectInvite:
    invite_id: strawberry.ID = derived(
        lambda invite: global_id("ConnectInvite", invite.id), "The link's id, for taking it back."
    )
    name: str = derived(lambda invite: invite.invited, "Who was invited; the account belongs to them.")
    expected_handle: str | None = attribute("The handle that must sign in; null where any may.")
    state: ConnectInviteState = at_now(_state, "Whether it can be used.")
    created_by: str = attribute("The id of the member who made it.")
    created_at: datetime = attribute("When it was made.")
    expires_at: datetime = attribute("Until when it works.")
    used_at: datetime | None = attribute("When it connected an account.")
    revoked_at: datetime | None = attribute("When it was taken back.")


@strawberry.input(description="Who is to be invited.")
class CreateConnectInviteInput:
    name: str = strawberry.field(description="Who is invited, up to 128 characters; the account will be theirs.")
    expected_handle: str | None = strawberry.field(
        default=None, description="The handle that must sign in, with or without @."
    )
    expires_in_hours: int = strawberry.field(default=_WEEK, description="For how long the link works: 1 to 720 hours.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="An invite link.")
class RevokeConnectInviteInput:
    invite_id: strawberry.ID = strawberry.field(description="The link to take back.")


@strawberry.type(description="The link, or why there is none.")
class CreateConnectInvitePayload:
    invite_id: strawberry.ID | None = derived(
        lambda outcome: outcome.shown and global_id("ConnectInvite", outcome.shown.id),
        "The link's id, for taking it back.",
    )
    url: URL | None = derived(
        lambda outcome: outcome.shown and outcome.shown.url,
        "The link, told this once and to repeats under its key; whoever has it can connect an account.",
    )
    expires_at: datetime | None = derived(
        lambda outcome: outcome.shown and outcome.shown.expires_at, "Until when it works."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="Whether the link was taken back.")
class RevokeConnectInvitePayload:
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class ConnectInviteQueries:
    @query("The workspace's invite links, newest first.", Connection[ConnectInvite])
    async def connect_invites(
        self, info: Info, first: First = PAGE_DEFAULT, after: After = None
    ) -> Page[ConnectInviteView]:
        return await info.context.queries.connect_invites(part_of(first, after))


@strawberry.type
class ConnectInviteMutations:
    @mutation("Make a link by which a creator connects an account without a login here.", CreateConnectInvitePayload)
    async def create_connect_invite(
        self,
        info: Info,
        input: Annotated[CreateConnectInviteInput, strawberry.argument(description="Who is invited.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = InviteToConnectCommand(
            info.context.member,
            input.name,
            input.expected_handle,
            timedelta(hours=input.expires_in_hours),
            input.idempotency_key,
        )
        return Outcome(await info.context.use_cases.invite_to_connect(command))

    @mutation("Take an invite link back. What was connected by it stays.", RevokeConnectInvitePayload)
    async def revoke_connect_invite(
        self,
        info: Info,
        input: Annotated[RevokeConnectInviteInput, strawberry.argument(description="The link.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        invite_id = ConnectInviteId(local_id("ConnectInvite", input.invite_id, "inviteId"))
        command = RevokeConnectInviteCommand(info.context.member, invite_id)
        await info.context.use_cases.revoke_connect_invite(command)
        return Outcome()
