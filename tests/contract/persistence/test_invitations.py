import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import AlreadyInvited, ConcurrentChange, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, InvitationId
from creatorport.domain.invitation import AgreedBy, Delivery, Invitation, InvitationState
from creatorport.domain.joining import Joining, JoiningState, JoiningWay
from creatorport.domain.money import Money
from creatorport.domain.reminder import Reminder, ReminderDelivery
from creatorport.domain.terms import Offer, ProposedBy, Terms
from tests.contract.persistence.specimens import LUMEN, NOW, OFFER, UMBRA, campaign, creator, invitation, later

ONE = CampaignId("campaign-1")
SHOWN = ReminderDelivery.SHOWN_HERE


@pytest.fixture
async def stocked(units: UnitsOfWork) -> UnitsOfWork:
    async with units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(campaign(workspace=workspace))
            await uow.campaigns.add(campaign("campaign-2", workspace))
            await uow.creators.put([creator(name, workspace) for name in ("Mara.Cooks", "ben", "zoe")])
        await uow.commit()
    return units


async def test_an_invitation_comes_back_as_it_was_stored(stocked: UnitsOfWork) -> None:
    stored = (
        invitation()
        .send(NOW)
        .deliver(Delivery.PERSONAL_MESSAGE, later(1), tiktok_id="99")
        .accept(later(2), answer="Yes!")
    )
    async with stocked() as uow:
        await uow.invitations.add([stored])
        await uow.commit()
    async with stocked() as uow:
        loaded = await uow.invitations.load(LUMEN, stored.id)
    assert loaded == replace(stored, events=())
    assert loaded.handle.text == "Mara.Cooks"


async def test_versions_of_terms_are_kept_all_and_each_as_it_was_proposed(stocked: UnitsOfWork) -> None:
    first = invitation(offer=OFFER).send(NOW)
    more = replace(OFFER, fee=Money(Decimal("1600.00"), "EUR"), commission_rate=None)
    async with stocked() as uow:
        await uow.invitations.add([first, invitation("i-ben", "ben")])
        await uow.commit()
    async with stocked() as uow:
        seen = await uow.invitations.load(LUMEN, first.id)
        second = Terms(2, more, ProposedBy.CREATOR, later(5), "A little more?")
        await uow.invitations.save(replace(seen, terms=(*seen.terms, second)))
        await uow.invitations.save(replace(seen, terms=(*seen.terms, second)).accept(later(6), by=AgreedBy.BRAND))
        await uow.commit()
    async with stocked() as uow:
        every = await uow.invitations.of_campaign(LUMEN, ONE, set(InvitationState))
        found = await uow.invitations.find_live(LUMEN, ONE, Handle.of("mara.cooks"))
    assert found is not None
    assert found.terms == (Terms(1, OFFER, ProposedBy.BRAND, NOW), second)
    assert str(found.terms[1].offer.fee) == "1600.00 EUR"
    assert (found.agreed_terms, found.agreed_by) == (second, AgreedBy.BRAND)
    assert {one.id: len(one.terms) for one in every} == {first.id: 2, "i-ben": 1}


async def test_a_stale_save_adds_no_version(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation(offer=OFFER).send(NOW)])
        await uow.commit()
    async with stocked() as uow:
        stale = await uow.invitations.load(LUMEN, InvitationId("invitation-1"))
        await uow.invitations.save(stale.view(later(1)))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.invitations.save(
                replace(stale, terms=(*stale.terms, Terms(2, OFFER, ProposedBy.BRAND, later(2))))
            )
    async with stocked() as uow:
        assert len((await uow.invitations.load(LUMEN, InvitationId("invitation-1"))).terms) == 1


async def test_an_invitation_of_another_workspace_is_not_there(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation(workspace=UMBRA)])
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(NotFound):
            await uow.invitations.load(LUMEN, InvitationId("invitation-1"))
        assert await uow.invitations.find_live(LUMEN, ONE, Handle.of("mara.cooks")) is None
        assert await uow.invitations.of_campaign(LUMEN, ONE, set(InvitationState)) == []


