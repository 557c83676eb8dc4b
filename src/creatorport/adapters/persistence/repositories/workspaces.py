from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import WorkspaceRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.ids import WorkspaceId


class SqlWorkspaces:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def currency(self, workspace_id: WorkspaceId) -> str | None:
        statement = select(WorkspaceRow.currency).where(col(WorkspaceRow.workspace_id) == workspace_id)
        return (await self._at.execute(statement)).scalar_one_or_none()

    async def settle_currency(self, workspace_id: WorkspaceId, currency: str) -> str:
        # An update of what is there to itself: it returns the row, which doing nothing would not.
        statement = (
            insert(WorkspaceRow)
            .values(workspace_id=workspace_id, currency=currency)
            .on_conflict_do_update(
                index_elements=[col(WorkspaceRow.workspace_id)], set_={"currency": col(WorkspaceRow.currency)}
            )
            .returning(col(WorkspaceRow.currency))
        )
        settled: str = (await self._at.execute(statement)).scalar_one()
        return settled
