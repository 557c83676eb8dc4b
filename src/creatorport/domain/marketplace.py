"""Marketplace: the workspace's own account at TikTok One, on whose behalf campaigns run."""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.ids import MarketplaceId, MemberId, WorkspaceId
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Marketplace:
    """A TikTok One account and its token, which lives until someone revokes it.

    So says TikTok (API for Business, "obtain-a-long-term-access-token").
    `cause` says why it stopped working; None while it works.
    """

    id: MarketplaceId
    workspace_id: WorkspaceId
    tto_account_id: str
    name: str
    token: Secret
    connected_by: MemberId
    connected_at: datetime
    cause: str | None = None
    version: int = 0

    def reconnect(self, *, name: str, token: Secret, by: MemberId, now: datetime) -> "Marketplace":
        return replace(self, name=name, token=token, connected_by=by, connected_at=now, cause=None)

    def lose_token(self, cause: str) -> "Marketplace":
        return replace(self, cause=cause)
