"""The contracts of InvitationBatches, BatchReads and Standings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.standings import SeenStanding
from creatorport.application.views import Page, Slice
from creatorport.domain.batch_item import BatchItem, Hindrance
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.errors import ConcurrentChange, FixableBy, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import BatchId, CampaignId, CreatorId, EffectId, InvitationId, TemplateId, WorkspaceId
from creatorport.domain.invitation import Delivery, Invitation
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch
from creatorport.domain.money import Money
from creatorport.domain.remedies import Remedy
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, campaign, creator, invitation, later
from tests.contract.persistence.world import ids, walk

ONE, GLOW = BatchId("b-1"), CampaignId("campaign-1")
STRANGER = WorkspaceId("stranger")
TROUBLE = Hindrance("CREATOR_EXCLUDED", "Rude ✨", FixableBy.CALLER, Remedy.READMIT)
OFFER = Offer(Money.of("500.50", "USD"), deliverables=(AskedDeliverable(DeliverableKind.VIDEO, 2, date(2026, 12, 1)),))
PLACES = (
    *("queued", "waiting", "sending", "unknown", "unknown", "sent"),
    *("undeliverable", "cancelled", "refused", "cancelled"),
)
NAMES = ("queued", "draft", "sending", "lost", "unsent", "sent", "failed", "withdrawn")


def batch(name: str = "b-1", workspace: WorkspaceId = LUMEN, minutes: float = 0, **counts: int) -> InvitationBatch:
    return InvitationBatch(
        BatchId(name),
        workspace,
        GLOW,
        IDA,
        later(minutes),
        BatchCounts(**counts or {"queued": 1}),
        (TemplateId("t"), 3),
        timedelta(days=3),
    )


def item(position: int, name: str, workspace: WorkspaceId = LUMEN, of: BatchId = ONE) -> BatchItem:
    return BatchItem(workspace, of, position, CreatorId(f"creator-{name}"), name, f"Hi {name}", OFFER)


def invited(position: int, name: str, effect: str | None = None) -> BatchItem:
    return item(position, name).invite(InvitationId(f"i-{name}"), None if effect is None else EffectId(effect))


def made(name: str) -> Invitation:
    one = invitation(f"i-{name}", name)
    match name:
        case "draft":
            return one
        case "failed":
            return one.send(NOW).fail("not there", NOW)
        case "sent":
            return one.send(NOW).deliver(Delivery.NOTIFICATION_ONLY, NOW).accept(NOW)
        case "withdrawn":
            return one.withdraw(NOW)
        case _:
            return one.send(NOW)


def lost(name: str, subject: str) -> Effect:
    effect = Effect.intend(
        EffectId(name), LUMEN, EffectKind.ADD_CREATORS, subject=subject, reference="r", request={}, now=NOW
    )
    return effect.call(NOW).lose("no answer")


@pytest.fixture
async def stocked(backend: Backend) -> Backend:
    """A batch with a creator in every place there is; two more; and one of the same id in another workspace."""
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(campaign(workspace=workspace))
            await uow.creators.put([creator(name, workspace) for name in NAMES])
        await uow.invitations.add([made(name) for name in NAMES[1:]])
        await uow.effects.add(lost("e-lost", "campaign-1"))
        await uow.effects.add(lost("e-message", "i-unsent"))
        places = [
            item(1, "queued"),
            invited(2, "draft"),
            invited(3, "sending", "e-other"),
            invited(4, "lost", "e-lost"),
            invited(5, "unsent", "e-other"),
            invited(6, "sent", "e-lost"),
            invited(7, "failed"),
            invited(8, "withdrawn"),
            replace(item(9, "x"), handle=None, message=None, offer=None).refuse(TROUBLE),
            item(10, "y").cancel(),
        ]
        await uow.batches.add(batch(), places)
        await uow.batches.add(batch("b-2", minutes=1), [item(1, "z", of=BatchId("b-2"))])
        await uow.batches.add(batch(workspace=UMBRA), [item(1, "queued", UMBRA)])
        await uow.commit()
    return backend


async def test_a_batch_comes_back_as_it_was_stored(stocked: Backend) -> None:
    async with stocked.units() as uow:
        assert await uow.batches.load(LUMEN, ONE) == batch()
        assert await uow.batches.lock(UMBRA, ONE) == batch(workspace=UMBRA)
        for read in (uow.batches.load, uow.batches.lock):
            with pytest.raises(NotFound):
                await read(STRANGER, ONE)


async def test_a_stale_save_is_refused(stocked: Backend) -> None:
    async with stocked.units() as uow:
        stale = await uow.batches.load(LUMEN, ONE)
        await uow.batches.save(stale.cancel())
        await uow.commit()
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.batches.save(stale.see(BatchCounts(sent=1), NOW))


async def test_queued_items_come_in_their_order_and_change_together(stocked: Backend) -> None:
    many = [item(position, str(position), of=BatchId("b-3")) for position in range(1, 8)]
    async with stocked.units() as uow:
        await uow.batches.add(batch("b-3"), many[::-1])
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.batches.queued(LUMEN, BatchId("b-3"), 3) == many[:3]
        await uow.batches.save_items([many[0].refuse(TROUBLE), many[1].cancel()])
        await uow.batches.save_items([])
        await uow.commit()
    async with stocked.units() as uow:
        assert await uow.batches.queued(LUMEN, BatchId("b-3"), 9) == many[2:]
        assert await uow.batches.queued(STRANGER, BatchId("b-3"), 9) == []
        assert await uow.batches.counts(LUMEN, BatchId("b-3")) == BatchCounts(queued=5, refused=1, cancelled=1)


async def test_everybody_is_counted_where_they_stand(stocked: Backend) -> None:
    expected = BatchCounts(queued=1, waiting=1, sending=1, unknown=2, sent=1, refused=1, undeliverable=1, cancelled=2)
    async with stocked.units() as uow:
        assert await uow.batches.counts(LUMEN, ONE) == expected
        assert await uow.batches.counts(UMBRA, ONE) == BatchCounts(queued=1)
    assert await stocked.reads.batches.by_ids(LUMEN, [ONE, BatchId("none")]) == {
        ONE: BatchView(ONE, GLOW, "working", IDA, NOW, None, TemplateId("t"), 3, expected)
    }
    assert await stocked.reads.batches.by_ids(STRANGER, [ONE]) == {}


async def test_open_batches_are_found_oldest_first(stocked: Backend) -> None:
    async with stocked.units() as uow:
        two = await uow.batches.load(LUMEN, BatchId("b-2"))
        await uow.batches.save(two.see(BatchCounts(sent=1), NOW))
        await uow.commit()
    async with stocked.units() as uow:
        assert {(one.workspace_id, one.id) for one in await uow.batches.every_open()} == {(LUMEN, ONE), (UMBRA, ONE)}


async def test_a_campaigns_batches_come_newest_first(stocked: Backend) -> None:
    async def of_glow(part: Slice) -> Page[BatchView]:
        return (await stocked.reads.batches.pages_of_campaigns(LUMEN, [GLOW], part))[GLOW]

    for size in (1, 2, 9):
        assert ids(await walk(of_glow, size)) == ["b-2", "b-1"]
    assert await stocked.reads.batches.pages_of_campaigns(STRANGER, [GLOW], Slice(5)) == {}


async def test_a_batchs_creators_come_in_the_order_of_the_request(stocked: Backend) -> None:
    async def of_one(part: Slice) -> Page[BatchItemView]:
        return (await stocked.reads.batches.pages_of_items(LUMEN, [ONE, BatchId("b-2")], part))[ONE]

    for size in (3, 10, 50):
        found = await walk(of_one, size)
        assert [(one.position, one.state) for one in found] == list(enumerate(PLACES, 1))
    assert found[6] == BatchItemView(
        7, CreatorId("creator-failed"), "failed", "Hi failed", "undeliverable", None, "not there", None, "JOIN_LINK",
        InvitationId("i-failed"),
    )  # fmt: skip
    assert found[8] == BatchItemView(
        9, CreatorId("creator-x"), None, None, "refused", "CREATOR_EXCLUDED", "Rude ✨", "CALLER", "READMIT", None
    )
    unknown = await stocked.reads.batches.pages_of_items(LUMEN, [ONE], Slice(9), states=["unknown", "refused"])
    assert ([one.position for one in unknown[ONE].nodes], unknown[ONE].total) == ([4, 5, 9], 3)
    assert await stocked.reads.batches.pages_of_items(STRANGER, [ONE], Slice(9)) == {}


async def test_the_later_sight_of_a_standing_stays(backend: Backend) -> None:
    mara, ben = Handle.of("Mara"), Handle.of("ben")
    new, old = SeenStanding(Standing.IN, later(5)), SeenStanding(Standing.NOT_IN, NOW)
    for seen in ({mara: new, ben: old}, {mara: old}, {}):
        async with backend.units() as uow:
            await uow.standings.put(LUMEN, seen)
            await uow.commit()
    async with backend.units() as uow:
        assert await uow.standings.find(LUMEN, [Handle.of("MARA"), ben, Handle.of("zoe")]) == {mara: new, ben: old}
        assert await uow.standings.find(LUMEN, []) == {}
        assert await uow.standings.find(UMBRA, [mara]) == {}


async def test_the_newest_of_several_that_were_turned_down_is_found(stocked: Backend) -> None:
    names = [CreatorId(f"creator-{name}") for name in ("draft", "failed", "nobody")]
    async with stocked.units() as uow:
        before = await uow.invitations.turned_down(LUMEN, GLOW, names)
        again = replace(before[names[1]], id=InvitationId("again"), created_at=later(90), events=(), version=0)
        await uow.invitations.add([again])
        await uow.commit()
    async with stocked.units() as uow:
        found = await uow.invitations.turned_down(LUMEN, GLOW, names)
        assert {key: (one.id, one.created_at) for key, one in found.items()} == {names[1]: ("again", later(90))}
        assert await uow.invitations.turned_down(UMBRA, GLOW, names) == {}
        assert await uow.invitations.turned_down(LUMEN, GLOW, [names[0]]) == {}


async def test_live_invitations_of_some_creators_are_found_and_saved_together(stocked: Backend) -> None:
    names = [CreatorId(f"creator-{name}") for name in ("draft", "sending", "failed", "queued", "nobody")]
    async with stocked.units() as uow:
        live = await uow.invitations.live_of(LUMEN, GLOW, names)
        assert sorted(live) == ["creator-draft", "creator-sending"]
        assert await uow.invitations.live_of(UMBRA, GLOW, names) == {}
        await uow.invitations.save_all([live[names[0]].send(NOW), live[names[1]].fail("no", NOW)])
        await uow.commit()
    async with stocked.units() as uow:
        again = await uow.invitations.live_of(LUMEN, GLOW, names)
        assert {key: one.state.value for key, one in again.items()} == {names[0]: "sending"}
        with pytest.raises(ConcurrentChange):
            await uow.invitations.save_all([live[names[1]].fail("no", NOW)])
