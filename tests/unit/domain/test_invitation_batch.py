from dataclasses import fields, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.batch_item import ITEM_MACHINE, BatchItem, Hindrance, ItemState, ItemVerb
from creatorport.domain.errors import FixableBy, WrongState
from creatorport.domain.ids import BatchId, CampaignId, CreatorId, EffectId, InvitationId, MemberId
from creatorport.domain.invitation_batch import BatchCounts, BatchState, InvitationBatch
from creatorport.domain.machine import REFUSE, STAY
from creatorport.domain.remedies import Remedy, remedy_for
from tests.unit.domain.specimens import LUMEN, NOW, later

TROUBLE = Hindrance("CREATOR_EXCLUDED", "no", FixableBy.CALLER, Remedy.READMIT)
VERBS = {
    ItemVerb.INVITE: lambda item: item.invite(InvitationId("i"), EffectId("e")),
    ItemVerb.REFUSE: lambda item: item.refuse(TROUBLE),
    ItemVerb.CANCEL: BatchItem.cancel,
}


def batch(**counts: int) -> InvitationBatch:
    return InvitationBatch(
        BatchId("b"), LUMEN, CampaignId("c"), MemberId("ida"), NOW, BatchCounts(**counts or {"queued": 3})
    )


def item() -> BatchItem:
    return BatchItem(LUMEN, BatchId("b"), 1, CreatorId("mara"), "mara", "Hi")


@pytest.mark.parametrize("verb", ItemVerb)
@pytest.mark.parametrize("state", ItemState)
def test_an_item_moves_as_its_table_says(state: ItemState, verb: ItemVerb) -> None:
    before = replace(item(), state=state)
    decision = ITEM_MACHINE.table[state][verb]
    if decision is REFUSE:
        with pytest.raises(WrongState):
            VERBS[verb](before)
    else:
        after = VERBS[verb](before)
        assert (after is before) if decision is STAY else (after.state is decision)


def test_what_is_known_of_an_item_is_kept_with_it() -> None:
    invited, refused = item().invite(InvitationId("i"), EffectId("e")), item().refuse(TROUBLE)
    assert (invited.invitation_id, invited.effect_id) == ("i", "e")
    assert refused.hindrance == TROUBLE


def test_a_batch_is_done_when_everybody_has_a_result() -> None:
    begun = batch()
    sending = begun.see(BatchCounts(sending=2, queued=1), later(1))
    handed = sending.see(BatchCounts(sending=2, refused=1), later(2))
    done = handed.see(BatchCounts(sent=1, undeliverable=1, refused=1), later(3))
    assert [one.state for one in (begun, sending, handed, done)] == [
        BatchState.WORKING,
        BatchState.WORKING,
        BatchState.WAITING,
        BatchState.DONE,
    ]
    assert (done.settled_at, done.is_open, handed.settled_at) == (later(3), False, None)


def test_a_lost_answer_keeps_a_batch_open() -> None:
    assert batch().see(BatchCounts(unknown=1, sent=2), later(1)).state is BatchState.WAITING


def test_those_who_wait_for_the_launch_do_not_keep_a_batch_open() -> None:
    assert batch().see(BatchCounts(waiting=3), later(1)).state is BatchState.DONE


def test_nothing_new_is_the_very_same_batch() -> None:
    begun = batch(queued=1, sending=2)
    assert begun.see(BatchCounts(queued=1, sending=2), later(1)) is begun


def test_a_batch_is_cancelled_once_those_under_way_have_a_result() -> None:
    cancelling = batch(queued=1, sending=2).cancel()
    assert cancelling.see(BatchCounts(cancelled=1, sending=2), later(1)).state is BatchState.CANCELLING
    assert cancelling.see(BatchCounts(cancelled=1, sent=2), later(2)).state is BatchState.CANCELLED
    assert cancelling.cancel() is cancelling


