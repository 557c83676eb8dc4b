from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.connect_attempts import from_row, to_row
from creatorport.adapters.persistence.rows import ConnectAttemptRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.connecting import ConnectAttempt
from creatorport.domain.errors import StateUnknown


class SqlConnectAttempts:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def add(self, attempt: ConnectAttempt) -> None:
        await self._at.execute(insert(ConnectAttemptRow).values(columns(to_row(attempt, self._vault))))

    async def save(self, attempt: ConnectAttempt) -> None:
        await self._at.execute(
            update(ConnectAttemptRow)
            .where(col(ConnectAttemptRow.state_hash) == attempt.state_hash)
            .values(columns(to_row(attempt, self._vault)))
        )

    async def lock(self, state_hash: str) -> ConnectAttempt:
        row = await self._at.row(
            select(ConnectAttemptRow).where(col(ConnectAttemptRow.state_hash) == state_hash).with_for_update()
        )
        if row is None:
            raise StateUnknown
        return from_row(row, self._vault)

    async def forget_before(self, instant: datetime) -> int:
        statement = delete(ConnectAttemptRow).where(col(ConnectAttemptRow.started_at) < instant)
        gone = await self._at.execute(statement.returning(col(ConnectAttemptRow.state_hash)))
        return len(gone.all())
