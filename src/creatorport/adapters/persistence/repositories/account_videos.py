from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.videos import from_row, to_ledger, to_profile_ledger, to_row
from creatorport.adapters.persistence.rows import AccountVideoRow, VideoSnapshotRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.account_video import AccountVideo, VideoState
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.profile_history import ProfileSnapshot

_KEPT = {"workspace_id", "id", "account_id", "video_id", "first_seen_at"}
_RENEWED = [name for name in AccountVideoRow.model_fields if name not in _KEPT]
_TEXTS = ("title", "description", "cover_url", "cover_expires_at", "share_url", "embed_url")


class SqlAccountVideos:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find(
        self, workspace_id: WorkspaceId, account_id: AccountId, video_ids: Collection[str]
    ) -> Mapping[str, AccountVideo]:
        rows = await self._at.rows(
            select(AccountVideoRow).where(
                col(AccountVideoRow.workspace_id) == workspace_id,
                col(AccountVideoRow.id).in_([f"{account_id}.{video_id}" for video_id in video_ids]),
            )
        )
        return {row.video_id: from_row(row) for row in rows}

    async def put(self, videos: Iterable[AccountVideo]) -> None:
        by_id = {video.id: video for video in videos}
        if not by_id:
            return
        batch = insert_rows(AccountVideoRow, [columns(to_row(by_id[key])) for key in sorted(by_id)])
        await self._at.execute(
            batch.on_conflict_do_update(
                index_elements=["workspace_id", "id"],
                set_={name: batch.excluded[name] for name in _RENEWED},
                where=batch.excluded.seen_at >= col(AccountVideoRow.seen_at),
            )
        )
        captured = [columns(to_ledger(one, one.latest)) for one in by_id.values() if one.latest is not None]
        if captured:
            await self._at.execute(insert_rows(VideoSnapshotRow, captured).on_conflict_do_nothing())

    async def unseen(
        self, workspace_id: WorkspaceId, account_id: AccountId, since: datetime, *, most: int | None = None
    ) -> Sequence[AccountVideo]:
        published = func.coalesce(col(AccountVideoRow.published_at), col(AccountVideoRow.first_seen_at))
        rows = await self._at.rows(
            select(AccountVideoRow)
            .where(
                col(AccountVideoRow.workspace_id) == workspace_id,
                col(AccountVideoRow.account_id) == account_id,
                col(AccountVideoRow.seen_at) < since,
                col(AccountVideoRow.state) == VideoState.VISIBLE.value,
            )
            .order_by(published.desc(), col(AccountVideoRow.id))
            .limit(most)
        )
        return [from_row(row) for row in rows]

    async def forget_texts(
        self, workspace_id: WorkspaceId, account_id: AccountId, *, seen_before: datetime, now: datetime
    ) -> int:
        forgotten = await self._at.execute(
            update(AccountVideoRow)
            .where(
                col(AccountVideoRow.workspace_id) == workspace_id,
                col(AccountVideoRow.account_id) == account_id,
                col(AccountVideoRow.seen_at) <= seen_before,
                col(AccountVideoRow.dropped_at).is_(None),
            )
            .values(dict.fromkeys(_TEXTS) | {"dropped_at": now})
            .returning(col(AccountVideoRow.id))
        )
        return len(forgotten.all())

    async def append_profile(self, workspace_id: WorkspaceId, account_id: AccountId, snapshot: ProfileSnapshot) -> None:
        await self._at.insert_missing(to_profile_ledger(workspace_id, account_id, snapshot))
