"""The right to advertise a post: asked for once in effect, watched, extended, and taken by an advertiser."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.effects.redeem_spark import RedeemSpark
from creatorport.application.use_cases.redeem_spark_code import RedeemSparkCommand
from creatorport.application.use_cases.request_spark import RequestSparkCommand
from creatorport.application.use_cases.watch_sparks import WatchSparks
from creatorport.domain.activity import Activity
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.errors import (
    AdvertiserNotConfigured,
    IdempotencyConflict,
    InvalidValue,
    NotAllowed,
    NotFound,
    WrongState,
)
from creatorport.domain.ids import PostId
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkAuthorization
from creatorport.domain.spark_states import Redemption, SparkState
from creatorport.domain.workspace import Member
from tests.fakes.deliverable_use_cases import ADVERTISER, deliverable_use_cases
from tests.fakes.tiktok import Troubles
from tests.unit.application.owed_stage import VIDEO, Owed, owed
from tests.unit.application.stage import CREATOR, MANAGER, OWNER, STRANGER, VIEWER
from tests.unit.application.test_drive import ENDINGS, LOOK_UPS, work_and_reconnect

CALLS = {
    EffectKind.REQUEST_SPARK: ("spark.apply", "spark.status"),
    EffectKind.EXTEND_SPARK: ("spark.apply", "spark.status"),
    EffectKind.REDEEM_SPARK: ("spark.redeem", "spark.is_redeemed"),
}
EVERY = timedelta(hours=6)


class Advertised:
    """A post of mara's that is to be advertised."""

    def __init__(self, it: Owed, post_id: PostId) -> None:
        self.it, self.stage, self.post_id = it, it.stage, post_id

    @property
    def spark(self) -> SparkAuthorization:
        (one,) = self.stage.kept(SparkAuthorization)
        return one

    async def request(
        self, by: Member = MANAGER, *, days: int = 30, extend: bool = False, key: str | None = None
    ) -> None:
        command = RequestSparkCommand(by, self.post_id, days, extend, key)
        await self.it.use_cases.request_spark(command)

    async def redeem(self, by: Member = MANAGER) -> None:
        await self.it.use_cases.redeem_spark(RedeemSparkCommand(by, self.post_id))

    async def watch(self) -> Counter[str]:
        return await WatchSparks(self.stage.units, self.stage.clock, self.stage.one.spark_ads, EVERY)()

    async def accepted(self) -> None:
        await self.request()
        await self.it.work()
        self.stage.clock.advance(timedelta(hours=1))
        self.stage.one.spark_ads.decide(VIDEO, accept=True)
        await self.watch()


async def advertised() -> Advertised:
    it = await owed()
    return Advertised(it, await it.posted())


async def staged(kind: EffectKind) -> Advertised:
    it = await advertised()
    if kind is EffectKind.REQUEST_SPARK:
        await it.request()
        return it
    await it.accepted()
    it.stage.clock.advance(timedelta(hours=1))
    await (it.request(extend=True, days=60) if kind is EffectKind.EXTEND_SPARK else it.redeem())
    return it


@pytest.mark.parametrize("looking", LOOK_UPS)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", CALLS)
async def test_whatever_a_call_and_its_look_ups_come_to_it_is_done_once(
    kind: EffectKind, ending: str, looking: str
) -> None:
    it = await staged(kind)
    call, look_up = CALLS[kind]
    it.stage.one.troubles = Troubles()
    ENDINGS[ending].order(it.stage.one.troubles, call)
    LOOK_UPS[looking](it.stage.one.troubles, look_up)
    await work_and_reconnect(it.stage, personal=False)
    if looking == "refused" and kind is not EffectKind.REDEEM_SPARK:
        # Who cannot be looked at is not asked: the trace of that could not be told from older ones.
        assert [effect.state for effect in it.stage.effects() if effect.kind is kind] == [EffectState.FAILED]
        assert it.stage.one.troubles.calls[call] == 0
        return
    assert [effect.state for effect in it.stage.effects() if effect.kind is kind] == [EffectState.DONE]
    assert it.stage.one.troubles.calls[call] == ENDINGS[ending].sent
    wish = it.stage.one.spark_ads.wishes[VIDEO]
    if kind is EffectKind.REDEEM_SPARK:
        assert (it.spark.redemption, wish.takers) == (Redemption.REDEEMED, {ADVERTISER})
    elif kind is EffectKind.EXTEND_SPARK:
        assert (it.spark.state, it.spark.extending, wish.extends) == (SparkState.ACCEPTED, 60, True)
    else:
        assert (it.spark.state, wish.days) == (SparkState.WAITING, 30)


