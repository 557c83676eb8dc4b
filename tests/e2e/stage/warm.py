"""A process that has loaded everything once; each program that it starts is a copy of it, spared the loading.

It reads orders from its standard input, one JSON object per line, and tells of every end on its standard output. A copy
takes over the arguments, the environment and the output that it is given, and runs its module as `python -m` does.
"""

import gc
import importlib
import json
import os
import runpy
import select
import signal
import sys
from typing import Any

from tiktok_simulator.settings import EPOCH
from tiktok_simulator.world import World

SEED = 7
"""Of the world that most simulators here show: it is made once."""

_TURN = 0.01
_LOADED = (
    "creatorport.adapters.cli.app", "creatorport.container.lifecycle", "creatorport.graphql.schema",
    "tiktok_simulator.cli", "tiktok_simulator.server",
)  # fmt: skip


def main() -> None:
    """Serve until the standard input ends; then nobody of ours is left. A copy goes on as its program."""
    gc.disable()  # nothing becomes garbage meanwhile
    for module in _LOADED:
        importlib.import_module(module)
    World(SEED, EPOCH)
    gc.freeze()
    gc.enable()
    _say({"ready": True})
    order = _serve()
    if order is not None:
        _become(order)


def _serve() -> dict[str, Any] | None:
    """Return in a copy with its order, and at the end with nothing."""
    children: dict[int, str] = {}
    rest = b""
    while True:
        if select.select([0], [], [], _TURN)[0]:
            read = os.read(0, 65536)
            if not read:
                break
            *orders, rest = (rest + read).split(b"\n")
            for order in map(json.loads, orders):
                if "signal" in order:
                    _signal(children, order["name"], order["signal"])
                elif (pid := os.fork()) == 0:
                    return dict(order)
                else:
                    children[pid] = order["name"]
        for pid in list(children):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                _say({"name": children.pop(pid), "ended": os.waitstatus_to_exitcode(status)})
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    return None


def _signal(children: dict[int, str], name: str, number: int) -> None:
    # Only here is it known whether a number is still that child's.
    for pid, known in children.items():
        if known == name:
            os.kill(pid, number)


def _become(order: dict[str, Any]) -> None:
    os.setsid()
    for standard, name in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), standard)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(order["environment"])
    if order["folder"]:
        os.chdir(order["folder"])
    module, *arguments = order["arguments"]
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _say(fact: dict[str, Any]) -> None:
    os.write(1, json.dumps(fact).encode() + b"\n")


if __name__ == "__main__":
    main()
