"""When grants end, whichever table holds them."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from creatorport.adapters.persistence.rows import AccountRow, BusinessConnectionRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife


async def lives_ending_before(
    at: Transaction, row: type[AccountRow | BusinessConnectionRow], instant: datetime
) -> Sequence[GrantLife]:
    """Return the table's grants that end for good before an instant, the first to end first."""
    found = await at.execute(
        select(col(row.workspace_id), col(row.id), col(row.issued_at), col(row.refresh_expires_at))
        .where(col(row.refresh_expires_at) < instant, col(row.issued_at).is_not(None))
        .order_by(col(row.refresh_expires_at), col(row.id))
    )
    return [
        GrantLife(WorkspaceId(one.workspace_id), AccountId(one.id), one.issued_at, one.refresh_expires_at)
        for one in found
    ]
