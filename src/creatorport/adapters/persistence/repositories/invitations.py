from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.invitations import from_row, to_row
from creatorport.adapters.persistence.rows import InvitationRow
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.errors import AlreadyInvited, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, InvitationId, WorkspaceId
from creatorport.domain.invitation import LIVE_STATES, Invitation, InvitationState

_LIVE = sorted(state.value for state in LIVE_STATES)


class SqlInvitations:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, invitations: Iterable[Invitation]) -> None:
        fresh = sorted(invitations, key=lambda one: (one.campaign_id, one.creator_id))
        if not fresh:
            return
        # Whoever is about to store the same live invitation is waited for; then one of the two finds no room.
        statement = (
            insert(InvitationRow)
            .values([columns(to_row(invitation)) for invitation in fresh])
            .on_conflict_do_nothing()
            .returning(col(InvitationRow.id))
        )
        async with self._at.savepoint():
            stored = set((await self._at.execute(statement)).scalars())
            for invitation in fresh:
                if invitation.id not in stored:
                    raise AlreadyInvited(invitation.handle.text)
        for invitation in fresh:
            self._at.added("invitation", invitation)

    async def save(self, invitation: Invitation) -> None:
        await self._at.update("invitation", invitation, to_row(invitation))

    async def load(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        row = await self._at.row(
            select(InvitationRow).where(
                col(InvitationRow.workspace_id) == workspace_id, col(InvitationRow.id) == invitation_id
            )
        )
        if row is None:
            raise NotFound("invitation", invitation_id)
        return from_row(row)

    async def load_many(
        self, workspace_id: WorkspaceId, invitation_ids: Sequence[InvitationId]
    ) -> Sequence[Invitation]:
        rows = await self._at.rows(
            select(InvitationRow).where(
                col(InvitationRow.workspace_id) == workspace_id, col(InvitationRow.id).in_(invitation_ids)
            )
        )
        found = {InvitationId(row.id): from_row(row) for row in rows}
        for invitation_id in invitation_ids:
            if invitation_id not in found:
                raise NotFound("invitation", invitation_id)
        return [found[invitation_id] for invitation_id in dict.fromkeys(invitation_ids)]

    async def find_live(self, workspace_id: WorkspaceId, campaign_id: CampaignId, handle: Handle) -> Invitation | None:
        row = await self._at.row(
            select(InvitationRow)
            .where(
                col(InvitationRow.workspace_id) == workspace_id,
                col(InvitationRow.campaign_id) == campaign_id,
                col(InvitationRow.handle_key) == handle.key,
                col(InvitationRow.state).in_(_LIVE),
            )
            .with_for_update(key_share=True)
        )
        return None if row is None else from_row(row)

    async def of_campaign(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, states: Collection[InvitationState]
    ) -> Sequence[Invitation]:
        rows = await self._at.rows(
            select(InvitationRow)
            .where(
                col(InvitationRow.workspace_id) == workspace_id,
                col(InvitationRow.campaign_id) == campaign_id,
                col(InvitationRow.state).in_([state.value for state in states]),
            )
            .order_by(col(InvitationRow.created_at), col(InvitationRow.id))
            .with_for_update(key_share=True)
        )
        return [from_row(row) for row in rows]
