from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.sparks import purpose
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import SparkRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.spark_views import SparkView
from creatorport.domain.ids import PostId, WorkspaceId
from creatorport.domain.secret import Secret

_S = table(SparkRow).c
_OURS = (_S.workspace_id == bindparam("workspace"), one_of(_S.id, "ids"))
_SHOWN = select(*(column for column in _S if column.name != "sealed_code")).where(*_OURS)
_CODES = select(_S.workspace_id, _S.id, _S.sealed_code).where(*_OURS, _S.sealed_code.is_not(None))


class SqlSparkReads:
    """Permissions to advertise without their codes, which are selected only where they are asked for."""

    def __init__(self, engine: AsyncEngine, vault: TokenVault) -> None:
        self._statements = Statements(engine)
        self._vault = vault

    async def of_posts(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, SparkView]:
        rows = await self._statements.rows(_SHOWN, {"workspace": workspace_id, "ids": list(ids)})
        return {PostId(row.id): _view(row) for row in rows}

    async def codes(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, Secret]:
        rows = await self._statements.rows(_CODES, {"workspace": workspace_id, "ids": list(ids)})
        return {PostId(row.id): self._vault.open(row.sealed_code, purpose(row.workspace_id, row.id)) for row in rows}


def _view(row: Any) -> SparkView:
    return SparkView(
        id=PostId(row.id),
        state=row.state,
        days=row.days,
        asked_at=row.asked_at,
        checked_at=row.checked_at,
        code_status=row.code_status,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        extending=row.extending,
        redemption=row.redemption,
        advertiser_id=row.advertiser_id,
        failure=row.failure,
    )
