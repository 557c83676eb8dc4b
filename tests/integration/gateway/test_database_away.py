"""The database goes away under a serving gateway, and comes back: everybody is told, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest

from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller, Socket
from tests.e2e.stage.gateway import ENCRYPTION_KEYS
from tests.e2e.stage.journey import (
    campaign_of,
    connected_brand,
    counted,
    discovered,
    drafted,
    until_active,
)
from tests.e2e.stage.processes import run
from tests.e2e.stage.stage import Stage, temporary_folder
from tests.e2e.stage.waiting import eventually, soon

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("database away")]

CREATE = "/business/open_api/v1.3/tto/tcm/campaign/create/"

UNANSWERED = (
    "The database does not answer; see whether PostgreSQL runs where DATABASE_URL says, and lets us in: "
    "we connect again by ourselves"
)


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A stage whose gateway is given a PostgreSQL server that the test can stop."""

    stage: Stage
    server: EmbeddedPostgres


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    with temporary_folder() as folder:
        server = EmbeddedPostgres(folder / "postgres")
        database = {"DATABASE_URL": server.start(), "CREATORPORT_ENCRYPTION_KEYS": ENCRYPTION_KEYS}
        stage = Stage(folder, {**database, "CREATORPORT_TIKTOK_TIMEOUT": "4", "CREATORPORT_SETTLE_AFTER": "5"})
        try:
            migrated = run(["creatorport", "migrate"], database)
            assert (migrated.returncode, migrated.stdout) == (0, "The database's schema is current.\n")
            stage.start()
            yield OwnServer(stage, server)
        finally:
            stage.stop()
            server.stop()


async def ready(stage: Stage) -> httpx.Response:
    async with stage.gateway.recording.client() as http:
        return await http.get(f"{stage.gateway.url}/readyz")


async def test_while_the_database_is_away_everyone_is_told_and_afterwards_nothing_is_lost(own: OwnServer) -> None:
    stage = own.stage
    brand = await connected_brand(stage)
    campaign_id = await drafted(brand, await discovered(brand, 10), "Interrupted")
    async with brand.socket() as socket:
        following = socket.follow(documents.LIVE, id=campaign_id)
        assert (await anext(following))["campaignPerformance"]["totals"]["posts"] == 0
        # TikTok takes its time, so that the answer finds no database.
        stage.simulator.arm("slow_answer", CREATE, count=1, options={"seconds": 2.5})
        payload = await brand.change(documents.LAUNCH, campaignId=campaign_id)
        assert (payload["campaign"]["state"], payload["errors"]) == ("SUBMITTING", [])
        soon(lambda: stage.simulator.ledger("campaign_created"), "TikTok has created the campaign")
        own.server.stop()
        await everyone_is_told(stage, brand)
        soon(lambda: answered(stage), "TikTok's answer has come, and there is nowhere to write it down")
        assert own.server.start() == stage.gateway.environment["DATABASE_URL"]
        await everything_goes_on(stage, brand, campaign_id)
        await the_subscription_has_lasted(stage, socket, campaign_id)


def answered(stage: Stage) -> bool:
    """Whether the gateway has what came of the call that creates the campaign."""
    assert stage.gateway.program is not None
    return any(line.get("endpoint") == "tto.campaign.create" for line in stage.gateway.program.lines())


async def everyone_is_told(stage: Stage, brand: Caller) -> None:
    async def unready() -> httpx.Response | None:
        answer = await ready(stage)
        return answer if answer.status_code == 503 and answer.json()["checks"]["live"] != "ok" else None

    answer = await eventually(unready, "the gateway says that it is not ready")
    assert answer is not None
    checks = answer.json()["checks"]
    assert answer.json()["ready"] is False
    assert [checks[name] for name in ("database", "schema", "webhooks")] == [UNANSWERED] * 3
    assert checks["live"] == "not listening for live events; reconnecting"
    async with stage.gateway.recording.client() as http:
        assert (await http.get(f"{stage.gateway.url}/healthz")).status_code == 200

        request_id = uuid4().hex
        [error] = await brand.refused("{ campaigns { totalCount } }", request_id=request_id)
        assert error["extensions"] == {
            "code": "STORAGE_UNAVAILABLE", "requestId": request_id, "fixableBy": "OPERATOR",
        }  # fmt: skip
        lines = await stage.gateway.told_of(request_id)
        assert [line["status"] for line in lines if line["event"] == "request"] == [503]
        [fault] = [line for line in lines if line["event"] == "graphql fault"]
        assert (fault["reason"], "exception" in fault) == ("StorageUnavailable: The database does not answer.", False)
        assert "connection to server on socket" in fault["cause"]

        returned = await http.get(f"{stage.gateway.url}/oauth/tiktok/callback", params={"state": "some", "code": "one"})
        assert returned.status_code == 503
        assert returned.json()["error"]["code"] == "STORAGE_UNAVAILABLE"
        assert returned.json()["error"]["requestId"] == returned.headers["x-request-id"]


async def everything_goes_on(stage: Stage, brand: Caller, campaign_id: str) -> None:
    soon(stage.gateway.is_ready, "the gateway is ready again")
    # What TikTok did while nobody could write it down is found out, not done again.
    await until_active(brand, campaign_id, within=100)

    async def all_sent() -> bool:
        return set(counted(await campaign_of(brand, campaign_id))) <= {"SENT", "VIEWED", "ACCEPTED", "DECLINED"}

    await eventually(all_sent, "every invitation is sent", within=60)
    assert len(stage.simulator.ledger("campaign_created")) == 1
    sent = [entry["handle_name"] for entry in stage.simulator.ledger("invitation_sent")]
    assert len(sent) == len(set(sent)) == 10
    another = await drafted(brand, await discovered(brand, 2), "Afterwards")
    assert (await campaign_of(brand, another))["state"] == "DRAFT"


async def the_subscription_has_lasted(stage: Stage, socket: Socket, campaign_id: str) -> None:
    """The socket that was open all the time is still good, and hears what happens now."""
    following = socket.follow(documents.LIVE, id=campaign_id)
    await anext(following)
    stage.simulator.advance(7200)

    async def measured() -> bool:
        stage.simulator.advance(3600)
        message = (await anext(following))["campaignPerformance"]
        return bool(message["totals"]["posts"])

    await eventually(measured, "a linked post is told")


def test_a_gateway_stops_in_time_although_its_database_is_away(own: OwnServer) -> None:
    # A capture is under way each second: its end cannot be written down.
    own.server.stop()
    try:
        assert own.stage.gateway.stop() == 0
    finally:
        own.server.start()
