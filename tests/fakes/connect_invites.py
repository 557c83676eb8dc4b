from creatorport.domain.connect_invite import ConnectInvite
from creatorport.domain.errors import InviteUnknown, NotFound
from creatorport.domain.ids import ConnectInviteId, WorkspaceId
from tests.fakes.transaction import Transaction


class InMemoryConnectInvites:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, invite: ConnectInvite) -> None:
        self._at.put(("connect_invite", invite.workspace_id, invite.id), invite)

    async def save(self, invite: ConnectInvite) -> None:
        self._at.put(("connect_invite", invite.workspace_id, invite.id), invite)

    async def lock(self, token_hash: str) -> ConnectInvite:
        for invite in self._at.all("connect_invite", ConnectInvite, lambda one: one.token_hash == token_hash):
            return await self.lock_by_id(invite.workspace_id, invite.id)
        raise InviteUnknown

    async def lock_by_id(self, workspace_id: WorkspaceId, invite_id: ConnectInviteId) -> ConnectInvite:
        await self._at.lock(("connect_invite", workspace_id, invite_id))
        found = self._at.get(("connect_invite", workspace_id, invite_id))
        if not isinstance(found, ConnectInvite):
            raise NotFound("invite link", invite_id)
        return found
