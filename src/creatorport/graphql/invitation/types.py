from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.views import InvitationView
from creatorport.domain.invitation_states import OPEN_STATES
from creatorport.domain.invitation_states import InvitationState as State
from creatorport.domain.reminder import remindable_at
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.deliverable.loaders import DeliverablesByInvitationIdLoader
from creatorport.graphql.deliverable.types import Deliverable
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.invitation.states import (
    AgreedBy,
    Delivery,
    InvitationState,
    Joining,
    NegotiationState,
    Reminder,
)
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.performance.loaders import PerformanceByCampaignAndCreatorIdLoader
from creatorport.graphql.performance.types import Totals
from creatorport.graphql.terms.loaders import CurrentTermsByInvitationIdLoader, TermsByInvitationIdLoader
from creatorport.graphql.terms.types import Terms
from creatorport.graphql.undecided.loaders import UndecidedByInvitationIdLoader
from creatorport.graphql.undecided.types import Undecided

if TYPE_CHECKING:
    from creatorport.graphql.campaign.types import Campaign


def _remindable_at(invitation: InvitationView) -> datetime | None:
    if State(invitation.state) not in OPEN_STATES or invitation.sent_at is None:
        return None
    at = remindable_at(invitation.reminders, invitation.sent_at)
    return at if at is None or invitation.expires_at is None or at < invitation.expires_at else None


@strawberry.type(description="One creator asked into one campaign.")
class Invitation(Node):
    id: strawberry.ID = identity("Invitation")
    campaign: Annotated["Campaign", strawberry.lazy("creatorport.graphql.campaign.types")] = edge(
        CampaignByIdLoader, "The campaign.", key=lambda invitation: invitation.campaign_id
    )
    creator: Creator = edge(
        CreatorByIdLoader, "The creator who is asked.", key=lambda invitation: invitation.creator_id
    )
    handle: str = attribute("The creator's handle at the time of the invitation, without @.")
    message: str = attribute("The personal message, with the creator's names filled in.")
    state: InvitationState = attribute("Where it stands.")
    delivery: Delivery | None = attribute("How it reached the creator; null before it did.")
    created_at: datetime = attribute("When it was written.")
    sent_at: datetime | None = attribute("When TikTok took it; null before.")
    responded_at: datetime | None = attribute(
        "When the creator first reacted: by a message, a yes or a no; null before."
    )
    response: str | None = attribute("The first message that the creator wrote without deciding; null where none.")
    answered_at: datetime | None = attribute("When the creator answered; null before.")
    answer: str | None = attribute("What the creator wrote along with the answer; null where nothing.")
    failure: str | None = attribute("Why it could not be delivered; null where it could.")
    terms: list[Terms] = edge(
        TermsByInvitationIdLoader, "All versions of its terms, oldest first.", key=lambda invitation: invitation.id
    )
    current_terms: Terms = edge(
        CurrentTermsByInvitationIdLoader,
        "The terms that stand: what an answer would mean now.",
        key=lambda invitation: invitation.id,
    )
    agreed_number: int | None = derived(
        lambda invitation: invitation.agreed, "The number of the terms that were agreed; null unless it is ACCEPTED."
    )
    agreed_by: AgreedBy | None = attribute("How the agreement came about; null unless it is ACCEPTED.")
    negotiation: NegotiationState = attribute("Where the negotiation of its terms stands.")
    over_budget: bool = attribute(
        "Whether the creator accepted at TikTok although the campaign's budget had no room for the fee."
    )
    expires_at: datetime | None = attribute("Until when it may be answered; null before it goes out.")
    reminders: list[Reminder] = attribute("When the creator was reminded of it, and how.")
    remindable_at: datetime | None = derived(
        _remindable_at,
        "From when on the creator can be reminded; null where they cannot be: before it is sent, once it is answered "
        "or over, too near to its end, and after two reminders.",
    )
    joining: Joining | None = attribute(
        "Whether the creator is in the campaign at TikTok too, and how they get there; null unless it is ACCEPTED."
    )
    has_join_link: bool = attribute("Whether it was handed over by a link of this gateway, too.")
    undecided: list[Undecided] = edge(
        UndecidedByInvitationIdLoader,
        "What of it is not known to have happened at TikTok, longest first; empty where everything is.",
        key=lambda invitation: invitation.id,
    )
    performance: Totals = edge(
        PerformanceByCampaignAndCreatorIdLoader,
        "What this creator's posts did for this campaign.",
        key=lambda invitation: (invitation.campaign_id, invitation.creator_id),
    )
    deliverables: list[Deliverable] = edge(
        DeliverablesByInvitationIdLoader,
        "What the creator owes by it, once it is accepted.",
        key=lambda invitation: invitation.id,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, InvitationView)


@strawberry.type(description="How many invitations are in one state.")
class InvitationCount:
    state: InvitationState = derived(lambda pair: pair[0], "The state.")
    count: int = derived(lambda pair: pair[1], "How many are in it.")
