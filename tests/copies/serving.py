"""How a process is copied on demand: one thread, one loop, no lock that a copy could find held by nobody.

Whoever wants copies connects, and sends orders as JSON objects, one per line; of every copy's end they are told on the
same connection. When it is closed, their copies are killed.
"""

import contextlib
import json
import os
import select
import signal
import socket
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_TURN = 0.02


@dataclass(frozen=True, slots=True)
class Order:
    """What a copy is to become: a module, or code behind `-c`, and its arguments.

    Its output is appended to the files `out` and `err`; without, it speaks by the descriptors that came along.
    """

    name: str
    arguments: list[str]
    environment: dict[str, str]
    out: str = ""
    err: str = ""
    folder: str = ""


@dataclass(slots=True)
class Client:
    """One connection, and the copies that were ordered on it."""

    connection: socket.socket
    children: dict[int, str] = field(default_factory=dict)
    standard: list[int] = field(default_factory=list)
    rest: bytes = b""

    def orders(self) -> Iterator[dict[str, Any]] | None:
        """What has come since; None if nothing will come any more."""
        read, standard, _, _ = socket.recv_fds(self.connection, 65536, 3)
        self.standard += standard
        if not read:
            return None
        *lines, self.rest = (self.rest + read).split(b"\n")
        return map(json.loads, lines)

    def signal(self, name: str, number: int) -> None:
        # Only here is it known whether a number is still that child's.
        for pid, known in self.children.items():
            if known == name:
                os.kill(pid, number)

    def bury(self) -> None:
        for pid in list(self.children):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                self.say({"name": self.children.pop(pid), "ended": os.waitstatus_to_exitcode(status)})

    def say(self, fact: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # whoever wanted to know may have gone, which is seen where orders are read
            self.connection.sendall(json.dumps(fact).encode() + b"\n")

    def end(self) -> None:
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)
        for pid in self.children:
            os.waitpid(pid, 0)
        self.connection.close()


def serve(listener: socket.socket) -> Order | None:
    """Return in a copy with its order, and with nothing when the standard input has ended."""
    clients: dict[int, Client] = {}
    while True:
        ready: list[int] = select.select([0, listener.fileno(), *clients], [], [], _TURN)[0]
        if 0 in ready:
            break
        if listener.fileno() in ready:
            connection, _ = listener.accept()
            clients[connection.fileno()] = Client(connection)
        for number in clients.keys() & ready:
            wanted = clients[number].orders()
            if wanted is None:
                clients.pop(number).end()
            elif (order := _obey(clients[number], wanted)) is not None:
                for inherited in (listener, *(client.connection for client in clients.values())):
                    inherited.close()
                return order
        for client in clients.values():
            client.bury()
    for client in clients.values():
        client.end()
    return None


def _obey(client: Client, wanted: Iterable[dict[str, Any]]) -> Order | None:
    """Return in a copy with its order."""
    for one in wanted:
        if "signal" in one:
            client.signal(one["name"], one["signal"])
            continue
        order = Order(**one)
        pid = os.fork()
        if pid == 0:
            _take_over(order, client.standard)
            return order
        client.children[pid] = order.name
        while client.standard:
            os.close(client.standard.pop())
    return None


def _take_over(order: Order, standard: Sequence[int]) -> None:
    """Make the output that was given the copy's own."""
    if order.out:
        os.setsid()
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        nothing = os.open(os.devnull, os.O_RDONLY)
        standard = [nothing, *(os.open(name, flags, 0o644) for name in (order.out, order.err))]
    for number, given in enumerate(standard):
        os.dup2(given, number)
        os.close(given)
