"""Two gateways and two workers on one database: work is done once, and everybody hears of it."""

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import pytest

from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.gateway import Gateway
from tests.e2e.stage.journey import MESSAGE, campaign_of, connected_brand, discovered, launched
from tests.e2e.stage.processes import Program, nothing_left, start
from tests.e2e.stage.stage import Stage, temporary_folder
from tests.e2e.stage.waiting import eventually, soon

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("two processes")]


@dataclass(frozen=True, slots=True)
class Deployment:
    """A stage with another gateway beside its own, and workers apart from both."""

    stage: Stage
    second: Gateway
    workers: tuple[Program, Program]


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with temporary_folder() as folder:
        stage = Stage(folder, {"CREATORPORT_RUN_WORKER": "false"})
        programs: list[Program] = []
        try:
            stage.start()
            own = stage.gateway.environment
            second = Gateway("second", folder / "gateway", {})
            second.environment = {**own, "CREATORPORT_PORT": str(second.port)}
            logs = [folder / "gateway" / f"worker-{name}.log" for name in ("one", "two")]
            programs.extend(start(log, ["creatorport", "worker"], own) for log in logs)
            second.start()
            for program in programs:
                soon(lambda program=program: tells(program, "working"), "the worker works", within=120)  # type: ignore[misc]  # mypy cannot type a default here
            yield Deployment(stage, second, (programs[0], programs[1]))
            assert [program.stop() for program in [*programs, *([second.program] if second.program else [])]] == [
                0,
                0,
                0,
            ]
        finally:
            for program in programs:
                program.popen.kill()
            if second.program is not None:
                second.program.popen.kill()
            stage.stop()
        assert nothing_left(folder)


def tells(program: Program, event: str) -> int:
    assert program.alive, program.text()[-3000:]
    return sum(1 for line in program.lines() if line["event"] == event)


async def test_two_workers_send_each_invitation_once_and_the_other_gateway_tells_live(deployment: Deployment) -> None:
    stage = deployment.stage
    here = await connected_brand(stage)
    there = Caller(deployment.second, here.token)
    creators = await discovered(here, 20)
    campaign_id = await launched(here, creators[:10], name="Together")
    invited = await there.change(
        documents.INVITE,
        campaignId=campaign_id,
        creatorIds=[creator["id"] for creator in creators[10:]],
        message=MESSAGE,
    )
    assert (len(invited["invitations"]), invited["errors"]) == (10, [])

    async def all_sent() -> list[dict[str, Any]] | None:
        nodes: list[dict[str, Any]] = (await campaign_of(here, campaign_id))["invitations"]["nodes"]
        return nodes if all(node["sentAt"] for node in nodes) else None

    nodes = await eventually(all_sent, "all invitations are sent", within=60)
    assert nodes is not None
    sent = [entry["handle_name"] for entry in stage.simulator.ledger("invitation_sent")]
    assert sorted(sent) == sorted(node["creator"]["handle"] for node in nodes)
    assert len(sent) == len(set(sent)) == 20
    assert len(stage.simulator.ledger("campaign_created")) == 1
    assert stage.gateway.program is not None
    assert deployment.second.program is not None
    assert [tells(gateway, "the job is done") for gateway in (stage.gateway.program, deployment.second.program)] == [
        0,
        0,
    ]
    assert all(tells(worker, "the job is done") for worker in deployment.workers)

    # One worker goes; the other goes on, and the second gateway tells of what it captured.
    assert deployment.workers[0].stop() == 0
    async with there.socket() as socket, aclosing(socket.follow(documents.LIVE, id=campaign_id)) as updates:
        assert (await anext(updates))["campaignPerformance"]["totals"]["posts"] >= 0
        stage.simulator.advance(7200)

        async def told() -> bool:
            stage.simulator.advance(3600)
            message = (await anext(updates))["campaignPerformance"]
            return bool(message["totals"]["posts"] and message["totals"]["views"]["value"])

        await eventually(told, "the second gateway tells of a post", within=60)
    both = [(await campaign_of(caller, campaign_id))["invitations"]["nodes"] for caller in (here, there)]
    assert [node["id"] for node in both[0]] == [node["id"] for node in both[1]]
