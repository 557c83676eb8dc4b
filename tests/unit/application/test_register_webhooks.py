"""Seeing to it that TikTok's webhooks arrive."""

from dataclasses import replace

import pytest

from creatorport.adapters.readiness.webhooks import WebhookRegistrations
from creatorport.application.ports.jobs import SubscribeToMarketplace
from creatorport.application.ports.webhook_registrations import Topic
from creatorport.application.use_cases.register_webhooks import RegisterWebhooks
from creatorport.application.use_cases.repair_webhooks import RepairWebhooks, RepairWebhooksCommand
from creatorport.application.use_cases.replay_webhooks import ReplayWebhooks
from creatorport.application.use_cases.subscribe_webhooks import SubscribeWebhooks
from creatorport.application.webhook_views import RegistrationView, Standing
from creatorport.application.webhooks.desk import WebhookDesk
from creatorport.application.webhooks.registrar import Registrar
from creatorport.domain.errors import NotAllowed, TikTokUnreachable
from creatorport.domain.readiness import Standing as How
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, TTO_ACCOUNT, UMBRA, VIEWER, Stage

HERE, ELSEWHERE = "https://gw.test/webhooks/tiktok-business", "https://staging.test/webhooks/tiktok-business"


def registrar(stage: Stage) -> Registrar:
    return Registrar(stage.leases, stage.one.webhooks, stage.one.account_webhooks, HERE)


def desk(stage: Stage) -> WebhookDesk:
    return WebhookDesk(stage.units, registrar(stage), ReplayWebhooks(stage.units))


def standings(registrations: object) -> dict[str, Standing]:
    assert isinstance(registrations, list)
    return {one.topic: one.standing for one in registrations}


async def test_at_start_and_from_time_to_time_what_is_missing_or_points_elsewhere_is_registered() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    await stage.connect_marketplace(UMBRA)
    stage.one.account_hooks[Topic.VIDEO] = ELSEWHERE
    for _ in range(2):
        await RegisterWebhooks(stage.units, registrar(stage))()
        assert stage.one.account_hooks == {Topic.VIDEO: HERE, Topic.COMMENT: HERE}
        assert stage.jobs == [SubscribeToMarketplace(LUMEN), SubscribeToMarketplace(UMBRA)]
    assert stage.one.troubles.calls["account_webhooks.point"] == 2


async def test_an_account_whose_token_is_lost_is_left_alone() -> None:
    stage = Stage()
    market = await stage.connect_marketplace()
    async with stage.units() as uow:
        await uow.marketplaces.save(market.lose_token("revoked"))
        await uow.commit()
    await RegisterWebhooks(stage.units, registrar(stage))()
    assert stage.jobs == []
    assert await registrar(stage).repair_marketplace(market.lose_token("revoked")) == 0


async def test_without_an_address_that_tiktok_can_reach_nothing_is_registered() -> None:
    stage = Stage()
    market = await stage.connect_marketplace()
    local = replace(registrar(stage), registers=False)
    await RegisterWebhooks(stage.units, local)()
    assert (await local.repair_accounts(), await local.repair_marketplace(market)) == (0, 0)
    assert (stage.jobs, stage.one.account_hooks, stage.one.subscriptions) == ([], {}, {})


async def test_the_jobs_are_enqueued_though_tiktok_cannot_be_reached() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    stage.one.troubles.unreachable("account_webhooks.find")
    with pytest.raises(TikTokUnreachable):
        await RegisterWebhooks(stage.units, registrar(stage))()
    assert stage.jobs == [SubscribeToMarketplace(LUMEN)]


async def test_an_owner_repairs_their_own_account_and_sees_how_it_stands() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    repair = RepairWebhooks(stage.units, registrar(stage))
    looked = await repair(RepairWebhooksCommand(OWNER, only_look=True))
    assert (looked.made, set(standings(looked.registrations).values())) == (0, {Standing.MISSING})
    repaired = await repair(RepairWebhooksCommand(OWNER))
    assert (repaired.made, set(standings(repaired.registrations).values())) == (5, {Standing.REGISTERED})
    assert (await repair(RepairWebhooksCommand(OWNER))).made == 0


@pytest.mark.parametrize("by", [MANAGER, VIEWER, CREATOR], ids=str)
async def test_only_owners_repair(by: Member) -> None:
    stage = Stage()
    with pytest.raises(NotAllowed):
        await RepairWebhooks(stage.units, registrar(stage))(RepairWebhooksCommand(by))
    assert stage.one.troubles.calls.total() == 0


