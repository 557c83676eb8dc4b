"""Two processes that have loaded everything once; whoever is started from one is a copy of it, spared the loading.

`python -m tests.copies.source PROGRAMS TESTS ARGUMENTS…` answers on two listening sockets, given by their numbers. The
one process has loaded our programs; the other has collected the tests that these arguments of pytest select, so that
each process that shares them finds them loaded. They live until the standard input ends, and nobody survives them.
"""

import gc
import importlib
import os
import runpy
import socket
import sys

from tests.copies.serving import Order, serve


def main(programs: int, tests: int, arguments: list[str]) -> None:
    """Return when all is over; in a copy, when it has ended as what it became."""
    gc.disable()  # nothing becomes garbage meanwhile
    collects = bool(arguments) and os.fork() == 0
    if collects:
        importlib.import_module("tests.copies.collected").load(arguments)
    else:
        importlib.import_module("tests.copies.programs").load()
    gc.freeze()
    gc.enable()
    order = serve(socket.socket(fileno=tests if collects else programs))
    if order is not None:
        become(order)


def become(order: Order) -> None:
    """Run what was ordered, as Python itself does for `-m` and `-c`."""
    os.environ.clear()
    os.environ.update(order.environment)
    if order.folder:
        os.chdir(order.folder)
    sys.stdin = os.fdopen(0, closefd=False)
    first, *arguments = order.arguments
    if first == "-c":
        code, *sys.argv[1:] = arguments
        exec(code, {"__name__": "__main__"})  # noqa: S102  it is what Python does with it
    else:
        sys.argv = [first, *arguments]
        runpy.run_module(first, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
