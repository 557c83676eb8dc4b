"""Joining at TikTok whoever said yes here: in their name where they let us, by TikTok's link where they did not."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from creatorport.application.effects.join_campaign import OVER
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE
from creatorport.application.use_cases.accept_counter_offer import AcceptCounterOffer, AcceptCounterOfferCommand
from creatorport.application.use_cases.accept_invitation import AcceptInvitation, AcceptInvitationCommand
from creatorport.application.use_cases.counter_invitation import CounterInvitation, CounterInvitationCommand
from creatorport.domain.account import AccountState
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.activity import Activity
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.counts import Counts
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.invitation import InvitationState
from creatorport.domain.joining import Joining, JoiningState, JoiningWay
from creatorport.domain.money import Money
from creatorport.domain.terms import Offer
from tests.fakes.tiktok import Troubles
from tests.unit.application.mortality import Fate, MortalUnitsOfWork, insist, work_until_quiet
from tests.unit.application.owed_stage import Owed
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, Stage
from tests.unit.application.test_drive import LOOK_UPS, work_and_reconnect

JOIN = "creator_campaigns.join"
BY_LINK = Joining(JoiningWay.JOIN_LINK, JoiningState.OPEN)
UNDER_WAY = Joining(JoiningWay.IN_CREATORS_NAME, JoiningState.UNDER_WAY)


async def staged(*scopes: str, personal: bool = False) -> Owed:
    """mara is invited and connected, and has granted the business app these scopes, if any."""
    stage = Stage()
    it = Owed(stage, await stage.active_campaign("mara", personal=personal))
    await it.connect()
    if scopes:
        await it.connect_business(*scopes)
    return it


async def accept(it: Owed) -> None:
    command = AcceptInvitationCommand(CREATOR, it.stage.invitation("mara").id, 1, idempotency_key="k")
    await AcceptInvitation(it.stage.answering)(command)


def joining(it: Owed) -> Joining | None:
    return it.stage.invitation("mara").joining


def effect(it: Owed) -> Effect:
    return next(one for one in it.stage.effects() if one.kind is EffectKind.JOIN_CAMPAIGN)


def joined(it: Owed) -> list[str]:
    """Who has joined, by TikTok's books."""
    (made,) = it.stage.one.made.values()
    return [handle.text for handle in made.joined]


async def test_a_yes_here_joins_at_tiktok_in_the_creators_name() -> None:
    it = await staged(ORDERS_SCOPE)
    assert joining(it) is None
    await accept(it)
    assert (joining(it), joined(it)) == (UNDER_WAY, [])
    await it.work()
    assert joining(it) == replace(UNDER_WAY, state=JoiningState.JOINED, joined_at=it.stage.clock.now())
    assert (joined(it), effect(it).state) == (["mara"], EffectState.DONE)
    last = it.stage.kept(Activity)[-1]
    assert (last.actor.kind.value, last.kind.value, last.verb) == ("GATEWAY", "INVITATION", "joined")


@pytest.mark.parametrize("scopes", [(), ("video.list",)])
async def test_whoever_did_not_let_us_joins_by_tiktoks_link(scopes: tuple[str, ...]) -> None:
    it = await staged(*scopes)
    await accept(it)
    assert joining(it) == BY_LINK
    assert [one.kind for one in it.stage.effects()] == [EffectKind.LAUNCH_CAMPAIGN]


@pytest.mark.parametrize("personal", [False, True])
@pytest.mark.parametrize("looking", [one for one in LOOK_UPS if one != "refused"])
@pytest.mark.parametrize("ending", ["answered", "answer lost", "request lost", "throttled", "unreachable"])
async def test_whatever_a_call_and_its_look_ups_come_to_they_have_joined_in_the_end(
    ending: str, looking: str, personal: bool
) -> None:
    it = await staged(ORDERS_SCOPE, personal=personal)
    await accept(it)
    orders = {
        "answer lost": Troubles.lose_answer,
        "request lost": Troubles.lose_request,
        "throttled": Troubles.throttle,
        "unreachable": Troubles.unreachable,
    }
    if ending in orders:
        orders[ending](it.stage.one.troubles, JOIN)
    LOOK_UPS[looking](it.stage.one.troubles, "invitations.of_campaign")
    await work_and_reconnect(it.stage, personal=personal)
    assert (joined(it), effect(it).state) == (["mara"], EffectState.DONE)
    assert joining(it) == replace(UNDER_WAY, state=JoiningState.JOINED, joined_at=it.stage.clock.now())
    # Where the message shows that it was answered, nothing is done again.
    again = ending == "request lost" or (ending == "answer lost" and not personal)
    assert it.stage.one.troubles.calls[JOIN] == 1 + (again or ending == "throttled")


async def test_a_creators_dead_token_is_their_connections_trouble_and_not_the_brands() -> None:
    it = await staged(ORDERS_SCOPE)
    await accept(it)
    it.stage.creator_login.forget("mara")
    await it.work()
    (connection,) = it.stage.kept(BusinessConnection)
    assert (connection.state, connection.loss) == (AccountState.NEEDS_REAUTH, LossCause.TOKEN_REJECTED)
    assert connection.cause == "Refresh token is invalid."
    assert it.stage.marketplace().cause is None
    assert effect(it).state is EffectState.FAILED
    told = joining(it)
    assert told is not None
    assert replace(told, failure=None) == BY_LINK
    assert told.failure is not None
    assert "The creator must connect again." in told.failure
    assert it.stage.kept(Activity)[-1].verb == "not joined"


