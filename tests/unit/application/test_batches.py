"""Inviting a thousand: slice by slice, with a result for each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from creatorport.application.batch_progress import from_logged
from creatorport.application.offers import Offers
from creatorport.application.ports.jobs import DriveEffect, WorkOffBatch
from creatorport.application.streams import batch_progress
from creatorport.application.use_cases.advance_batch import AT_ONCE
from creatorport.application.use_cases.resume_work import ResumeWork
from creatorport.application.writing import OtherWords, Words
from creatorport.domain.batch_item import ItemState
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.effect import EffectKind
from creatorport.domain.errors import IdempotencyConflict, InvalidValue, NotAllowed, NotFound, WrongState
from creatorport.domain.ids import CreatorId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.invitation_batch import BatchCounts, BatchState
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.money import Money
from creatorport.domain.remedies import Remedy
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer
from creatorport.domain.workspace import Member
from tests.unit.application.batches import BatchStage
from tests.unit.application.stage import CREATOR, LUMEN, OWNER, STRANGER, VIEWER


def crowd(number: int) -> list[str]:
    return [f"c{one:03}" for one in range(number)]


async def test_everybody_of_a_batch_is_invited_once_a_hundred_at_a_time() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    creators = await stage.know(*crowd(250))
    before = len(stage.effects())
    await stage.invite_many(campaign, creators)
    assert stage.batch().counts == BatchCounts(queued=250)
    await stage.finish()
    assert (stage.batch().state, stage.batch().counts) == (BatchState.DONE, BatchCounts(sent=250))
    sizes = [len(effect.request["invitation_ids"]) for effect in stage.effects()[before:]]  # type: ignore[arg-type]  # a list, as written
    assert sizes == [100, 100, 50]
    (made,) = stage.one.made.values()
    assert Counter(handle.key for handle in made.notified) == Counter(["mara", *crowd(250)])
    assert [item.message for item in stage.items()[:2]] == ["Hi C000!", "Hi C001!"]


async def test_each_creator_has_a_result_of_their_own_with_a_remedy() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    ann, ben, cleo = await stage.know("ann", "ben", "cleo")
    (gone,) = await stage.know("gone", on_tiktok_one=False)
    mara = stage.invitation("mara").creator_id
    async with stage.units() as uow:
        await uow.exclusions.put([Exclusion.of(LUMEN, ben, reason="Rude.", by=OWNER.id, now=stage.clock.now())])
        await uow.commit()
    stage.one.outsiders.add(next(one.handle for one in stage.kept(Creator) if one.id == gone))
    words = Words(message="Hi", others=(OtherWords(cleo, "{fee}"),))
    await stage.invite_many(campaign, [ann, CreatorId("nobody"), ben, mara, gone, cleo], words)
    await stage.finish()
    results = [
        (item.state.value, item.hindrance and (item.hindrance.code, item.hindrance.remedy)) for item in stage.items()
    ]
    assert results == [
        ("invited", None),
        ("refused", ("NOT_FOUND", Remedy.FIND_CREATOR)),
        ("refused", ("CREATOR_EXCLUDED", Remedy.READMIT)),
        ("refused", ("ALREADY_INVITED", None)),
        ("refused", ("NOT_ON_TIKTOK_ONE", Remedy.JOIN_LINK)),
        ("refused", ("VARIABLE_WITHOUT_VALUE", Remedy.CHANGE_MESSAGE)),
    ]
    assert (stage.batch().state, stage.batch().counts) == (BatchState.DONE, BatchCounts(sent=1, refused=5))


async def test_whom_tiktok_does_not_take_is_undeliverable() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    creators = [*await stage.know("ann"), *await stage.know("ghost", on_tiktok_one=False)]
    # TikTok cannot be asked about its creators: that is unknown, which is not no.
    stage.one.troubles.unreachable("status.of", times=5)
    await stage.invite_many(campaign, creators)
    await stage.finish()
    assert stage.batch().counts == BatchCounts(sent=1, undeliverable=1)


async def test_into_a_draft_everybody_waits_for_the_launch() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, creators = await stage.draft(), await stage.know(*crowd(120))
    await stage.invite_many(campaign, creators)
    await stage.finish()
    assert (stage.batch().state, stage.batch().counts) == (BatchState.DONE, BatchCounts(waiting=120))
    await stage.launch(campaign)
    await stage.finish()
    assert await stage.counts() == BatchCounts(sent=120)


async def test_what_is_offered_stands_in_the_message_and_in_the_invitation() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    ann, ben = await stage.know("ann", "ben")
    asked = AskedDeliverable(DeliverableKind.VIDEO, 2, date(2026, 12, 15)), AskedDeliverable(DeliverableKind.LIVE)
    everybody, bens = Offer(Money.of("500.00", "USD"), deliverables=asked), Offer(Money.of("750", "USD"))
    words = Words(
        message="{fee}",
        others=(OtherWords(ann, "{fee}: {deliverables} by {due_date}"),),
        offers=Offers(everybody, ((ben, bens),)),
    )
    await stage.invite_many(campaign, [ann, ben], words)
    await stage.finish()
    assert [(one.message, one.current_terms.offer) for one in map(stage.invitation, ("ann", "ben"))] == [
        ("500.00 USD: 2 videos, 1 live by 2026-12-15", everybody),
        ("750 USD", bens),
    ]


async def test_whoever_is_asked_for_nothing_else_is_asked_for_what_the_campaign_plans() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    ann, ben = await stage.know("ann", "ben")
    planned = AskedDeliverable(DeliverableKind.VIDEO, 2, due_after_days=14), AskedDeliverable(DeliverableKind.LIVE)
    async with stage.units() as uow:
        before = await uow.campaigns.lock(LUMEN, campaign)
        await uow.campaigns.save(replace(before, plan=replace(before.plan, deliverables=planned)))
        await uow.commit()
    fee = Offer(Money.of("500", "USD"))
    bens = Offer(deliverables=(AskedDeliverable(DeliverableKind.LIVE, due_on=date(2026, 12, 15)),))
    await stage.invite_many(
        campaign, [ann, ben], Words(message="{deliverables}, {due_date}", offers=Offers(fee, ((ben, bens),)))
    )
    await stage.invite(campaign, await stage.know("cleo"))
    await stage.finish()
    anns, theirs, cleos = map(stage.invitation, ("ann", "ben", "cleo"))
    assert (anns.message, anns.current_terms.offer) == (
        "2 videos, 1 live, 14 days after you accept",
        replace(fee, deliverables=planned),
    )
    assert (theirs.message, theirs.current_terms.offer) == ("1 live, 2026-12-15", bens)
    assert cleos.current_terms.offer == Offer(deliverables=planned)


async def test_a_repeat_under_the_same_key_is_the_same_batch() -> None:
    stage = BatchStage()
    campaign, creators = await stage.draft(), await stage.know("ann")
    first = await stage.invite_many(campaign, creators, key="k")
    assert await stage.invite_many(campaign, creators, key="k") == first
    await stage.finish()
    assert await stage.invite_many(campaign, creators, key="k") == first
    assert len(stage.kept(Invitation)) == 1
    with pytest.raises(IdempotencyConflict):
        await stage.invite_many(campaign, creators, Words(message="Other"), key="k")


@pytest.mark.parametrize("by", [VIEWER, CREATOR, STRANGER], ids=str)
async def test_nobody_else_invites_or_cancels(by: Member) -> None:
    stage = BatchStage()
    campaign, creators = await stage.draft(), await stage.know("ann")
    batch = await stage.invite_many(campaign, creators)
    before = dict(stage.storage.records)
    for attempt in (stage.invite_many(campaign, creators, by=by), stage.cancel_batch(batch, by)):
        with pytest.raises(NotFound if by is STRANGER else NotAllowed):
            await attempt
    assert stage.storage.records == before


async def test_a_bad_request_leaves_nothing_behind() -> None:
    stage = BatchStage()
    campaign, creators = await stage.draft(), await stage.know("ann", "ben")
    before, jobs = dict(stage.storage.records), list(stage.jobs)
    for named in ([], [creators[0]] * 2, [CreatorId(str(one)) for one in range(1001)]):
        with pytest.raises(InvalidValue):
            await stage.invite_many(campaign, named, key="k")
    with pytest.raises(InvalidValue):
        await stage.invite_many(campaign, creators, Words(message=" "), key="k")
    assert (stage.storage.records, stage.jobs) == (before, jobs)


async def test_a_batch_of_nobody_who_can_be_invited_is_done_at_once() -> None:
    stage = BatchStage()
    campaign = await stage.draft()
    await stage.invite_many(campaign, [CreatorId("nobody")])
    assert (stage.batch().state, stage.batch().counts, stage.jobs) == (
        BatchState.DONE,
        BatchCounts(refused=1),
        [],
    )


async def test_who_was_not_handed_over_can_be_cancelled() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    batch = await stage.invite_many(campaign, await stage.know(*crowd(150)))
    await stage.step()
    await stage.cancel_batch(batch)
    assert (stage.batch().state, stage.batch().counts) == (
        BatchState.CANCELLING,
        BatchCounts(sending=100, cancelled=50),
    )
    before = stage.batch()
    await stage.cancel_batch(batch)
    assert stage.batch() == before
    await stage.finish()
    assert (stage.batch().state, stage.batch().counts) == (
        BatchState.CANCELLED,
        BatchCounts(sent=100, cancelled=50),
    )
    assert len(stage.kept(Invitation)) == 101


async def test_once_everybody_is_handed_over_there_is_nothing_to_cancel() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    batch = await stage.invite_many(campaign, await stage.know("ann"))
    await stage.step()
    with pytest.raises(WrongState):
        await stage.cancel_batch(batch)


async def test_a_batch_keeps_most_of_it_back_while_tiktok_does_not_answer() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    await stage.invite_many(campaign, await stage.know(*crowd(400)))
    for _ in range(8):
        await stage.step()
    assert stage.batch().counts == BatchCounts(sending=AT_ONCE, queued=100)
    await stage.finish()
    assert stage.batch().counts == BatchCounts(sent=400)


async def test_a_lost_answer_shows_as_unknown_until_it_is_found_out() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    batch = await stage.invite_many(campaign, await stage.know("ann", "ben"))
    stage.one.troubles.lose_answer("campaigns.add_creators")
    await stage.finish()
    told = [from_logged(entry) for entry in stage.storage.entries(batch_progress(batch))]
    assert [(one.state, one.counts) for one in told] == [
        ("working", BatchCounts(queued=2)),
        ("waiting", BatchCounts(sending=2)),
        ("waiting", BatchCounts(unknown=2)),
        ("done", BatchCounts(sent=2)),
    ]
    assert [one.number for one in told] == [1, 2, 3, 4]


async def test_each_message_that_is_sent_is_told_within_a_second() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara", personal=True)
    batch = await stage.invite_many(campaign, await stage.know("ann", "ben", "cleo"))
    drive = stage.drive(personal=True)
    began = stage.clock.now()
    seen = [stage.batch().counts.sent]
    while stage.batch().is_open:
        assert await stage.step(drive)
        seen.append(stage.batch().counts.sent)
    assert WorkOffBatch(LUMEN, batch) not in stage.jobs
    assert seen == sorted(seen)
    assert seen[-1] == 3
    assert stage.clock.now() - began < timedelta(seconds=2)


async def test_with_personal_messages_a_batch_is_done_when_the_last_one_is_sent() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara", personal=True)
    await stage.invite_many(campaign, await stage.know("ann", "ben"))
    stage.one.troubles.lose_answer("invitations.send")
    await stage.finish(personal=True)
    assert (stage.batch().state, stage.batch().counts) == (BatchState.DONE, BatchCounts(sent=2))
    assert sorted(sent.facts.handle.key for sent in stage.one.sent.values()) == ["ann", "ben", "mara"]


async def test_a_campaign_that_is_paused_holds_its_batch_and_one_that_has_ended_refuses_it() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    await stage.invite_many(campaign, await stage.know("ann"))
    await change(stage, lambda one: one.pause(stage.clock.now()))
    assert await stage.step()
    assert await stage.step()
    assert stage.batch().counts == BatchCounts(queued=1)
    await change(stage, lambda one: one.complete(stage.clock.now()))
    await stage.finish()
    assert (stage.batch().state, stage.batch().counts) == (BatchState.DONE, BatchCounts(refused=1))
    (item,) = stage.items()
    assert item.hindrance is not None
    assert (item.hindrance.code, item.hindrance.remedy) == ("WRONG_STATE", Remedy.OTHER_CAMPAIGN)


async def test_a_batch_is_not_begun_for_a_campaign_that_takes_nobody() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    await change(stage, lambda one: one.complete(stage.clock.now()))
    with pytest.raises(WrongState):
        await stage.invite_many(campaign, await stage.know("ann"))


async def test_two_batches_at_once_invite_nobody_twice() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    creators = await stage.know(*crowd(30))
    await stage.invite_many(campaign, creators[:20])
    await stage.invite_many(campaign, creators[10:])
    await stage.finish()
    states = Counter(item.state for item in stage.items())
    assert states == {ItemState.INVITED: 30, ItemState.REFUSED: 10}
    assert Counter(one.creator_id for one in stage.kept(Invitation)).most_common(1)[0][1] == 1


async def test_a_batch_whose_job_was_lost_is_taken_up_again() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    batch = await stage.invite_many(campaign, await stage.know("ann"))
    stage.storage.jobs.clear()
    await ResumeWork(stage.units, stage.clock, timedelta(0))()
    assert WorkOffBatch(LUMEN, batch) in stage.jobs
    await stage.finish()
    assert stage.batch().state is BatchState.DONE


async def test_a_withdrawn_draft_counts_as_cancelled() -> None:
    stage = BatchStage()
    campaign = await stage.draft()
    await stage.invite_many(campaign, await stage.know("ann"))
    await stage.finish()
    async with stage.units() as uow:
        (draft,) = await uow.invitations.of_campaign(LUMEN, campaign, {InvitationState.DRAFT})
        await uow.invitations.save(draft.withdraw(stage.clock.now()))
        await uow.commit()
    assert await stage.counts() == BatchCounts(cancelled=1)


async def test_an_effect_of_a_batch_names_it_and_others_name_none() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    batch = await stage.invite_many(campaign, await stage.know("ann"))
    await stage.step()
    named = {effect.kind: effect.request.get("batch_id") for effect in stage.effects()}
    assert named == {EffectKind.LAUNCH_CAMPAIGN: None, EffectKind.ADD_CREATORS: batch}
    assert any(isinstance(job, DriveEffect) for job in stage.jobs)


async def change(stage: BatchStage, step: Callable[[Campaign], Campaign]) -> None:
    """Move the only campaign on."""
    (campaign,) = stage.kept(Campaign)
    async with stage.units() as uow:
        await uow.campaigns.save(step(await uow.campaigns.load(LUMEN, campaign.id)))
        await uow.commit()