async def test_many_are_loaded_in_the_order_asked_for_and_none_of_them_may_be_missing(stocked: UnitsOfWork) -> None:
    batch = [invitation(f"i-{name}", name) for name in ("Mara.Cooks", "ben", "zoe")]
    async with stocked() as uow:
        await uow.invitations.add([*batch, invitation("i-else", "ben", workspace=UMBRA)])
        await uow.commit()
    ids = [InvitationId(one) for one in ("i-zoe", "i-Mara.Cooks", "i-zoe")]
    async with stocked() as uow:
        loaded = await uow.invitations.load_many(LUMEN, ids)
        assert loaded == [replace(batch[2], events=()), replace(batch[0], events=())]
        assert await uow.invitations.load_many(LUMEN, []) == []
        with pytest.raises(NotFound) as missing:
            await uow.invitations.load_many(LUMEN, [*ids, InvitationId("i-else")])
    assert missing.value.id == "i-else"


async def test_one_refused_invitation_keeps_all_of_its_batch_out(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation("i-1")])
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(AlreadyInvited) as refused:
            await uow.invitations.add(
                [invitation("i-2", "ben"), invitation("i-3", "MARA.cooks"), invitation("i-4", "zoe")]
            )
        assert refused.value.handle == "MARA.cooks"
        # The refusal is no accident of the transaction: work may go on in it.
        await uow.invitations.add([invitation("i-5", "ben")])
        await uow.commit()
    async with stocked() as uow:
        present = await uow.invitations.of_campaign(LUMEN, ONE, set(InvitationState))
    assert {one.id for one in present} == {"i-1", "i-5"}


async def test_a_batch_may_not_invite_one_creator_twice(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        with pytest.raises(AlreadyInvited):
            await uow.invitations.add([invitation("i-1"), invitation("i-2")])


async def test_the_same_creator_may_be_invited_to_another_campaign_or_again_after_a_no(stocked: UnitsOfWork) -> None:
    declined = invitation("i-1").send(NOW).decline(NOW)
    async with stocked() as uow:
        await uow.invitations.add([declined])
        await uow.invitations.add([invitation("i-2"), invitation("i-3", campaign_name="campaign-2")])
        await uow.commit()
    async with stocked() as uow:
        found = await uow.invitations.find_live(LUMEN, ONE, Handle.of("mara.cooks"))
    assert found is not None
    assert found.id == "i-2"


async def test_an_invitation_is_known_to_have_ended_by_its_id_at_tiktok(stocked: UnitsOfWork) -> None:
    over = invitation("i-1").send(NOW).deliver(Delivery.PERSONAL_MESSAGE, NOW, tiktok_id="77").decline(NOW)
    live = invitation("i-2", "ben").send(NOW).deliver(Delivery.PERSONAL_MESSAGE, NOW, tiktok_id="78")
    async with stocked() as uow:
        await uow.invitations.add([over, live])
        await uow.commit()
    async with stocked() as uow:
        asked = uow.invitations.has_ended
        assert [await asked(LUMEN, ONE, one) for one in ("77", "78", "79")] == [True, False, False]
        assert await asked(UMBRA, ONE, "77") is False
        assert await asked(LUMEN, CampaignId("campaign-2"), "77") is False


async def test_an_empty_batch_is_nothing(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation()])
        await uow.commit()
    async with stocked() as uow:
        await uow.invitations.add([])
        await uow.invitations.save_all([])
        await uow.commit()
    async with stocked() as uow:
        assert list(await uow.invitations.load_many(LUMEN, [])) == []
        assert await uow.invitations.of_campaign(LUMEN, ONE, list(InvitationState)) == [invitation()]


