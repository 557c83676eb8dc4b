"""Linking what a creator handed in with their own token, where they let us: whatever calls and look-ups come to."""

import pytest

from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE
from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.use_cases.review_deliverable import Review
from creatorport.domain.deliverable_states import DeliverableState
from creatorport.domain.effect import EffectKind, EffectState
from creatorport.domain.handle import Handle
from creatorport.domain.link_request import LinkState
from tests.fakes.tiktok import Troubles
from tests.unit.application.owed_stage import VIDEO, Owed, owed
from tests.unit.application.stage import LUMEN
from tests.unit.application.test_drive import LOOK_UPS, work_and_reconnect

CALL = "creator_campaigns.link_video"


async def staged(*scopes: str) -> Owed:
    """mara, who granted these scopes, has handed in a video of hers, and it was approved."""
    it = await owed()
    it.stage.creator_campaigns.owned[Handle.of("mara")].append(VIDEO)
    await it.connect()
    await it.connect_business(*(scopes or (ORDERS_SCOPE,)))
    await it.submit()
    await it.review(Review.APPROVE)
    return it


@pytest.mark.parametrize("looking", [one for one in LOOK_UPS if one != "refused"])
@pytest.mark.parametrize("ending", ["answered", "answer lost", "request lost", "throttled", "unreachable"])
async def test_whatever_a_call_and_its_look_ups_come_to_it_is_linked_once(ending: str, looking: str) -> None:
    it = await staged()
    orders = {
        "answer lost": Troubles.lose_answer,
        "request lost": Troubles.lose_request,
        "throttled": Troubles.throttle,
        "unreachable": Troubles.unreachable,
    }
    if ending in orders:
        orders[ending](it.stage.one.troubles, CALL)
    LOOK_UPS[looking](it.stage.one.troubles, "campaigns.read")
    await work_and_reconnect(it.stage, personal=False)
    assert [one.state for one in it.stage.effects()[1:]] == [EffectState.DONE]
    assert it.stage.effects()[-1].kind is EffectKind.LINK_OWN_VIDEO
    (made,) = it.stage.one.made.values()
    assert list(made.videos) == [VIDEO]
    assert (it.link.state, it.link.pending) == (LinkState.APPROVED, None)
    assert CaptureCampaign(LUMEN, it.campaign_id) in it.stage.jobs
    await it.capture()
    assert it.it.state is DeliverableState.LINKED


async def test_without_the_grant_for_it_the_brand_asks() -> None:
    it = await staged("video.list")
    assert it.stage.effects()[-1].kind is EffectKind.LINK_VIDEO


async def test_a_creators_dead_token_does_not_condemn_the_brands_and_the_brand_asks_instead() -> None:
    it = await staged()
    it.stage.one.troubles.reject_token(CALL, times=2)
    await it.work()
    assert it.stage.marketplace().cause is None
    assert (it.link.state, it.link.failure) == (LinkState.FAILED, "the token is not valid")
    await it.review(Review.APPROVE)
    await it.work()
    assert it.stage.effects()[-1].kind is EffectKind.LINK_VIDEO
    assert it.link.state is LinkState.IN_REVIEW


async def test_a_consent_that_was_taken_back_meanwhile_is_told() -> None:
    it = await staged()
    async with it.stage.units() as uow:
        account = it.stage.account()
        connection = await uow.business.load(LUMEN, account.id)
        await uow.business.save(connection.disconnect(it.stage.clock.now()))
        await uow.commit()
    await it.work()
    assert it.link.state is LinkState.FAILED
    assert it.stage.one.troubles.calls[CALL] == 0
