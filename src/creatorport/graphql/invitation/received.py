"""Invitations as the creators who received them see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import strawberry

from creatorport.application.negotiation_views import ReceivedInvitationView
from creatorport.application.views import Page
from creatorport.domain.ids import InvitationId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import attribute, derived, edge, query
from creatorport.graphql.invitation.states import Delivery, InvitationState, Joining, NegotiationState, Reminder
from creatorport.graphql.loading import Loader
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.scalars import URL
from creatorport.graphql.terms.loaders import CurrentTermsByInvitationIdLoader, TermsByInvitationIdLoader
from creatorport.graphql.terms.types import Terms


class ReceivedInvitationByIdLoader(Loader[InvitationId, ReceivedInvitationView | None]):
    async def batch(self, keys: Sequence[InvitationId]) -> Sequence[ReceivedInvitationView | None]:
        found = await self.queries.received_by_ids(keys)
        return [found.get(key) for key in keys]


@strawberry.type(description="An invitation, as the creator who received it sees it.")
class ReceivedInvitation(Node):
    id: strawberry.ID = identity("ReceivedInvitation")
    handle: str = attribute("The handle that was invited, without @.")
    campaign_name: str = attribute("The campaign's name.")
    brand_name: str = attribute("The brand that asks.")
    brief: str = attribute("What creators are asked to do; empty where nothing is written.")
    message: str = attribute("The personal message.")
    state: InvitationState = attribute("Where it stands.")
    negotiation: NegotiationState = attribute("Where the negotiation of its terms stands.")
    delivery: Delivery | None = attribute("How it was delivered; null before it was.")
    sent_at: datetime | None = attribute("When it was delivered; null before.")
    answered_at: datetime | None = attribute("When it was answered; null before.")
    answer: str | None = attribute("What you wrote along with the answer; null where nothing.")
    expires_at: datetime | None = attribute("Until when it may be answered.")
    reminders: list[Reminder] = attribute("When you were reminded of it.")
    current_terms: Terms = edge(
        CurrentTermsByInvitationIdLoader,
        "The terms that stand: what an answer would mean now.",
        key=lambda invitation: invitation.id,
    )
    terms: list[Terms] = edge(
        TermsByInvitationIdLoader, "All versions of its terms, oldest first.", key=lambda invitation: invitation.id
    )
    agreed_number: int | None = derived(
        lambda invitation: invitation.agreed, "The number of the terms that were agreed; null unless it is ACCEPTED."
    )
    joining: Joining | None = attribute(
        "Whether you are in the campaign at TikTok too, and how you get there; null unless it is ACCEPTED."
    )
    tiktok_join_link: URL | None = derived(
        lambda invitation: invitation.invite_link,
        "TikTok's own link for joining the campaign: the way in where `joining` says JOIN_LINK.",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, ReceivedInvitationView)


@strawberry.type
class ReceivedInvitationQueries:
    @query(
        "The invitations that went out to accounts which the caller connected, newest first.",
        Connection[ReceivedInvitation],
    )
    async def my_invitations(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        states: Annotated[
            list[InvitationState] | None, strawberry.argument(description="Only those in one of these states.")
        ] = None,
    ) -> Page[ReceivedInvitationView]:
        wanted = frozenset(state.value for state in states or ())
        return await info.context.queries.received_invitations(part_of(first, after), states=wanted)