async def test_a_token_that_is_refused_even_when_it_is_new_does_not_condemn_the_brands() -> None:
    it = await staged(ORDERS_SCOPE)
    await accept(it)
    it.stage.one.troubles.reject_token(JOIN, times=2)
    await it.work()
    assert it.stage.marketplace().cause is None
    assert joining(it) == replace(BY_LINK, failure="the token is not valid")


async def test_whoever_joins_with_their_own_token_does_not_wait_for_the_brands() -> None:
    it = await staged(ORDERS_SCOPE)
    await accept(it)
    async with it.stage.units() as uow:
        market = await uow.marketplaces.find(LUMEN)
        assert market is not None
        await uow.marketplaces.save(market.lose_token("revoked"))
        await uow.commit()
    await it.work()
    assert (joined(it), effect(it).state) == (["mara"], EffectState.DONE)


async def test_tiktoks_no_is_told_and_its_link_is_the_way_again() -> None:
    it = await staged(ORDERS_SCOPE)
    await accept(it)
    it.stage.one.troubles.refuse(JOIN, message="The creator is not on TikTok One.")
    await it.work()
    assert joining(it) == replace(BY_LINK, failure="The creator is not on TikTok One.")
    assert it.stage.invitation("mara").state is InvitationState.ACCEPTED


async def test_whoever_had_joined_by_the_link_before_is_joined_once() -> None:
    it = await staged(ORDERS_SCOPE)
    it.stage.one.join(it.tiktok_id, "mara")
    await accept(it)
    await it.work()
    assert (joined(it), effect(it).state) == (["mara"], EffectState.DONE)


async def test_whoever_joins_by_the_link_while_an_answer_is_lost_is_not_joined_again() -> None:
    it = await staged(ORDERS_SCOPE)
    await accept(it)
    it.stage.one.troubles.lose_request(JOIN)
    drive = it.stage.drive(personal=False)
    job = it.stage.next_effect()
    assert job is not None
    await drive(job)
    it.stage.one.link_video(it.tiktok_id, "mara", Counts(5))
    await it.capture()
    known = joining(it)
    assert known is not None
    assert known.state is JoiningState.JOINED
    await it.work()
    assert (it.stage.one.troubles.calls[JOIN], effect(it).state, joining(it)) == (1, EffectState.DONE, known)


async def test_a_linked_video_shows_that_the_creator_has_joined_by_the_link() -> None:
    it = await staged()
    await accept(it)
    await it.posted()
    assert joining(it) == Joining(JoiningWay.JOIN_LINK, JoiningState.JOINED, it.stage.clock.now())


async def test_a_yes_that_was_given_at_tiktok_needs_no_joining() -> None:
    it = await staged(ORDERS_SCOPE)
    await it.accept()
    assert joining(it) == Joining(JoiningWay.JOIN_LINK, JoiningState.JOINED, it.stage.clock.now())
    await it.work()
    assert joined(it) == []


async def test_a_counter_offer_that_the_brand_accepts_is_a_yes_of_the_creators() -> None:
    it = await staged(ORDERS_SCOPE)
    invitation_id = it.stage.invitation("mara").id
    offer = Offer(Money.of("100", "EUR"))
    await CounterInvitation(it.stage.answering)(CounterInvitationCommand(CREATOR, invitation_id, 1, offer))
    await AcceptCounterOffer(it.stage.answering)(AcceptCounterOfferCommand(MANAGER, invitation_id, 2))
    await it.work()
    assert joined(it) == ["mara"]


@pytest.mark.parametrize("personal", [False, True])
async def test_whoever_said_yes_before_tiktok_had_them_is_joined_when_it_has(personal: bool) -> None:
    stage = Stage()
    it = Owed(stage, await stage.active_campaign("ben", personal=personal))
    await it.connect()
    await it.connect_business(ORDERS_SCOPE)
    await stage.invite(it.campaign_id, await stage.know("mara"))
    await accept(it)
    assert joining(it) == BY_LINK
    await stage.work(stage.drive(personal=personal))
    assert joined(it) == ["mara"]


async def test_nobody_is_joined_to_a_campaign_that_ended() -> None:
    it = await staged(ORDERS_SCOPE)
    await accept(it)
    async with it.stage.units() as uow:
        campaign = await uow.campaigns.lock(LUMEN, it.campaign_id)
        await uow.campaigns.save(campaign.complete(it.stage.clock.now()))
        await uow.commit()
    await it.work()
    assert (joined(it), joining(it)) == ([], replace(BY_LINK, failure=OVER))


async def test_the_death_of_the_process_at_any_moment_leaves_nobody_half_joined() -> None:
    for moment in count(1):
        it, fate = await staged(ORDERS_SCOPE), Fate({moment})
        mortal = MortalUnitsOfWork(it.stage.units, fate)
        answering = replace(it.stage.answering, units=mortal)
        command = AcceptInvitationCommand(CREATOR, it.stage.invitation("mara").id, 1, idempotency_key="k")
        await insist(partial(AcceptInvitation(answering), command))
        await work_until_quiet(it.stage, it.stage.drive(personal=False, units=mortal), stalled_for=timedelta(0))
        told = joining(it)
        assert told is not None
        assert (joined(it), told.state) == (["mara"], JoiningState.JOINED)
        assert effect(it).state is EffectState.DONE
        if fate.moments < moment:
            break
    assert moment > 8
