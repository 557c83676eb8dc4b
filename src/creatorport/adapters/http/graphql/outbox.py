"""What waits to be sent to one peer: bounded, so that a peer that does not read costs a known amount of memory."""

import asyncio
from collections import deque


class Outbox:
    """A queue of text between many senders and the one task that writes to the peer."""

    def __init__(self, messages: int, characters: int) -> None:
        self._most_messages = messages
        self._most_characters = characters
        self._waiting: deque[str] = deque()
        self._characters = 0
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()

    def offer(self, message: str) -> bool:
        """Queue a message now. False, and nothing queued, if there is no room; one message always has room."""
        full = len(self._waiting) >= self._most_messages or self._characters + len(message) > self._most_characters
        if full and self._waiting:
            return False
        self._waiting.append(message)
        self._characters += len(message)
        self._arrived.set()
        return True

    async def put(self, message: str) -> None:
        """Queue a message as soon as there is room."""
        while not self.offer(message):
            self._room.clear()
            await self._room.wait()

    async def take(self) -> str:
        """The oldest message, as soon as there is one. Only one task may take."""
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        message = self._waiting.popleft()
        self._characters -= len(message)
        self._room.set()
        return message
