from collections.abc import Collection, Mapping
from typing import Protocol

from creatorport.application.publication_views import PublicationView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import AccountId, MemberId, PublicationId, WorkspaceId


class PublicationReads(Protocol):
    """By the rules of `ports.reads`. `owner` narrows every answer to the accounts of one member."""

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        account_id: AccountId | None = None,
        states: Collection[str] = (),
        owner: MemberId | None = None,
    ) -> Page[PublicationView]:
        """Newest first."""
        ...

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[PublicationId], *, owner: MemberId | None = None
    ) -> Mapping[PublicationId, PublicationView]: ...
