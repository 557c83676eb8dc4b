from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.sparks import from_row, to_row
from creatorport.adapters.persistence.rows import SparkRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.ids import PostId, WorkspaceId
from creatorport.domain.spark import SparkAuthorization
from creatorport.domain.spark_states import SparkState


class SqlSparks:
    def __init__(self, transaction: Transaction, vault: TokenVault) -> None:
        self._at = transaction
        self._vault = vault

    async def add(self, spark: SparkAuthorization) -> None:
        await self._at.insert("spark", spark, to_row(spark, self._vault))

    async def save(self, spark: SparkAuthorization) -> None:
        await self._at.update("spark", spark, to_row(spark, self._vault))

    async def lock(self, workspace_id: WorkspaceId, post_id: PostId) -> SparkAuthorization | None:
        row = await self._at.row(
            select(SparkRow)
            .where(col(SparkRow.workspace_id) == workspace_id, col(SparkRow.id) == post_id)
            .with_for_update(key_share=True)
        )
        return None if row is None else from_row(row, self._vault)

    async def to_watch(self, checked_before: datetime) -> Sequence[SparkAuthorization]:
        accepted = and_(
            col(SparkRow.state) == SparkState.ACCEPTED.value,
            or_(
                col(SparkRow.extending).is_not(None),
                col(SparkRow.checked_at).is_(None),
                col(SparkRow.checked_at) < checked_before,
            ),
        )
        rows = await self._at.rows(
            select(SparkRow)
            .where(or_(col(SparkRow.state) == SparkState.WAITING.value, accepted))
            .order_by(col(SparkRow.checked_at).nulls_first(), col(SparkRow.workspace_id), col(SparkRow.id))
        )
        return [from_row(row, self._vault) for row in rows]
