from typing import Protocol

from creatorport.domain.connect_invite import ConnectInvite
from creatorport.domain.ids import ConnectInviteId, WorkspaceId


class ConnectInvites(Protocol):
    """Invite links. Found by the hash of their token, which itself is not stored."""

    async def add(self, invite: ConnectInvite) -> None: ...

    async def save(self, invite: ConnectInvite) -> None:
        """Store an invite that this unit of work has locked."""
        ...

    async def lock(self, token_hash: str) -> ConnectInvite:
        """Load, and let nobody else change it until this unit of work ends. Raises InviteUnknown."""
        ...

    async def lock_by_id(self, workspace_id: WorkspaceId, invite_id: ConnectInviteId) -> ConnectInvite:
        """The same for a member of the workspace. Raises NotFound."""
        ...
