"""The two stores of insights. They are apart on purpose: see the decision on consented data in docs/adr."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from creatorport.domain.ids import AccountId, CreatorId, WorkspaceId
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.reading import Reading, ReadingKind

Owned = tuple[WorkspaceId, AccountId]


class ConsentedReadings(Protocol):
    """What creators consented to tell, per (workspace, account). Nothing but an account's own insights reads it."""

    async def of(self, workspace_id: WorkspaceId, account_id: AccountId) -> Mapping[ReadingKind, Reading]: ...

    async def put(self, workspace_id: WorkspaceId, account_id: AccountId, reading: Reading) -> None:
        """Keep a reading in the place of the one of its kind."""
        ...

    async def put_days(self, workspace_id: WorkspaceId, account_id: AccountId, days: Sequence[AccountDay]) -> None:
        """Keep days, each in the place of what was known of it."""
        ...

    async def forget(self, workspace_id: WorkspaceId, account_id: AccountId) -> int:
        """Delete everything of an account; return how many readings and days that were."""
        ...

    async def due(self, now: datetime, most: int) -> Sequence[Owned]:
        """Return accounts with a working business grant of which a reading is due or was never made, the longest due
        first.
        """
        ...

    async def orphaned(self, lost_before: datetime, most: int) -> Sequence[Owned]:
        """Return accounts of which something is kept although their business grant ended, at or before `lost_before`;
        where the person is gone from TikTok or was too young, whenever it ended.
        """
        ...


class CreatorReadings(Protocol):
    """What can be read of creators without their consent, per (workspace, creator)."""

    async def of(self, workspace_id: WorkspaceId, creator_id: CreatorId) -> Mapping[ReadingKind, Reading]: ...

    async def put(self, workspace_id: WorkspaceId, creator_id: CreatorId, reading: Reading) -> None:
        """Keep a reading in the place of the one of its kind."""
        ...
