from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.account_video import AccountVideo
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.profile_history import ProfileSnapshot


class AccountVideos(Protocol):
    """Videos of connected accounts, and the append-only ledgers of their counters and of the accounts' own.

    Unique per (account, TikTok's id). One sync per account writes at a time, so that they carry no version.
    """

    async def find(
        self, workspace_id: WorkspaceId, account_id: AccountId, video_ids: Collection[str]
    ) -> Mapping[str, AccountVideo]:
        """Return those that are known, by TikTok's id; the others are left out."""
        ...

    async def put(self, videos: Iterable[AccountVideo]) -> None:
        """Store new and changed videos; each `latest` is also appended to the ledger, where it stays for good.

        What was seen later stays when an earlier sight arrives after it.
        """
        ...

    async def unseen(
        self, workspace_id: WorkspaceId, account_id: AccountId, since: datetime, *, most: int | None = None
    ) -> Sequence[AccountVideo]:
        """Return the visible videos that TikTok last showed before `since`: the newest first, at most so many."""
        ...

    async def forget_texts(
        self, workspace_id: WorkspaceId, account_id: AccountId, *, seen_before: datetime, now: datetime
    ) -> int:
        """Drop the texts and links of videos that TikTok last showed at `seen_before` or earlier; return of how many
        they were dropped now. Numbers stay.
        """
        ...

    async def append_profile(self, workspace_id: WorkspaceId, account_id: AccountId, snapshot: ProfileSnapshot) -> None:
        """Add a capture of the account's own counts. One of the same moment is there already: nothing happens."""
        ...
