"""Connecting the workspace's own TikTok One account."""

from datetime import timedelta

import pytest

from creatorport.application.ports.jobs import SubscribeToMarketplace
from creatorport.application.use_cases.finish_connect import Callback, ConnectFinished
from creatorport.application.use_cases.start_marketplace_connect import (
    StartMarketplaceConnect,
    StartMarketplaceConnectCommand,
)
from creatorport.application.use_cases.subscribe_webhooks import SubscribeWebhooks
from creatorport.application.webhooks.registrar import Registrar
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.errors import (
    InvalidValue,
    NotAllowed,
    StateUsed,
    TikTokThrottled,
    TikTokUnreachable,
    WrongAccount,
)
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, TTO_ACCOUNT, VIEWER, Stage
from tests.unit.application.test_connect import finishing

OTHER = "7400000000000000002"
CALLBACK = "https://gateway.test/webhooks/business"


def registrar(stage: Stage) -> Registrar:
    return Registrar(stage.leases, stage.one.webhooks, stage.one.account_webhooks, CALLBACK)


async def consent(stage: Stage, *accounts: str, expected: str | None = None) -> Callback:
    start = StartMarketplaceConnect(stage.units, stage.clock, stage.identities, stage.brand)
    started = await start(StartMarketplaceConnectCommand(OWNER, expected))
    code, state = stage.brand.consent(started.authorize_url, *accounts)
    return Callback(state, Secret(code))


def with_two_accounts() -> Stage:
    stage = Stage()
    stage.one.accounts[OTHER] = "Umbra"
    return stage


async def test_the_owners_consent_connects_the_workspace_and_orders_its_webhooks() -> None:
    stage = Stage()
    finished = await finishing(stage)(await consent(stage))
    assert finished == ConnectFinished(ConnectTarget.MARKETPLACE, None, "Lumen")
    market = stage.marketplace()
    assert (market.workspace_id, market.tto_account_id, market.name) == (LUMEN, TTO_ACCOUNT, "Lumen")
    assert (market.connected_by, market.connected_at, market.cause) == (OWNER.id, stage.clock.now(), None)
    assert stage.one.tokens[market.token.reveal()] == {TTO_ACCOUNT}
    assert stage.jobs == [SubscribeToMarketplace(LUMEN)]


@pytest.mark.parametrize("member", [MANAGER, VIEWER, CREATOR], ids=str)
async def test_nobody_but_the_owner_may_connect_it(member: Member) -> None:
    stage = Stage()
    start = StartMarketplaceConnect(stage.units, stage.clock, stage.identities, stage.brand)
    with pytest.raises(NotAllowed):
        await start(StartMarketplaceConnectCommand(member))
    assert stage.kept(ConnectAttempt) == []


async def test_of_several_accounts_one_has_to_be_named() -> None:
    stage = with_two_accounts()
    with pytest.raises(InvalidValue, match=f"{TTO_ACCOUNT}, {OTHER}") as refused:
        await finishing(stage)(await consent(stage))
    assert refused.value.field == "expectedTtoAccountId"
    assert stage.kept(Marketplace) == []
    await finishing(stage)(await consent(stage, expected=OTHER))
    assert stage.marketplace().tto_account_id == OTHER


async def test_an_account_the_sign_in_does_not_reach_is_refused() -> None:
    stage = with_two_accounts()
    with pytest.raises(WrongAccount) as refused:
        await finishing(stage)(await consent(stage, TTO_ACCOUNT, expected=OTHER))
    assert (refused.value.expected, refused.value.actual) == (OTHER, TTO_ACCOUNT)
    assert stage.kept(Marketplace) == []


async def test_a_sign_in_that_reaches_nothing_connects_nothing() -> None:
    stage = Stage()
    stage.one.accounts.clear()
    with pytest.raises(InvalidValue, match="reaches no TikTok One account"):
        await finishing(stage)(await consent(stage))
    assert stage.kept(Marketplace) == []
    assert stage.jobs == []


async def test_a_reconnect_clears_the_cause_and_keeps_the_id() -> None:
    stage = Stage()
    market = await stage.connect_marketplace()
    async with stage.units() as uow:
        await uow.marketplaces.save(market.lose_token("revoked"))
        await uow.commit()
    stage.clock.advance(timedelta(days=1))
    await finishing(stage)(await consent(stage))
    again = stage.marketplace()
    assert (again.id, again.cause, again.connected_at) == (market.id, None, stage.clock.now())
    assert again.token != market.token


async def test_a_workspace_never_slips_over_to_another_tiktok_one_account() -> None:
    stage = with_two_accounts()
    await stage.connect_marketplace()
    before = stage.marketplace()
    with pytest.raises(WrongAccount):
        await finishing(stage)(await consent(stage, OTHER))
    assert stage.marketplace() == before


async def test_its_state_works_once_even_when_the_exchange_fails() -> None:
    stage = Stage()
    callback = await consent(stage)
    stage.one.troubles.throttle("marketplace.exchange")
    with pytest.raises(TikTokThrottled):
        await finishing(stage)(callback)
    with pytest.raises(StateUsed):
        await finishing(stage)(callback)
    assert stage.kept(Marketplace) == []


async def test_subscribing_twice_makes_each_subscription_once() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    subscribe = SubscribeWebhooks(stage.units, registrar(stage))
    await subscribe(SubscribeToMarketplace(LUMEN))
    await subscribe(SubscribeToMarketplace(LUMEN))
    assert list(stage.one.subscriptions) == [
        (TTO_ACCOUNT, entity, CALLBACK) for entity in ("TCM_VIDEOS", "TCM_INVITATIONS", "TCM_PERFORMANCE")
    ]


async def test_subscribing_waits_for_a_working_connection() -> None:
    stage = Stage()
    subscribe = SubscribeWebhooks(stage.units, registrar(stage))
    await subscribe(SubscribeToMarketplace(LUMEN))
    market = await stage.connect_marketplace()
    async with stage.units() as uow:
        await uow.marketplaces.save(market.lose_token("revoked"))
        await uow.commit()
    await subscribe(SubscribeToMarketplace(LUMEN))
    assert stage.one.troubles.calls["webhooks.subscribe"] == 0


async def test_a_subscription_that_fails_is_left_to_the_worker_to_try_again() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    stage.one.troubles.unreachable("webhooks.subscribe")
    with pytest.raises(TikTokUnreachable):
        await SubscribeWebhooks(stage.units, registrar(stage))(SubscribeToMarketplace(LUMEN))
