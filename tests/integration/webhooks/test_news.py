"""What the simulated TikTok tells arrives in the gateway: twice, late, out of order, and at first wrongly signed."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from creatorport.application.ports.jobs import CaptureCampaign, Job, ProcessDelivery
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.use_cases.register_webhooks import RegisterWebhooks
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.secret import Secret
from tests.integration.cost.house import HOME, House
from tiktok_simulator.business import collaboration, invitation_life
from tiktok_simulator.faults import Fault
from tiktok_simulator.serving.courier import Courier

HOOK = "http://gateway.test/webhooks/tiktok-business"
FAULTS = ("duplicate_webhook", "late_webhook", "reordered_webhook", "wrongly_signed_webhook")


@asynccontextmanager
async def courier(house: House) -> AsyncIterator[Courier]:
    made = Courier(house.office.simulator, httpx.ASGITransport(house.container.web.app()))
    yield made
    await made.close()


async def delivered(house: House) -> Counter[str]:
    """Let a day pass in which everything is delivered and acted on; return how often each outcome came about."""
    async with courier(house) as carries:
        for _ in range(24):
            await carries.deliver_due()
            await house.pass_time(timedelta(hours=1))
    done: list[Job] = []
    while fresh := [job for job in await house.waiting(ProcessDelivery) if job not in done]:
        for job in fresh:
            await house.work(job)
        done.extend(fresh)
    async with house.container.storage.engine().connect() as connection:
        rows = (await connection.execute(text("SELECT state, coalesce(outcome, error) FROM inbox"))).all()
    return Counter(f"{state}: {outcome}" for state, outcome in rows)


async def campaign_with(house: House, creators: int) -> CampaignId:
    """A campaign that TikTok has, with that many personal invitations out, and its events subscribed to."""
    await house.connect()
    ids, _ = await house.discover(creators)
    campaign = await house.draft()
    await house.invite(campaign, ids)
    await house.launch(campaign)
    await house.drive()
    access = Access(house.office.account, Secret(house.office.token))
    assert await house.container.tiktok.webhooks().subscribe(access, HOOK) == 3
    return campaign


async def invitations(house: House, campaign: CampaignId) -> dict[str, Invitation]:
    async with house.container.storage.units()() as uow:
        return {one.handle.key: one for one in await uow.invitations.of_campaign(HOME, campaign, set(InvitationState))}


@pytest.mark.parametrize("faults", [(), FAULTS], ids=["as it comes", "twice, late, out of order, wrongly signed"])
async def test_every_answer_of_a_creator_arrives_once(house: House, faults: tuple[str, ...]) -> None:
    campaign = await campaign_with(house, 4)
    simulator = house.office.simulator
    for name in faults:
        simulator.faults.arm(Fault(name, "webhook:subscription", probability=0.5))
    views, writes, accepts, rejects = simulator.market.invitations.values()
    for one in (views, writes, accepts, rejects):
        invitation_life.view(simulator, one)
    invitation_life.respond(simulator, writes, "How much?")
    invitation_life.accept(simulator, accepts, "Gladly!")
    invitation_life.reject(simulator, rejects, "Not now.")
    outcomes = await delivered(house)

    assert not [outcome for outcome in outcomes if not outcome.startswith("processed: ")]
    found = await invitations(house, campaign)

    def of(one: object) -> Invitation:
        number: int = getattr(one, "creator")  # noqa: B009  the simulator's record, whose type is its own
        return found[simulator.world.creator(number).handle.lower()]

    assert [of(one).state for one in (views, writes, accepts, rejects)] == [
        InvitationState.VIEWED,
        InvitationState.VIEWED,
        InvitationState.ACCEPTED,
        InvitationState.DECLINED,
    ]
    assert [of(one).responded_at is None for one in (views, writes, accepts, rejects)] == [True, False, False, False]
    assert (of(writes).response, of(accepts).answer, of(rejects).answer) == ("How much?", "Gladly!", "Not now.")
    told = list(simulator.ledger.entries(kind="webhook_emitted"))
    assert outcomes.total() == len(told) == 7


async def test_published_content_and_crossed_thresholds_capture_the_campaign(house: House) -> None:
    campaign = await campaign_with(house, 1)
    simulator = house.office.simulator
    (one,) = simulator.market.invitations.values()
    (at_tiktok,) = simulator.market.campaigns.values()
    creator = simulator.world.creator(one.creator)
    (job,) = await house.waiting(CaptureCampaign)
    await house.work(job)
    collaboration.join(simulator, at_tiktok, creator)
    collaboration.link(simulator, at_tiktok, creator.videos_at(simulator.clock.now())[0])
    outcomes = await delivered(house)
    assert outcomes["processed: capturing 1 campaigns"] == 2  # uploaded, and published when its review had passed
    assert outcomes["processed: ACCEPTED for 1 invitations"] == 1
    assert (await invitations(house, campaign))[creator.handle.lower()].state is InvitationState.ACCEPTED
    assert await house.waiting(CaptureCampaign) == [job]


async def test_posts_and_comments_of_an_authorised_account_arrive_where_the_gateway_registered(house: House) -> None:
    office = house.office
    await office.pass_time(house.clock.now().timestamp() - office.simulator.clock.now())
    await house.connect()
    await office.post("/business/webhook/update/", **office.secrets, event_type="VIDEO", callback_url=HOOK + "/old")
    registrar = replace(house.container.webhooks.registrar(), registers=True)  # its address is this machine's
    for _ in range(2):
        await RegisterWebhooks(house.container.storage.units(), registrar)()
    hooks = office.simulator.market.account_webhooks
    for topic in ("VIDEO", "COMMENT"):
        kept = hooks.of(office.app.app_id, topic)
        assert kept is not None
        assert kept.callback_url == registrar.callback_url
    assert office.kinds("account_webhook_updated") == ["account_webhook_updated"] * 3
    await office.creator("glow.by.ana")
    for path in ("", "/comments"):
        await office.http.post(f"/_simulator/accounts/glow.by.ana/posts/newest{path}", json={})
    assert await delivered(house) == {
        "processed: syncing 0 accounts": 1,
        "processed: a comment heard of in 0 workspaces": 1,
    }