async def test_of_concurrent_invitations_of_one_creator_one_lives(stocked: UnitsOfWork) -> None:
    async def invite(number: int) -> str:
        async with stocked() as uow:
            await uow.invitations.add([invitation(f"i-{number}")])
            await asyncio.sleep(0)
            await uow.commit()
        return f"i-{number}"

    outcomes = await asyncio.gather(*(invite(number) for number in range(8)), return_exceptions=True)
    won = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(won) == 1
    assert sum(isinstance(outcome, AlreadyInvited) for outcome in outcomes) == 7
    async with stocked() as uow:
        assert [one.id for one in await uow.invitations.of_campaign(LUMEN, ONE, set(InvitationState))] == won


async def test_a_campaigns_invitations_come_oldest_first_and_by_state(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add(
            [
                invitation("i-c", "zoe", at=later(1)),
                invitation("i-b", "ben").send(NOW),
                invitation("i-a", at=later(1)),
                invitation("i-x", campaign_name="campaign-2"),
            ]
        )
        await uow.commit()
    async with stocked() as uow:
        every = await uow.invitations.of_campaign(LUMEN, ONE, set(InvitationState))
        drafts = await uow.invitations.of_campaign(LUMEN, ONE, {InvitationState.DRAFT})
        none = await uow.invitations.of_campaign(LUMEN, ONE, ())
    assert [one.id for one in every] == ["i-b", "i-a", "i-c"]
    assert [one.id for one in drafts] == ["i-a", "i-c"]
    assert none == []


async def test_a_stale_save_is_refused(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation()])
        await uow.commit()
    async with stocked() as uow:
        stale = await uow.invitations.load(LUMEN, InvitationId("invitation-1"))
        await uow.invitations.save(stale.send(NOW))
        await uow.commit()
    async with stocked() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.invitations.save(stale.withdraw(NOW))


async def test_a_live_invitation_is_found_by_any_spelling_and_answered_once(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation().send(NOW)])
        await uow.commit()

    async def answer() -> bool:
        async with stocked() as uow:
            found = await uow.invitations.find_live(LUMEN, ONE, Handle.of("@MARA.COOKS"))
            if found is None or found.state is InvitationState.ACCEPTED:
                return False
            await asyncio.sleep(0)
            await uow.invitations.save(found.accept(NOW))
            await uow.commit()
        return True

    assert sorted(await asyncio.gather(answer(), answer(), answer())) == [False, False, True]


async def test_a_negotiation_a_life_reminders_and_a_link_come_back_as_they_were_stored(stocked: UnitsOfWork) -> None:
    one = (
        replace(invitation(offer=OFFER), life=timedelta(days=3))
        .send(NOW)
        .deliver(Delivery.NOTIFICATION_ONLY, NOW)
        .counter(replace(OFFER, product_gift=False), 1, later(1), remark="Keep it.")
        .remind(Reminder(later(24 * 60), ReminderDelivery.JOIN_LINK, "ida"))
        .hand_over("5f2b", later(25 * 60))
        .accept(later(26 * 60))
        .mark_over_budget()
        .join(Joining(JoiningWay.IN_CREATORS_NAME, JoiningState.JOINED, later(30 * 60), "first in vain"))
    )
    async with stocked() as uow:
        await uow.invitations.add([one])
        await uow.commit()
    async with stocked() as uow:
        locked = await uow.invitations.lock(LUMEN, one.id)
        found = await uow.invitations.find_by_join_token("5f2b")
        assert await uow.invitations.find_by_join_token("other") is None
        with pytest.raises(NotFound):
            await uow.invitations.lock(UMBRA, one.id)
    assert locked == found == replace(one, events=())
    assert (locked.expires_at, locked.negotiation.value) == (later(3 * 24 * 60), "agreed")


