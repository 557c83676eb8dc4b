from sqlalchemy import insert, update
from sqlmodel import col, select

from creatorport.adapters.persistence.rows import ConnectInviteRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.connect_invite import ConnectInvite
from creatorport.domain.errors import InviteUnknown, NotFound
from creatorport.domain.ids import AccountId, ConnectInviteId, MemberId, WorkspaceId


class SqlConnectInvites:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, invite: ConnectInvite) -> None:
        await self._at.execute(insert(ConnectInviteRow).values(columns(_to_row(invite))))

    async def save(self, invite: ConnectInvite) -> None:
        await self._at.execute(
            update(ConnectInviteRow)
            .where(
                col(ConnectInviteRow.workspace_id) == invite.workspace_id,
                col(ConnectInviteRow.id) == invite.id,
            )
            .values(columns(_to_row(invite)))
        )

    async def lock(self, token_hash: str) -> ConnectInvite:
        row = await self._at.row(
            select(ConnectInviteRow).where(col(ConnectInviteRow.token_hash) == token_hash).with_for_update()
        )
        if row is None:
            raise InviteUnknown
        return _from_row(row)

    async def lock_by_id(self, workspace_id: WorkspaceId, invite_id: ConnectInviteId) -> ConnectInvite:
        row = await self._at.row(
            select(ConnectInviteRow)
            .where(col(ConnectInviteRow.workspace_id) == workspace_id, col(ConnectInviteRow.id) == invite_id)
            .with_for_update()
        )
        if row is None:
            raise NotFound("invite link", invite_id)
        return _from_row(row)


def _to_row(invite: ConnectInvite) -> ConnectInviteRow:
    return ConnectInviteRow(
        workspace_id=invite.workspace_id,
        id=invite.id,
        token_hash=invite.token_hash,
        invited=invite.invited,
        expected=invite.expected,
        created_by=invite.created_by,
        created_at=invite.created_at,
        expires_at=invite.expires_at,
        used_at=invite.used_at,
        revoked_at=invite.revoked_at,
        account_id=invite.account_id,
    )


def _from_row(row: ConnectInviteRow) -> ConnectInvite:
    return ConnectInvite(
        id=ConnectInviteId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        token_hash=row.token_hash,
        invited=MemberId(row.invited),
        expected=row.expected,
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
        account_id=None if row.account_id is None else AccountId(row.account_id),
    )