@pytest.mark.parametrize("state", [BatchState.WAITING, BatchState.DONE])
def test_there_is_nothing_to_cancel_once_everybody_is_handed_over(state: BatchState) -> None:
    with pytest.raises(WrongState):
        replace(batch(), state=state).cancel()


def test_together_the_counts_are_everybody() -> None:
    counts = BatchCounts(*range(1, len(fields(BatchCounts)) + 1))
    assert (counts.total, counts.under_way) == (36, 7)


def test_there_is_a_remedy_for_what_can_be_helped() -> None:
    assert remedy_for("NOT_ON_TIKTOK_ONE") is Remedy.JOIN_LINK
    assert remedy_for("ALREADY_INVITED") is None


class BatchWalk(RuleBasedStateMachine):
    """Creators move on at random, and the batch is looked at or cancelled: it ends once, and stays ended."""

    def __init__(self) -> None:
        super().__init__()
        self.places = ["queued"] * 4
        self.batch, self.minutes = batch(queued=4), 0

    @rule(who=st.integers(0, 3), where=st.sampled_from(["sending", "waiting", "refused"]))
    def hand_over(self, who: int, where: str) -> None:
        if self.places[who] == "queued":
            self.places[who] = where

    @rule(who=st.integers(0, 3), where=st.sampled_from(["unknown", "sent", "undeliverable"]))
    def answer(self, who: int, where: str) -> None:
        if self.places[who] in ("sending", "unknown"):
            self.places[who] = where

    @rule()
    def look(self) -> None:
        if not self.batch.is_open:
            return
        self.minutes += 1
        counts = BatchCounts(**{place: self.places.count(place) for place in set(self.places)})
        seen = self.batch.see(counts, later(self.minutes))
        assert (seen is self.batch) == ((seen.counts, seen.state) == (self.batch.counts, self.batch.state))
        self.batch = seen

    @rule()
    def cancel(self) -> None:
        if self.batch.state in (BatchState.WAITING, BatchState.DONE):
            with pytest.raises(WrongState):
                self.batch.cancel()
        else:
            self.batch = self.batch.cancel()
            self.places = ["cancelled" if place == "queued" else place for place in self.places]

    @invariant()
    def it_is_open_until_everybody_has_a_result(self) -> None:
        open_places = {"queued", "sending", "unknown"}
        assert self.batch.is_open == (self.batch.settled_at is None)
        if not self.batch.is_open:
            assert not open_places & set(self.places)
            assert self.batch.counts.total == 4


BatchWalk.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestBatchWalk = BatchWalk.TestCase


class ItemWalk(RuleBasedStateMachine):
    """One of a batch is invited, refused or cancelled, by whoever comes first: that is its result."""

    def __init__(self) -> None:
        super().__init__()
        self.item = item()
        self.result: BatchItem | None = None

    @rule(number=st.integers(1, 3))
    def invite(self, number: int) -> None:
        if self.result is not None:
            with pytest.raises(WrongState):
                self.item.invite(InvitationId(f"i-{number}"), None)
            return
        self.item = self.result = self.item.invite(InvitationId(f"i-{number}"), EffectId("e"))
        assert self.item.invitation_id == f"i-{number}"

    @rule(cancelled=st.booleans())
    def end_without(self, cancelled: bool) -> None:
        if self.result is not None and self.result.invitation_id is not None:
            with pytest.raises(WrongState):
                self.item.cancel() if cancelled else self.item.refuse(TROUBLE)
            return
        self.item = self.item.cancel() if cancelled else self.item.refuse(TROUBLE)
        self.result = self.result or self.item

    @invariant()
    def there_is_one_result_with_what_belongs_to_it(self) -> None:
        assert (self.item.state is ItemState.QUEUED) is (self.result is None)
        assert self.result is None or self.item is self.result
        assert (self.item.state is ItemState.INVITED) is (self.item.invitation_id is not None)
        assert (self.item.state is ItemState.REFUSED) is (self.item.hindrance is not None)


TestItemWalk = ItemWalk.TestCase
TestItemWalk.settings = settings(stateful_step_count=6)
