"""Many subscribers in one process: `python -m bench.subscribers`, steered over its pipes, one JSON line at a time.

The first line in says where, as whom, and to what they subscribe; the answer comes when each has its first message.
Each further line names a group and a number of messages; the answer comes when each of that group has got so many more.
The process ends with its input.
"""

import asyncio
import base64
import os
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
from typing_extensions import override

_TEXT, _CLOSE, _PING = 1, 8, 9
_AT_ONCE = 25


@dataclass
class Group:
    """Subscribers of one campaign."""

    size: int
    arrived: int = 0
    last: float = 0.0
    wanted: int = 0
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self) -> None:
        self.arrived += 1
        self.last = time.time()
        if self.arrived >= self.wanted:
            self.enough.set()

    async def heard(self, messages: int) -> None:
        """Wait until so many messages have come, to all together."""
        self.wanted = messages
        if self.arrived < messages:
            self.enough.clear()
            await self.enough.wait()


class Subscriber(asyncio.Protocol):
    """One WebSocket. Frames are counted, and not decoded: the measured side is the server's."""

    def __init__(self, where: dict[str, Any], group: Group, variables: dict[str, Any]) -> None:
        self._where = where
        self._group = group
        self._variables = variables
        self._buffer = bytearray()
        self._open = False

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:{self._where['port']}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode()
        )

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open:
            if b"\r\n\r\n" not in self._buffer:
                return
            head, _, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if b" 101 " not in head:
                sys.exit(f"no WebSocket: {head!r}")
            self._buffer, self._open = bytearray(rest), True
            token = {"Authorization": f"Bearer {self._where['token']}"}
            self._say({"type": "connection_init", "payload": token})
        self._frames()

    def _frames(self) -> None:
        buffer, at = self._buffer, 0
        while len(buffer) - at >= 2:
            length, start = buffer[at + 1], at + 2
            if length == 126:
                length, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            if len(buffer) < start + length:
                break
            self._frame(buffer[at] & 15, buffer, start, start + length)
            at = start + length
        del buffer[:at]

    def _frame(self, opcode: int, buffer: bytearray, start: int, end: int) -> None:
        if opcode == _TEXT and buffer.startswith(b'{"id":"1","type":"next","payload":{"data":{', start):
            self._group.hear()
        elif opcode == _TEXT and buffer.startswith(b'{"type":"connection_ack"', start):
            asked = {"query": self._where["document"], "variables": self._variables}
            self._say({"id": "1", "type": "subscribe", "payload": asked})
        elif opcode == _PING:
            self._send(0x8A, bytes(buffer[start:end]))
        else:
            sys.exit(f"unexpected: {opcode} {bytes(buffer[start:end])!r}")

    def _say(self, message: object) -> None:
        self._send(0x81, orjson.dumps(message))

    def _send(self, first: int, content: bytes) -> None:
        size = len(content)
        head = bytes([first, 0x80 | size]) if size < 126 else bytes([first, 0xFE]) + size.to_bytes(2, "big")
        self._transport.write(head + bytes(4) + content)  # a mask of zeros changes nothing, and is allowed


async def main() -> None:
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    where = orjson.loads(await lines.readline())
    groups: dict[str, Group] = {}
    heard: dict[str, int] = {}
    for asked in where["groups"]:
        group = groups[asked["name"]] = Group(asked["size"])
        heard[asked["name"]] = asked["size"]
        for number in range(asked["size"]):
            variables = {"id": asked["campaign"], **({"own": f"{os.getpid()}-{number}"} if asked["different"] else {})}
            one = partial(Subscriber, where, group, variables)
            await loop.create_connection(one, "127.0.0.1", where["port"])
            # Few at a time: who waits too long in a crowd to be let in is sent away.
            await group.heard(number + 1 - _AT_ONCE)
        await group.heard(group.size)
    _tell({"ready": True})
    while line := await lines.readline():
        asked = orjson.loads(line)
        name = asked["group"]
        heard[name] += asked["messages"] * groups[name].size
        await groups[name].heard(heard[name])
        _tell({"last": groups[name].last})


def _tell(message: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(message) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asyncio.run(main())
