"""Processes by the dozen: this one has loaded the gateway once, and each of its children is a copy that lives a life.

It reads orders from its standard input, one JSON object per line, and tells of every end on its standard output.
"""

import asyncio
import contextlib
import gc
import json
import os
import select
import signal
import sys
import traceback
from typing import Any

import httpx
from sqlalchemy.orm import configure_mappers

from creatorport.adapters.observability import logs
from creatorport.adapters.settings.loading import load
from tests.e2e.crash.gateway import Life, live

_TURN = 0.02


def main() -> None:
    """Serve until the standard input ends; then nobody of ours is left."""
    asyncio.run(_warm_up())
    gc.freeze()
    _say({"ready": True})
    children: dict[int, str] = {}
    rest = b""
    try:
        while True:
            if select.select([0], [], [], _TURN)[0]:
                read = os.read(0, 65536)
                if not read:
                    return
                *orders, rest = (rest + read).split(b"\n")
                for order in orders:
                    _obey(json.loads(order), children)
            _bury(children)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)


async def _warm_up() -> None:
    """Load once what would otherwise be loaded in each life on its first use."""
    configure_mappers()
    with contextlib.suppress(httpx.ConnectError):
        async with httpx.AsyncClient(timeout=30) as client:
            await client.get("http://127.0.0.1:1/")


def _obey(order: dict[str, Any], children: dict[int, str]) -> None:
    if "signal" in order:
        for pid, name in children.items():
            if name == order["name"]:
                os.kill(pid, order["signal"])
        return
    pid = os.fork()
    if pid == 0:
        _live(order)
    children[pid] = order["name"]


def _bury(children: dict[int, str]) -> None:
    for pid in list(children):
        gone, status = os.waitpid(pid, os.WNOHANG)
        if gone:
            _say({"name": children.pop(pid), "ended": os.waitstatus_to_exitcode(status)})


def _live(order: dict[str, Any]) -> None:
    code = 1
    try:
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for standard in (1, 2):
            os.dup2(log, standard)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(order["environment"])
        logs.configure(level="INFO", as_json=True)
        asyncio.run(live(load(for_tiktok=True), Life(**order["life"])))
        code = 0
    except BaseException:  # noqa: BLE001  whatever it was, it belongs into this child's log, and ends this child alone
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _say(fact: dict[str, Any]) -> None:
    os.write(1, json.dumps(fact).encode() + b"\n")


if __name__ == "__main__":
    main()
