"""A client that insists: it asks one gateway, then the other, under the same key, until one of them answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from pydantic import SecretStr

from creatorport.adapters.cli import tokens
from creatorport.adapters.settings.settings import Settings
from tests.e2e.crash.places import KEY
from tests.e2e.crash.story import MANAGER

_PATIENCE = 300


@dataclass(slots=True)
class Caller:
    """Speaks the graph to several addresses of one gateway. `repeats` counts the requests that got no answer."""

    origins: Sequence[str]
    http: httpx.AsyncClient
    repeats: int = 0
    _token: str = field(init=False)

    def __post_init__(self) -> None:
        self._token = tokens.issue(Settings(encryption_keys=SecretStr(KEY)), MANAGER, timedelta(hours=4))

    async def change(self, document: str, **given: Any) -> dict[str, Any]:
        """Return the only field of a mutation's answer. Raises RuntimeError for a refusal."""
        (payload,) = (await self.ask(document, input=given)).values()
        if payload["errors"]:
            raise RuntimeError(f"refused: {payload['errors']}")
        found: dict[str, Any] = payload
        return found

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the data. Raises RuntimeError for errors, and TimeoutError when nobody ever answers."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                for origin in self.origins:
                    answer = await self._try(origin, document, variables)
                    if answer is not None:
                        return answer
                    self.repeats += 1
                await asyncio.sleep(0.1)

    async def _try(self, origin: str, document: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        body = {"query": document, "variables": variables}
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            response = await self.http.post(f"{origin}/graphql", json=body, headers=headers)
            answer = response.json()
        except (httpx.TransportError, ValueError):
            return None
        codes = [error.get("extensions", {}).get("code") for error in answer.get("errors", ())]
        if {"STORAGE_UNAVAILABLE", "INTERNAL"} & set(codes):
            return None
        if codes:
            raise RuntimeError(f"refused: {answer['errors']}")
        found: dict[str, Any] = answer["data"]
        return found