async def test_an_invitation_that_is_locked_waits_for_its_holder(stocked: UnitsOfWork) -> None:
    async with stocked() as uow:
        await uow.invitations.add([invitation().send(NOW)])
        await uow.commit()

    async def remind() -> int:
        async with stocked() as uow:
            seen = await uow.invitations.lock(LUMEN, InvitationId("invitation-1"))
            await asyncio.sleep(0)
            await uow.invitations.save(replace(seen, reminders=(*seen.reminders, Reminder(NOW, SHOWN))))
            await uow.commit()
        return len(seen.reminders)

    assert sorted(await asyncio.gather(remind(), remind(), remind())) == [0, 1, 2]


async def test_what_is_committed_are_the_agreed_fees_of_one_campaign_and_currency(stocked: UnitsOfWork) -> None:
    def accepted(name: str, handle: str, fee: str, currency: str = "EUR", **place: Any) -> Invitation:
        offer = Offer(Money(Decimal(fee), currency))
        return invitation(name, handle, offer=offer, **place).send(NOW).accept(NOW)

    more = invitation("i-zoe", "zoe", offer=OFFER).send(NOW).counter(Offer(Money(Decimal("7.25"), "EUR")), 1, NOW)
    async with stocked() as uow:
        assert await uow.invitations.committed(LUMEN, ONE, "EUR") == Money(Decimal(0), "EUR")
        await uow.invitations.add(
            [
                accepted("i-1", "Mara.Cooks", "1000.10"),
                accepted("i-2", "ben", "3", "USD"),
                more.accept_counter(2, NOW),
                accepted("i-3", "ben", "500", campaign_name="campaign-2"),
                accepted("i-4", "ben", "500", workspace=UMBRA),
                invitation("i-5", "zoe", campaign_name="campaign-2", offer=OFFER).send(NOW),
            ]
        )
        assert await uow.invitations.committed(LUMEN, ONE, "EUR") == Money(Decimal("1007.35"), "EUR")
        assert await uow.invitations.committed(LUMEN, ONE, "USD") == Money(Decimal(3), "USD")
        await uow.commit()


async def test_what_ends_first_is_due_first_in_pages_over_all_workspaces(stocked: UnitsOfWork) -> None:
    def until(days: int, name: str, handle: str, **place: Any) -> Invitation:
        sent = replace(invitation(name, handle, **place), life=timedelta(days=days)).send(NOW)
        return sent.deliver(Delivery.NOTIFICATION_ONLY, NOW)

    async with stocked() as uow:
        await uow.invitations.add(
            [
                until(3, "i-c", "zoe"),
                until(1, "i-b", "ben"),
                until(1, "i-a", "Mara.Cooks"),
                until(1, "i-x", "zoe", campaign_name="campaign-2").accept(NOW),
                invitation("i-y", "ben", campaign_name="campaign-2"),
            ]
        )
        await uow.invitations.add([until(2, "i-u", "ben", workspace=UMBRA)])
        await uow.commit()
    async with stocked() as uow:
        none = await uow.invitations.due(later(24 * 60 - 1), 9)
        first = await uow.invitations.due(later(3 * 24 * 60), 3)
        rest = await uow.invitations.due(later(3 * 24 * 60), 3, after=first[-1])
    assert none == []
    assert [(one.workspace_id, one.id) for one in first] == [(LUMEN, "i-a"), (LUMEN, "i-b"), (UMBRA, "i-u")]
    assert [one.id for one in rest] == ["i-c"]


async def test_what_is_on_its_way_is_not_due_before_it_has_arrived(stocked: UnitsOfWork) -> None:
    on_its_way = invitation("i-a").send(NOW)
    viewed = invitation("i-b", "ben").send(NOW).view(NOW)
    async with stocked() as uow:
        await uow.invitations.add([on_its_way, viewed])
        await uow.commit()
    end = later(15 * 24 * 60)
    async with stocked() as uow:
        assert [one.id for one in await uow.invitations.due(end, 9)] == ["i-b"]
        await uow.invitations.save(on_its_way.deliver(Delivery.NOTIFICATION_ONLY, end))
        await uow.commit()
    async with stocked() as uow:
        assert [one.id for one in await uow.invitations.due(end, 9)] == ["i-a", "i-b"]
