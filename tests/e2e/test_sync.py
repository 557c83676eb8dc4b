"""Syncing an account with real processes: after the connect, by hand, over faults, and through a sudden death."""

import asyncio
import signal
from typing import Any

import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import OTHER_CREATOR, connect_account
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

LIST = "/open/v2/video/list/"
RUN = "id trigger state step isWhole calls interruptions videosSeen videosNew videosVanished errorCode"
ACCOUNT = f"""
query ($id: ID!) {{
  tiktokAccount(id: $id) {{
    nextSync
    lastSync {{ {RUN} }}
    videoList(first: 1) {{ totalCount nodes {{ videoId state views {{ value }} cover {{ url }} }} }}
  }}
}}"""
SYNC = """
mutation ($input: SyncTiktokAccountInput!) {
  syncTiktokAccount(input: $input) { run { id } errors { code retryAt } }
}"""
FOLLOW = """
subscription ($id: ID!) {
  syncProgress(accountId: $id) { ... on SyncProgress { cursor run { state step videosSeen } } }
}"""


async def ended(caller: Caller, account_id: str, trigger: str, *, within: float = 30) -> dict[str, Any]:
    """Wait until the newest sync is one of this kind and has ended; return the account."""

    async def probe() -> dict[str, Any] | None:
        account: dict[str, Any] = (await caller.ask(ACCOUNT, id=account_id))["tiktokAccount"]
        last = account["lastSync"]
        return account if last and last["trigger"] == trigger and last["state"] in {"DONE", "FAILED"} else None

    account = await eventually(probe, f"a sync of kind {trigger} has ended", within=within)
    assert account is not None
    return account


def videos_of(stage: Stage, handle: str) -> list[dict[str, Any]]:
    videos: list[dict[str, Any]] = stage.simulator.see(f"world/creators/{handle}")["videos"]
    return videos


async def test_a_connected_account_is_synced_and_again_by_hand_whatever_the_list_does(stage: Stage) -> None:
    creator = stage.caller(role=Role.CREATOR, workspace="synced")
    account_id = await connect_account(stage, creator)
    first = await ended(creator, account_id, "CONNECT")
    run, there = first["lastSync"], first["videoList"]["totalCount"]
    assert (run["state"], run["isWhole"], run["videosNew"]) == ("DONE", True, there)
    assert there > 20
    assert run["calls"] == 1 + -(-there // 20)
    assert first["videoList"]["nodes"][0]["cover"]["url"].startswith("http")
    assert first["nextSync"] is not None

    stage.simulator.arm("empty_middle_page", LIST, count=1)
    await stage.leap(8 * 86_400)  # the complete list is due again
    async with creator.socket() as socket:
        steps = socket.follow(FOLLOW, id=account_id)
        assert (await anext(steps))["syncProgress"]["run"]["state"] in {"DONE", "QUEUED", "RUNNING"}
        asked = await creator.change(SYNC, accountId=account_id)
        assert asked["errors"] == []
        states: list[str] = []
        while not states or states[-1] not in {"DONE", "FAILED"}:
            states.append((await asyncio.wait_for(anext(steps), 30))["syncProgress"]["run"]["state"])
    assert states[-1] == "DONE"
    stage.simulator.disarm()
    again = await creator.change(SYNC, accountId=account_id)
    assert [error["code"] for error in again["errors"]] == ["SYNC_TOO_SOON"]


async def test_a_sync_whose_gateway_dies_goes_on_and_ends_with_the_complete_list(stage: Stage) -> None:
    creator = stage.caller(role=Role.CREATOR, workspace="survivor")
    stage.simulator.arm("slow_answer", LIST, options={"seconds": 1.5})
    account_id = await connect_account(stage, creator, OTHER_CREATOR)

    async def walking() -> bool:
        last = (await creator.ask(ACCOUNT, id=account_id))["tiktokAccount"]["lastSync"]
        return bool(last and last["step"] == "WALK" and last["videosSeen"] >= 20)

    await eventually(walking, "the first page is read")
    program = stage.gateway.program
    assert program is not None
    assert await asyncio.to_thread(program.stop, signal.SIGKILL) == -signal.SIGKILL
    stage.simulator.disarm()
    await asyncio.to_thread(stage.gateway.start)
    # The dead gateway's job is taken over once it was silent for long enough.
    account = await ended(creator, account_id, "CONNECT", within=120)
    run = account["lastSync"]
    assert (run["state"], run["videosSeen"]) == ("DONE", account["videoList"]["totalCount"])
    assert run["interruptions"] >= 1
    assert account["videoList"]["totalCount"] >= len(videos_of(stage, OTHER_CREATOR)) > 20
