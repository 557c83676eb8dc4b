"""What creators see of their invitations, and brands of their commitments, the same whoever keeps the records."""

from dataclasses import replace
from decimal import Decimal

import pytest

from creatorport.application.negotiation_views import ReceivedInvitationView
from creatorport.application.queries import Reads
from creatorport.application.views import Page, Slice
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan
from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, InvitationId, MemberId, WorkspaceId
from creatorport.domain.invitation import Delivery
from creatorport.domain.joining import Joining
from creatorport.domain.money import Money
from creatorport.domain.reminder import Reminder, ReminderDelivery
from creatorport.domain.terms import Offer
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import (
    AT_TIKTOK,
    IDA,
    LUMEN,
    NOW,
    OFFER,
    UMBRA,
    account,
    campaign,
    creator,
    invitation,
    later,
    profile,
    running,
)
from tests.contract.persistence.world import ids, walk

ONE, TWO, EMPTY = CampaignId("campaign-1"), CampaignId("campaign-2"), CampaignId("campaign-3")
BEN = MemberId("ben")
REMINDED = Reminder(later(24 * 60), ReminderDelivery.SHOWN_HERE, "olga")


@pytest.fixture
async def reads(backend: Backend) -> Reads:
    """Mara's account is Ida's, Ben's is his own; both were invited, and others were."""
    euros = CampaignPlan(Money(Decimal(1000), "EUR"))
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(replace(running(workspace=workspace), plan=euros))
            await uow.campaigns.add(replace(running("campaign-2", workspace), plan=NO_PLAN))
            await uow.campaigns.add(replace(campaign("campaign-3", workspace), plan=NO_PLAN))
            await uow.creators.put([creator(name, workspace) for name in ("Mara.Cooks", "ben", "zoe")])
            await uow.invitations.add(
                [
                    invitation("i-1", workspace=workspace, offer=OFFER)
                    .send(NOW)
                    .deliver(Delivery.JOIN_LINK, NOW)
                    .remind(REMINDED),
                    invitation("i-2", campaign_name="campaign-2", workspace=workspace, at=later(1), offer=OFFER)
                    .send(NOW)
                    .accept(later(2), answer="Yes."),
                    invitation("i-3", campaign_name="campaign-3", workspace=workspace),
                    invitation("i-4", "ben", workspace=workspace).send(NOW),
                    replace(
                        invitation("i-5", "zoe", workspace=workspace, offer=Offer(Money(Decimal(1200), "EUR")))
                        .send(NOW)
                        .accept(NOW),
                        over_budget=True,
                    ),
                ]
            )
        await uow.accounts.add(account())
        theirs = replace(account("account-2", "open-ben"), owner=BEN)
        await uow.accounts.add(replace(theirs, profile=replace(profile("open-ben"), handle=Handle.of("ben"))))
        await uow.commit()
    return backend.reads


async def test_a_creator_sees_what_went_out_to_their_account_and_nothing_else(reads: Reads) -> None:
    for size in (1, 2, 5):
        assert ids(await walk(lambda part: reads.received.page(LUMEN, IDA, part), size)) == ["i-2", "i-1"]
    accepted = await reads.received.page(LUMEN, IDA, Slice(5), states=["accepted"])
    assert (ids(accepted.nodes), accepted.total) == (["i-2"], 1)
    nothing: Page[ReceivedInvitationView] = Page([], [], 0, has_next=False, has_previous=False)
    assert await reads.received.page(LUMEN, MemberId("zoe"), Slice(5)) == nothing
    assert await reads.received.page(UMBRA, IDA, Slice(5)) == nothing
    with pytest.raises(InvalidValue):
        await reads.received.page(LUMEN, IDA, Slice(5, "nonsense"))


async def test_a_received_invitation_is_shown_with_what_its_creator_may_know_of_the_campaign(reads: Reads) -> None:
    asked = [InvitationId(name) for name in ("i-1", "i-3", "i-4", "nothing")]
    assert await reads.received.by_ids(LUMEN, IDA, asked) == {
        InvitationId("i-1"): ReceivedInvitationView(
            id=InvitationId("i-1"),
            handle="Mara.Cooks",
            message="Dear Mara, join us.",
            state="sent",
            delivery="JOIN_LINK",
            sent_at=NOW,
            answered_at=None,
            answer=None,
            agreed=None,
            negotiation="open",
            expires_at=later(14 * 24 * 60),
            reminders=(REMINDED,),
            campaign_name="Named campaign-1",
            brand_name="Lumen",
            brief="Show the lamp.",
            invite_link=AT_TIKTOK.invite_link,
        )
    }
    assert await reads.received.by_ids(LUMEN, BEN, asked[:1]) == {}
    assert await reads.received.by_ids(UMBRA, IDA, asked) == {}


async def test_both_sides_see_where_the_creators_joining_stands(reads: Reads) -> None:
    two, joined = InvitationId("i-2"), Joining().succeed(later(2))
    assert (await reads.received.by_ids(LUMEN, IDA, [two]))[two].joining == joined
    assert (await reads.invitations.by_ids(LUMEN, [two]))[two].joining == joined


async def test_terms_are_shown_to_those_who_received_them(reads: Reads) -> None:
    asked = [InvitationId(name) for name in ("i-1", "i-3", "i-4")]
    assert list(await reads.invitations.current_terms(LUMEN, asked, owner=IDA)) == ["i-1"]
    assert list(await reads.invitations.terms_of_invitations(LUMEN, asked, owner=BEN)) == ["i-4"]
    assert await reads.invitations.current_terms(UMBRA, asked, owner=IDA) == {}
    assert len(await reads.invitations.current_terms(LUMEN, asked)) == 3


async def test_an_account_that_was_let_go_and_a_handle_that_moved_show_nothing(reads: Reads, backend: Backend) -> None:
    async with backend.units() as uow:
        theirs = await uow.accounts.find_by_handle(LUMEN, Handle.of("ben"))
        assert theirs is not None
        await uow.accounts.save(theirs.disconnect(later(5)))
        newer = replace(account("account-3", "open-3", at=later(9)), owner=BEN)
        await uow.accounts.add(newer)
        await uow.commit()
    assert (await reads.received.page(LUMEN, IDA, Slice(5))).total == 0
    assert ids((await reads.received.page(LUMEN, BEN, Slice(5))).nodes) == ["i-2", "i-1"]


async def test_commitments_are_agreed_fees_and_what_remains_may_lie_below_zero(reads: Reads) -> None:
    asked = [ONE, TWO, EMPTY, CampaignId("other")]
    assert await reads.commitments.committed(LUMEN, asked) == {
        ONE: Money(Decimal(1200), "EUR"),
        TWO: Money(Decimal("1450.50"), "EUR"),
    }
    assert await reads.commitments.remaining(LUMEN, asked) == {ONE: Money(Decimal(-200), "EUR")}
    assert await reads.commitments.committed(WorkspaceId("stranger"), asked) == {}
    assert await reads.commitments.remaining(LUMEN, []) == {}
