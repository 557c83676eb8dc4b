"""What is due to be dropped, and the report of what was, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.ports.retention import OverdueAccount
from creatorport.application.views import Page, PurgeView, Slice
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.retention import AT_ONCE, Purge
from creatorport.domain.sync import SyncRun
from tests.fakes.shelf import Shelf, page
from tests.fakes.transaction import Transaction


class InMemoryRetention:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def overdue(self, read_before: datetime, most: int) -> Sequence[OverdueAccount]:
        due = [one for one in self._at.all("account", TikTokAccount, lambda _: True) if self._is_due(one, read_before)]
        runs = [(one, self._runs(one)) for one in sorted(due, key=lambda one: (one.profile_at, one.id))]
        idle = [(one, mine) for one, mine in runs if not any(run.is_open for run in mine)]
        return [
            OverdueAccount(one.workspace_id, one.id, max((run.ended_at for run in mine if run.ended_at), default=None))
            for one, mine in idle[:most]
        ]

    async def report(self, purge: Purge) -> None:
        self._at.put(("purge", purge.workspace_id, purge.id), purge)

    def _is_due(self, one: TikTokAccount, read_before: datetime) -> bool:
        if one.dropped is None and (one.profile_at <= read_before or one.loss in AT_ONCE):
            return True
        return bool(
            self._at.all(
                "video",
                AccountVideo,
                lambda video: (
                    (video.workspace_id, video.account_id) == (one.workspace_id, one.id)
                    and video.dropped_at is None
                    and video.seen_at <= read_before
                ),
            )
        )

    def _runs(self, one: TikTokAccount) -> list[SyncRun]:
        return self._at.all(
            "sync", SyncRun, lambda run: (run.workspace_id, run.account_id) == (one.workspace_id, one.id)
        )


@dataclass
class InMemoryPurgeReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice) -> Page[PurgeView]:
        found = self.shelf.of(Purge, workspace_id, "purge", "purges.page")
        found.sort(key=lambda one: (one.at, one.id), reverse=True)
        return page("purges", found, part, _purge)


def _purge(one: Purge) -> PurgeView:
    return PurgeView(one.at, one.what.value, one.reason.value, one.items, one.account_id)
