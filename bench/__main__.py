"""Runs every benchmark once, side by side, and prints the table. Stops by itself, within 90 seconds."""

import argparse
import asyncio
import json
import resource
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import orjson

from bench.fanout import SUBSCRIBERS, audience
from bench.load import CONNECTIONS, Load, Target, answer, load
from bench.processes import free_port, module, ready
from bench.report import Figure, table
from bench.webhooks import webhooks
from bench.world import ALONE, NESTED, OWNER, SHARED, World, populated

ROUNDS = 5
STRETCH = 1.5
EVENTS = {SHARED: 60, ALONE: 10}
ENOUGH = 65.0
LONGEST = 90.0
_FILES = 4096


async def run(folder: Path, log: IO[bytes]) -> list[Figure]:
    """Raises TimeoutError when it would take longer than `LONGEST`, and RuntimeError when a process fails."""
    began = time.monotonic()
    async with asyncio.timeout(LONGEST), populated(folder) as world:
        with ExitStack() as stack:
            bare_port, port = free_port(), free_port()
            bare = stack.enter_context(module("bench.bare", str(bare_port), world.url, log=log))
            arguments = ("creatorport", "serve", "--port", str(port))
            gateway = stack.enter_context(module(*arguments, log=log, settings=world.environment()))
            await ready(bare, bare_port)
            await ready(gateway, port)
            queries = await _queries(world, port, bare_port)
            hooks = await _webhooks(port)
            listeners = stack.enter_context(audience(world, log))
            await listeners.gather(port)
            heard: dict[str, list[float]] = {SHARED: [], ALONE: []}
            for _ in range(ROUNDS):
                if time.monotonic() - began > ENOUGH:  # a busy machine gives fewer rounds
                    break
                for campaign in (SHARED, ALONE):
                    heard[campaign].append(await listeners.deliver(campaign, EVENTS[campaign]))
            return [
                *queries,
                *hooks,
                _figure(f"{SUBSCRIBERS} subscribers that ask for the same", "deliveries/s", heard[SHARED]),
                _figure(f"{SUBSCRIBERS} subscribers that differ in a variable", "deliveries/s", heard[ALONE]),
            ]


async def _queries(world: World, port: int, bare_port: int) -> list[Figure]:
    gateway = Target(
        "the gateway",
        port,
        "/graphql",
        {"query": NESTED, "variables": {"id": world.campaign}},
        {"Authorization": f"Bearer {world.token()}"},
    )
    bare = Target("the bare route", bare_port, "/campaign", {"workspace": OWNER.workspace_id, "campaign": SHARED}, {})
    if orjson.loads(await answer(gateway)) != orjson.loads(await answer(bare)):
        raise RuntimeError("the gateway and the bare route do not answer the same")
    for target in (gateway, bare):
        await load(target, 1.0)  # connections, caches, prepared statements
    ours: list[Load] = []
    theirs: list[Load] = []
    for _ in range(ROUNDS):
        ours.append(await load(gateway, STRETCH))
        theirs.append(await load(bare, STRETCH))
    return [
        _figure("nested query, gateway", "requests/s", [one.per_second for one in ours]),
        _figure("nested query, bare route", "requests/s", [one.per_second for one in theirs]),
        _figure(
            "nested query, bare to gateway",
            "times",
            [there.per_second / here.per_second for here, there in zip(ours, theirs, strict=True)],
        ),
        _figure(f"latency of {CONNECTIONS} at once, gateway", "ms", [one.median for one in ours]),
        _figure(f"latency of {CONNECTIONS} at once, bare route", "ms", [one.median for one in theirs]),
        _figure("latency of the slowest 1 %, gateway", "ms", [one.p99 for one in ours]),
        _figure("latency of the slowest 1 %, bare route", "ms", [one.p99 for one in theirs]),
    ]


async def _webhooks(port: int) -> list[Figure]:
    rounds = [await webhooks(port, STRETCH) for _ in range(ROUNDS)]
    return [
        _figure(f"webhook to its answer, {CONNECTIONS} at once", "ms", [one.median for one in rounds]),
        _figure("webhook to its answer, slowest 1 %", "ms", [one.p99 for one in rounds]),
    ]


def _figure(what: str, unit: str, rounds: list[float]) -> Figure:
    return Figure(what, unit, tuple(rounds))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard), hard))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="creatorport-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL, as another user where we are root, must get through
        log_path = Path(folder) / "log"
        with log_path.open("wb") as log:
            try:
                figures = asyncio.run(run(Path(folder), log))
            except BaseException:
                print(log_path.read_text(errors="replace")[-3000:], file=sys.stderr)
                raise
    print(table(figures))
    print(f"\nIn {time.monotonic() - began:.0f} s")
    if wanted.json:
        wanted.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
