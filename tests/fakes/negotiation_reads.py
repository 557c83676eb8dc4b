from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.negotiation_views import ReceivedInvitationView
from creatorport.application.views import Page, Slice
from creatorport.domain.account import TikTokAccount
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId, InvitationId, MemberId, WorkspaceId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.money import Money, total
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf

_NEWEST: Order[Invitation] = Order("received-invitations", lambda one: (one.created_at, one.id), descending=True)


def received(shelf: Shelf, found: Iterable[Invitation], owner: MemberId | None) -> Sequence[Invitation]:
    """Return those invitations that went out to an owner; all of them without one."""
    return [one for one in found if owner is None or _is_received(shelf, one, owner)]


@dataclass
class InMemoryReceivedInvitationReads:
    shelf: Shelf

    async def page(
        self, workspace_id: WorkspaceId, owner: MemberId, part: Slice, *, states: Collection[str] = ()
    ) -> Page[ReceivedInvitationView]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "received.page")
        mine = [one for one in received(self.shelf, found, owner) if not states or one.state in states]
        return _NEWEST.page(mine, part, self._view)

    async def by_ids(
        self, workspace_id: WorkspaceId, owner: MemberId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, ReceivedInvitationView]:
        found = self.shelf.of(Invitation, workspace_id, "invitation", "received.by_ids")
        return {one.id: self._view(one) for one in received(self.shelf, found, owner) if one.id in ids}

    def _view(self, one: Invitation) -> ReceivedInvitationView:
        (campaign,) = (
            each for each in self.shelf.of(Campaign, one.workspace_id, "campaign") if each.id == one.campaign_id
        )
        return ReceivedInvitationView(
            one.id,
            one.handle.text,
            one.message,
            one.state.value,
            one.delivery.value if one.delivery else None,
            one.sent_at,
            one.answered_at,
            one.answer,
            one.agreed,
            one.negotiation.value,
            one.expires_at,
            one.reminders,
            campaign.name,
            campaign.brand_name,
            campaign.brief,
            campaign.at_tiktok.invite_link if campaign.at_tiktok else None,
            one.joining,
        )


@dataclass
class InMemoryCommitmentReads:
    shelf: Shelf

    async def committed(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        campaigns = self.shelf.of(Campaign, workspace_id, "campaign", "commitments.committed")
        sums = {one.id: self._committed(one) for one in campaigns if one.id in ids}
        return {key: committed for key, committed in sums.items() if committed is not None}

    async def remaining(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        left: dict[CampaignId, Money] = {}
        for one in self.shelf.of(Campaign, workspace_id, "campaign", "commitments.remaining"):
            committed = self._committed(one)
            if one.id in ids and one.plan.budget is not None and committed is not None:
                left[one.id] = one.plan.budget - committed
        return left

    async def currency(self, workspace_id: WorkspaceId) -> str | None:
        kept = self.shelf.of(str, workspace_id, "workspace", "commitments.currency")
        return kept[0] if kept else None

    def _committed(self, campaign: Campaign) -> Money | None:
        invitations = self.shelf.of(Invitation, campaign.workspace_id, "invitation")
        agreed = [one.agreed_terms for one in invitations if one.campaign_id == campaign.id]
        fees = [terms.fee for terms in agreed if terms is not None and terms.fee is not None]
        if campaign.plan.budget is None and not fees:
            return None
        currency = fees[0].currency if campaign.plan.budget is None else campaign.plan.budget.currency
        return total(fees, currency)


def _is_received(shelf: Shelf, invitation: Invitation, owner: MemberId) -> bool:
    bearers = [
        one
        for one in shelf.of(TikTokAccount, invitation.workspace_id, "account")
        if one.profile.handle == invitation.handle
    ]
    newest = sorted(sorted(bearers, key=lambda one: one.id), key=lambda one: one.profile_at, reverse=True)
    return (
        invitation.state is not InvitationState.DRAFT
        and bool(newest)
        and newest[0].owner == owner
        and newest[0].is_at_work
    )
