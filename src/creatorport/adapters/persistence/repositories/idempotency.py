from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete, func, update
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.idempotency import purpose
from creatorport.adapters.persistence.rows import IdempotencyRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.errors import ConcurrentChange, IdempotencyConflict
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret


class SqlIdempotency:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault
        self._unkept: set[tuple[WorkspaceId, str]] = set()

    async def claim(self, workspace_id: WorkspaceId, key: str, fingerprint: str) -> str | None:
        claim = IdempotencyRow(workspace_id=workspace_id, key=key, fingerprint=fingerprint)
        if await self._at.insert_missing(claim):
            self._unkept.add((workspace_id, key))
            return None
        known = await self._find(workspace_id, key)
        if known is None:
            # It was there a moment ago: old keys are forgotten, and this one's time came just now.
            raise ConcurrentChange("idempotency key", key, 0)
        if known.fingerprint != fingerprint:
            raise IdempotencyConflict(key)
        return known.outcome

    async def forget_older_than(self, age: timedelta) -> Mapping[WorkspaceId, int]:
        old = col(IdempotencyRow.claimed_at) < func.now() - age
        forgotten = await self._at.execute(
            delete(IdempotencyRow).where(old).returning(col(IdempotencyRow.workspace_id))
        )
        return Counter(WorkspaceId(workspace_id) for workspace_id in forgotten.scalars())

    async def secret(self, workspace_id: WorkspaceId, key: str) -> Secret:
        known = await self._find(workspace_id, key)
        if known is None or known.sealed_secret is None:
            raise LookupError("no secret was kept for this key")
        return self._vault.open(known.sealed_secret, purpose(workspace_id, key))

    async def keep(self, workspace_id: WorkspaceId, key: str, outcome: str, secret: Secret | None = None) -> None:
        sealed = None if secret is None else self._vault.seal(secret, purpose(workspace_id, key))
        statement = (
            update(IdempotencyRow)
            .where(col(IdempotencyRow.workspace_id) == workspace_id, col(IdempotencyRow.key) == key)
            .values(outcome=outcome, sealed_secret=sealed)
            .returning(col(IdempotencyRow.key))
        )
        if (await self._at.execute(statement)).first() is None:
            raise LookupError("an outcome is kept for a key that was never claimed")
        self._unkept.discard((workspace_id, key))

    def check(self) -> None:
        """Refuse a commit that would let a key pass for used without saying what came of it."""
        if self._unkept:
            raise RuntimeError("an idempotency key was claimed, but no outcome was kept for it")

    async def _find(self, workspace_id: WorkspaceId, key: str) -> IdempotencyRow | None:
        return await self._at.row(
            select(IdempotencyRow).where(
                col(IdempotencyRow.workspace_id) == workspace_id, col(IdempotencyRow.key) == key
            )
        )
