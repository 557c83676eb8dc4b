"""Idempotency keys: the same key and request give the same result, and happen once."""

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.effect import Json
from creatorport.domain.secret import Secret
from creatorport.domain.texts import maybe_text
from creatorport.domain.workspace import Member

KEY_MAX = 128


class Repeatable(Protocol):
    """A frozen command that carries who asks, and perhaps a key."""

    @property
    def member(self) -> Member: ...
    @property
    def idempotency_key(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Once:
    """The claim of one command on its key, within one unit of work."""

    uow: UnitOfWork
    command: Repeatable

    async def earlier(self) -> Json:
        """Return what came of this very command before, or None when it is new.

        Raises InvalidValue, IdempotencyConflict.
        """
        key = self._key
        if key is None:
            return None
        kept = await self.uow.idempotency.claim(self.command.member.workspace_id, key, _fingerprint(self.command))
        outcome: Json = None if kept is None else json.loads(kept)
        return outcome

    async def earlier_secret(self) -> Secret:
        """Return the secret that was kept beside what `earlier` returned. Raises LookupError, VaultError."""
        return await self.uow.idempotency.secret(self.command.member.workspace_id, self._key or "")

    async def keep(self, outcome: Json, secret: Secret | None = None) -> None:
        """Keep what came of the command, to be returned to its repeats; what nobody else may read of it, sealed."""
        key = self._key
        if key is not None:
            await self.uow.idempotency.keep(self.command.member.workspace_id, key, json.dumps(outcome), secret)

    @property
    def _key(self) -> str | None:
        return maybe_text(self.command.idempotency_key, "idempotencyKey", KEY_MAX)


def _fingerprint(command: Repeatable) -> str:
    # A frozen dataclass prints its type and every field, so equal requests of one member print alike.
    return hashlib.sha256(repr(command).encode()).hexdigest()