@pytest.mark.parametrize("kind", CALLS)
async def test_a_definite_no_is_believed_and_told(kind: EffectKind) -> None:
    it = await staged(kind)
    it.stage.one.troubles.refuse(CALLS[kind][0], message="the brand is not verified")
    await it.it.work()
    assert it.spark.failure == "the brand is not verified"
    assert (it.spark.state, it.spark.extending, it.spark.redemption) == {
        EffectKind.REQUEST_SPARK: (SparkState.FAILED, None, Redemption.NONE),
        EffectKind.EXTEND_SPARK: (SparkState.ACCEPTED, None, Redemption.NONE),
        EffectKind.REDEEM_SPARK: (SparkState.ACCEPTED, None, Redemption.FAILED),
    }[kind]


async def test_the_creators_yes_brings_a_code_and_an_extension_makes_it_live_longer() -> None:
    it = await advertised()
    await it.accepted()
    code = it.spark.code
    assert code is not None
    assert (it.spark.state, code.code.reveal(), code.status) == (SparkState.ACCEPTED, f"#code-{VIDEO}", "NOT_USED")
    await it.request(extend=True, days=60)
    await it.it.work()
    it.stage.clock.advance(timedelta(hours=1))
    it.stage.one.spark_ads.decide(VIDEO, accept=True)
    await it.watch()
    longer = it.spark.code
    assert longer is not None
    assert (it.spark.extending, longer.ends_at - code.ends_at) == (None, timedelta(days=60))
    verbs = [one.verb for one in it.stage.kept(Activity) if one.verb.startswith("spark")]
    assert verbs == ["spark_requesting", "spark_waiting", "spark_accepted"]


async def test_the_creators_no_is_told_and_they_can_be_asked_again() -> None:
    it = await advertised()
    await it.request()
    await it.it.work()
    it.stage.one.spark_ads.decide(VIDEO, accept=False)
    await it.watch()
    assert it.spark.state is SparkState.REJECTED
    it.stage.clock.advance(timedelta(hours=1))
    await it.request(days=7)
    await it.it.work()
    assert (it.spark.state, it.spark.days) == (SparkState.WAITING, 7)


async def test_what_is_accepted_is_looked_at_now_and_then_and_its_end_is_warned_of() -> None:
    it = await advertised()
    await it.accepted()
    assert await it.watch() == Counter()
    it.stage.clock.advance(timedelta(days=17))
    assert await it.watch() == Counter(looked=1)
    assert it.spark.warned == 14
    assert [one.facts for one in it.stage.kept(Activity) if one.verb == "spark_ending"] == [{"days": 14}]
    it.stage.clock.advance(timedelta(days=20))
    await it.watch()
    assert it.spark.code is not None
    assert it.spark.code.status == "EXPIRED"
    await it.request()
    await it.it.work()
    assert it.spark.state is SparkState.WAITING
    assert it.stage.kept(SparkAuthorization)[0].code is None


async def test_a_limit_ends_the_round_and_a_failure_waits_for_the_next() -> None:
    it = await advertised()
    await it.request()
    await it.it.work()
    for order, outcome in (
        (Troubles.throttle, "throttled"),
        (Troubles.unreachable, "failed"),
        (Troubles.reject_token, "disconnected"),
    ):
        order(it.stage.one.troubles, "spark.status")
        assert await it.watch() == Counter({outcome: 1})
    assert it.stage.marketplace().cause is not None
    assert await it.watch() == Counter(disconnected=1)
    assert it.spark.state is SparkState.WAITING


@pytest.mark.parametrize("order", [Troubles.lose_request, Troubles.lose_answer], ids=["request", "answer"])
async def test_what_changed_at_tiktok_since_the_last_look_is_no_sign_that_a_lost_request_arrived(
    order: Callable[[Troubles, str], None],
) -> None:
    it = await advertised()
    await it.accepted()
    wish = it.stage.one.spark_ads.wishes[VIDEO]
    wish.seen_at += timedelta(minutes=30)
    await it.request(extend=True, days=60)
    it.stage.clock.advance(timedelta(hours=1))
    order(it.stage.one.troubles, "spark.apply")
    await it.it.work()
    assert (it.spark.state, it.spark.extending, wish.extends) == (SparkState.ACCEPTED, 60, True)
    assert it.stage.effects()[-1].state is EffectState.DONE


async def test_whoever_died_before_it_was_noted_how_it_stood_has_asked_nothing() -> None:
    it = await staged(EffectKind.EXTEND_SPARK)
    job = it.stage.next_effect()
    assert job is not None
    async with it.stage.units() as uow:
        effect = await uow.effects.lock(job.workspace_id, job.effect_id)
        await uow.effects.save(effect.call(it.stage.clock.now()))
        await uow.jobs.defer(job)
        await uow.commit()
    it.stage.one.spark_ads.wishes[VIDEO].seen_at += timedelta(minutes=30)
    await it.it.work()
    assert (it.stage.one.spark_ads.wishes[VIDEO].extends, it.stage.one.troubles.calls["spark.apply"]) == (True, 2)


