from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from creatorport.application.activity_views import AccountActivityView, ActivityView
from creatorport.application.views import Page, Slice
from creatorport.domain.activity import Activity
from creatorport.domain.ids import AccountId, CampaignId, MemberId, WorkspaceId


class Activities(Protocol):
    """The audit log of campaigns. There is no way to change an entry or to take one out."""

    async def record(self, entries: Iterable[Activity]) -> None:
        """Append entries, in their order, in one statement. Others see them when the unit of work commits."""
        ...

    async def changes_since(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, version: int
    ) -> Sequence[Activity]:
        """Return the entries of a campaign with a fact `version` above this one, in their order."""
        ...


class ActivityReads(Protocol):
    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, kinds: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[ActivityView]]:
        """Return the same part of each campaign's activity, newest first; an empty page where there is none."""
        ...

    async def pages_of_accounts(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[AccountId],
        part: Slice,
        *,
        kinds: Collection[str],
        owner: MemberId | None = None,
    ) -> Mapping[AccountId, Page[AccountActivityView]]:
        """Return the same part of what the log keeps of each account, newest first, as far as it is of these kinds.

        With `owner`, of their accounts only.
        """
        ...