async def test_a_subscription_made_with_an_older_token_is_told_and_replaced() -> None:
    stage = Stage()
    market = await stage.connect_marketplace()
    await desk(stage).repair()
    stage.one.subscriptions[TTO_ACCOUNT, "TCM_VIDEOS", HERE] = Secret("an older token")
    assert standings(await desk(stage).look())["TCM_VIDEOS"] is Standing.DEAD_TOKEN
    assert (await desk(stage).repair()).made == 1
    assert stage.one.subscriptions[TTO_ACCOUNT, "TCM_VIDEOS", HERE] == market.token


async def test_workspaces_that_share_an_account_share_its_subscriptions_and_leave_each_others_alone() -> None:
    stage = Stage()
    await stage.connect_marketplace(UMBRA)
    first = await stage.connect_marketplace()
    repair = RepairWebhooks(stage.units, registrar(stage))
    assert (await repair(RepairWebhooksCommand(OWNER))).made == 5
    before = dict(stage.one.subscriptions)
    assert set(before.values()) == {first.token}
    for by in (STRANGER, OWNER):
        repaired = await repair(RepairWebhooksCommand(by))
        assert (repaired.made, set(standings(repaired.registrations).values())) == (0, {Standing.REGISTERED})
    await SubscribeWebhooks(stage.units, registrar(stage))(SubscribeToMarketplace(UMBRA))
    whole = await desk(stage).repair()
    assert (whole.made, len(whole.registrations), stage.one.subscriptions) == (0, 5, before)
    async with stage.units() as uow:
        await uow.marketplaces.save(first.lose_token("revoked"))
        await uow.commit()
    assert (await repair(RepairWebhooksCommand(STRANGER))).made == 3
    assert first.token not in stage.one.subscriptions.values()


async def test_what_points_elsewhere_is_shown_left_and_can_be_deleted() -> None:
    stage = Stage()
    market = await stage.connect_marketplace()
    stage.one.subscriptions[TTO_ACCOUNT, "TCM_VIDEOS", ELSEWHERE] = market.token
    stage.one.subscriptions["7400000000000000077", "TCM_VIDEOS", HERE] = market.token
    repaired = await desk(stage).repair()
    assert repaired.made == 5
    strangers = [one for one in repaired.registrations if one.standing is Standing.ELSEWHERE]
    assert [(one.tto_account_id, one.callback_url) for one in strangers] == [
        (TTO_ACCOUNT, ELSEWHERE),
        ("7400000000000000077", HERE),
    ]
    for one in strangers:
        assert one.subscription_id is not None
        await desk(stage).drop(one.subscription_id)
    await desk(stage).drop("COMMENT")
    left = await desk(stage).look()
    assert {one.topic for one in left if one.standing is Standing.MISSING} == {"COMMENT"}
    assert {one.standing for one in left} == {Standing.MISSING, Standing.REGISTERED}


async def test_the_doctor_tells_what_is_missing_and_how_to_mend_it() -> None:
    stage = Stage()
    await stage.connect_marketplace()
    probe = WebhookRegistrations(desk(stage).look)
    found = {one.subject: (one.standing, one.detail) for one in await probe()}
    assert found == {
        "VIDEO events of authorised accounts": (How.WARNING, "are not registered"),
        "COMMENT events of authorised accounts": (How.WARNING, "are not registered"),
        "TikTok One subscriptions": (
            How.WARNING,
            "3 of 3 are missing, or were made with a token that has been replaced",
        ),
    }
    assert all("creatorport webhooks repair" in (one.remedy or "") for one in await probe())
    await desk(stage).repair()
    assert {one.standing for one in await probe()} == {How.OK}
    stage.one.account_hooks[Topic.VIDEO] = ELSEWHERE
    assert [one.detail for one in await probe() if one.standing is How.WARNING] == ["are sent to another address"]


async def test_the_doctor_says_so_when_tiktok_cannot_be_asked() -> None:
    stage = Stage()
    stage.one.troubles.unreachable("account_webhooks.find")
    (finding,) = await WebhookRegistrations(desk(stage).look)()
    assert finding.standing is How.UNKNOWN


async def test_without_any_account_only_the_apps_own_topics_are_told() -> None:
    registrations = await desk(Stage()).look()
    assert registrations == [
        RegistrationView("VIDEO", Standing.MISSING, None),
        RegistrationView("COMMENT", Standing.MISSING, None),
    ]
