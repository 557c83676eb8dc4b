"""One trial: campaigns, batches that overlap, and everything that can go wrong."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import httpx

from bench.chaos import weather
from bench.chaos.caller import Caller
from bench.chaos.houses import Houses
from bench.chaos.judge import Verdict, judge
from bench.processes import free_port
from creatorport.graphql.global_ids import global_id, local_id
from tests.e2e.crash.children import Nursery
from tests.e2e.crash.market import Market
from tests.e2e.crash.places import KEY, connect, rows

CREATE: Final = """
mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } errors { code message } } }"""
LAUNCH: Final = """
mutation ($input: LaunchCampaignInput!) { launchCampaign(input: $input) { campaign { id } errors { code message } } }"""
INVITE: Final = """
mutation ($input: InviteInBatchInput!) { inviteInBatch(input: $input) { batch { id } errors { code message } } }"""
STATE: Final = "query ($id: ID!) { campaign(id: $id) { state rejection } }"
BATCH: Final = "query ($id: ID!) { invitationBatch(id: $id) { state counts { total waitingForLaunch } } }"

TIMEOUT: Final = 1.0
"""Seconds after which an answer counts as lost; late ones come later than that."""
_FIRST: Final = 20
_MANY: Final = 1000
_OUTSIDERS: Final = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """`invitations` are pairs of a campaign and a creator of TikTok One; there are some outsiders besides.

    `settle_after` are the seconds before TikTok is asked what became of a lost call: longer than a call waits for its
    turn.
    """

    invitations: int
    campaigns: int
    kills: int
    seed: int = 29
    settle_after: float = 5.0
    patience: float = 3600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    verdict: Verdict
    struck: weather.Struck
    kills: int
    repeats: int
    seconds: float


@dataclass(slots=True)
class Trial:
    nursery: Nursery
    market: Market
    url: str
    plan: Plan
    say: Callable[[str], None] = lambda _: None
    _wanted: set[tuple[str, str]] = field(default_factory=set)

    async def run(self) -> Outcome:
        """Raises AssertionError with the gateways' last words when it does not come to rest in time."""
        began = time.monotonic()
        creators = self.market.creators(self.plan.invitations // self.plan.campaigns)
        outsiders = self.market.creators(_OUTSIDERS, standing="NOT_IN")
        await connect(self.url, self.market, [*creators, *outsiders])
        chance = random.Random(self.plan.seed)
        ports = (free_port(), free_port())
        houses = Houses(self.nursery, self._environment(ports[0]), ports, self.plan.kills, chance)
        self._subscribe(houses.origins[0])
        weather.gather(self.market)
        async with houses.inhabited(), httpx.AsyncClient(timeout=20, trust_env=False) as http:
            caller = Caller(houses.origins, http)
            try:
                async with asyncio.timeout(self.plan.patience), asyncio.TaskGroup() as group:
                    for number in range(self.plan.campaigns):
                        group.create_task(self._campaign(caller, number, creators, outsiders))
                await self._rest(houses)
            except BaseException:
                self.say(houses.last_words())
                raise
            struck = weather.calm(self.market)
            await self._hear()
        verdict = judge(self.market, self.url, self._wanted)
        return Outcome(verdict, struck, houses.killed, caller.repeats, time.monotonic() - began)

    async def _campaign(self, caller: Caller, number: int, creators: Sequence[str], outsiders: Sequence[str]) -> None:
        """Invite some, launch, and invite all the others: in two batches that have creators in common."""
        key = f"chaos-{number}"
        made = await caller.change(CREATE, name=f"Chaos {number}", brandName="Lumen", idempotencyKey=f"{key}-create")
        campaign = made["campaign"]["id"]
        self._wanted |= {(local_id("Campaign", campaign), creator) for creator in creators}
        first = await self._invite(caller, campaign, creators[:_FIRST], f"{key}-first")
        while (await caller.ask(BATCH, id=first))["invitationBatch"]["state"] != "DONE":  # noqa: ASYNC110  it is elsewhere
            await asyncio.sleep(0.2)
        await caller.change(LAUNCH, campaignId=campaign, idempotencyKey=f"{key}-launch")
        while (state := (await caller.ask(STATE, id=campaign))["campaign"])["state"] != "ACTIVE":
            if state["state"] == "REJECTED":
                raise RuntimeError(f"rejected: {state['rejection']}")
            await asyncio.sleep(0.2)
        rest = [*outsiders, *creators[_FIRST:]]
        middle, shared = len(rest) // 2, len(rest) // 10
        await self._invite(caller, campaign, rest[: middle + shared], f"{key}-more")
        await self._invite(caller, campaign, rest[middle:], f"{key}-others")

    async def _invite(self, caller: Caller, campaign: str, handles: Sequence[str], key: str) -> str:
        ids = [global_id("Creator", handle) for handle in handles[:_MANY]]
        batch = await caller.change(
            INVITE, campaignId=campaign, creatorIds=ids, message="Hi {display_name}, join us.", idempotencyKey=key
        )
        return str(batch["batch"]["id"])

    async def _rest(self, houses: Houses) -> None:
        """Wait until everything has a verdict."""
        began = told = time.monotonic()
        while open_ := await asyncio.to_thread(self._open):
            now = time.monotonic()
            if now - began > self.plan.patience:
                raise TimeoutError(f"{open_} are still open")
            if now - told > 20:
                told = now
                self.say(f"{open_} open, {houses.killed} kills, {now - began:.0f} s")
            await asyncio.sleep(0.3)

    def _open(self) -> int:
        ((many,),) = rows(
            self.url,
            "SELECT (SELECT count(*) FROM invitations WHERE state IN ('draft', 'sending'))"
            " + (SELECT count(*) FROM effects WHERE state NOT IN ('done', 'failed'))"
            " + (SELECT count(*) FROM invitation_batch_items WHERE state = 'queued')"
            " + (SELECT count(*) FROM invitation_batches WHERE settled_at IS NULL)",
        )
        return int(str(many))

    async def _hear(self) -> None:
        """Wait until every webhook was delivered, and acted on."""
        self.market.option(batch_window=0)
        quiet = 0
        for _ in range(1200):
            waiting = self.market.http.get("/_simulator/webhooks", params={"status": "pending"}).json()["webhooks"]
            ((jobs,),) = await asyncio.to_thread(
                rows,
                self.url,
                "SELECT count(*) FROM procrastinate_jobs"
                " WHERE task_name = 'process_delivery' AND status IN ('todo', 'doing')",
            )
            quiet = 0 if waiting or jobs else quiet + 1
            if quiet == 5:
                return
            await asyncio.sleep(0.3)
        raise TimeoutError("webhooks are still on their way")

    def _subscribe(self, origin: str) -> None:
        """Have TikTok tell us of the answers to invitations."""
        app = self.market.world["apps"]["business"][0]
        body = {
            "app_id": app["app_id"],
            "secret": app["secret"],
            "subscribe_entity": "TCM_INVITATIONS",
            "callback_url": f"{origin}/webhooks/tiktok-business",
            "subscription_detail": {
                "access_token": self.market.token,
                "tto_tcm_account_id": self.market.account,
            },
        }
        answer = self.market.http.post("/business/open_api/v1.3/subscription/subscribe/", json=body).json()
        if answer["code"] != 0:
            raise RuntimeError(f"no subscription: {answer}")

    def _environment(self, port: int) -> dict[str, str]:
        return {
            **self.market.environment(),
            "DATABASE_URL": self.url,
            "CREATORPORT_ENCRYPTION_KEYS": KEY,
            "CREATORPORT_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "CREATORPORT_TIKTOK_TIMEOUT": str(TIMEOUT),
            "CREATORPORT_SETTLE_AFTER": str(self.plan.settle_after),
            "CREATORPORT_TIKTOK_RATE_LEVEL": "ultimate",
            "CREATORPORT_CAPTURE_EVERY": "36000",
        }
