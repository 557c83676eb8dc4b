"""Everything that the gateway said, kept so that it can be searched for what it must never say."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.secrecy.plugin import SCANNER


@dataclass(slots=True)
class Recording:
    """Answers of one gateway's port, headers included. What others answered on the way there is left out."""

    port: int
    answers: list[str] = field(default_factory=list)

    async def hear(self, response: httpx.Response) -> None:
        """To be called for each response of a client."""
        if response.request.url.port == self.port:
            await response.aread()
            self.note(f"{response.status_code} {response.headers!r}\n{response.text}")

    def note(self, message: Any) -> None:
        """Keep what came by a WebSocket or an event stream."""
        text = message if isinstance(message, str) else json.dumps(message)
        self.answers.append(text)
        SCANNER.hear("an answer of the gateway", text)

    def client(self, **options: Any) -> httpx.AsyncClient:
        """An HTTP client whose answers are kept."""
        return httpx.AsyncClient(timeout=30, trust_env=False, event_hooks={"response": [self.hear]}, **options)