async def replaced(it: Advertised) -> None:
    """Another code has taken the place of the one that was to be redeemed, by a way that nobody foresaw."""
    async with it.stage.units() as uow:
        spark = await uow.sparks.lock(it.spark.workspace_id, it.post_id)
        assert spark is not None
        assert spark.code is not None
        await uow.sparks.save(replace(spark, code=replace(spark.code, code=Secret("#other"))))
        await uow.commit()
    it.stage.one.spark_ads.wishes["another"] = replace(
        it.stage.one.spark_ads.wishes[VIDEO], code=it.spark.code, takers={ADVERTISER}
    )


@pytest.mark.parametrize("lost", [False, True])
async def test_an_effect_neither_takes_nor_settles_another_code_than_its_own(lost: bool) -> None:
    it = await staged(EffectKind.REDEEM_SPARK)
    calls = it.stage.one.troubles.calls
    if lost:
        it.stage.one.troubles.lose_answer("spark.redeem")
        job = it.stage.next_effect()
        assert job is not None
        await it.stage.drive(personal=False)(job)
    await replaced(it)
    await it.it.work()
    effect = it.stage.effects()[-1]
    reason = "before TikTok told whether it was taken" if lost else "before it was taken"
    assert (effect.state, effect.trouble) == (EffectState.FAILED, f"the code was replaced by another {reason}")
    assert (calls["spark.redeem"], calls["spark.is_redeemed"]) == (int(lost), 0)
    assert (it.spark.redemption, it.spark.failure) == (Redemption.FAILED, effect.trouble)


async def test_a_yes_for_a_code_that_was_replaced_in_that_moment_is_no_yes_for_the_other() -> None:
    it = await staged(EffectKind.REDEEM_SPARK)
    await replaced(it)
    async with it.stage.units() as uow:
        performer = RedeemSpark(it.stage.units, it.stage.clock, it.stage.one.spark_ads)
        await performer.settle(uow, it.stage.effects()[-1], True)
        await uow.commit()
    assert (it.spark.redemption, it.spark.failure) == (
        Redemption.FAILED, "the code was taken, and has been replaced by another",
    )  # fmt: skip


async def test_a_code_that_tiktok_replaces_while_it_is_taken_is_settled_first_and_can_be_taken_then() -> None:
    it = await staged(EffectKind.REDEEM_SPARK)
    wish = it.stage.one.spark_ads.wishes[VIDEO]
    assert wish.code is not None
    it.stage.one.spark_ads.wishes["before"] = replace(wish, takers=set())
    wish.code = replace(wish.code, code=Secret("#other"))
    it.stage.clock.advance(EVERY)
    await it.watch()
    it.stage.one.troubles.lose_answer("spark.redeem")
    await it.it.work()
    assert (it.spark.redemption, it.stage.one.spark_ads.wishes["before"].takers) == (Redemption.REDEEMED, {ADVERTISER})
    await it.watch()
    assert (it.spark.redemption, it.spark.code) == (Redemption.NONE, wish.code)
    await it.redeem()
    await it.it.work()
    assert (it.spark.redemption, wish.takers) == (Redemption.REDEEMED, {ADVERTISER})


async def test_no_effect_job_or_entry_holds_the_code() -> None:
    it = await advertised()
    await it.accepted()
    await it.redeem()
    kept = [repr(one) for one in (*it.stage.kept(Effect), *it.stage.kept(Activity), *it.stage.jobs, it.spark)]
    assert "#code" not in "".join(kept)
    assert "#code" not in str([stream.entries for stream in it.stage.storage.streams.values()])


async def test_a_repeat_asks_once_and_another_request_needs_another_key() -> None:
    it = await advertised()
    for _ in range(2):
        await it.request(key="k")
        await it.request()
    assert [effect.kind for effect in it.stage.effects()][1:] == [EffectKind.REQUEST_SPARK]
    with pytest.raises(IdempotencyConflict):
        await it.request(days=7, key="k")


@pytest.mark.parametrize("by", [VIEWER, CREATOR])
async def test_only_those_who_run_campaigns_ask_and_take(by: Member) -> None:
    it = await advertised()
    for attempt in (it.request, it.redeem):
        with pytest.raises(NotAllowed):
            await attempt(by)


async def test_a_stranger_finds_no_post() -> None:
    it = await advertised()
    await it.accepted()
    for attempt in (it.request, it.redeem):
        with pytest.raises(NotFound):
            await attempt(STRANGER)


async def test_what_cannot_be_is_refused_and_changes_nothing() -> None:
    it = await advertised()
    with pytest.raises(NotFound):
        await it.request(extend=True)
    with pytest.raises(NotFound):
        await it.redeem()
    with pytest.raises(InvalidValue):
        await it.request(days=366)
    await it.accepted()
    with pytest.raises(WrongState):
        await it.request()
    unnamed = deliverable_use_cases(it.stage.units, it.stage.clock, it.stage.identities, None)
    with pytest.raises(AdvertiserNotConfigured):
        await unnamed.redeem_spark(RedeemSparkCommand(OWNER, it.post_id))
    assert it.spark.redemption is Redemption.NONE
