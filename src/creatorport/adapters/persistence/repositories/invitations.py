from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import and_, func, literal, tuple_
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.invitations import from_row, to_row
from creatorport.adapters.persistence.mapping.terms import from_row as terms_from_row
from creatorport.adapters.persistence.mapping.terms import to_row as terms_to_row
from creatorport.adapters.persistence.rows import InvitationRow, TermsRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.errors import AlreadyInvited, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.invitation_states import ENDING_STATES, LIVE_STATES
from creatorport.domain.money import Money
from creatorport.domain.terms import Terms

_LIVE = sorted(state.value for state in LIVE_STATES)
_ENDING = sorted(state.value for state in ENDING_STATES)


class SqlInvitations:
    """Terms are only ever added: those that this unit of work loaded or stored are not written again."""

    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction
        self._stored_terms: dict[tuple[WorkspaceId, InvitationId], int] = {}

    async def add(self, invitations: Iterable[Invitation]) -> None:
        fresh = sorted(invitations, key=lambda one: (one.campaign_id, one.creator_id))
        if not fresh:
            return
        # Whoever is about to store the same live invitation is waited for; then one of the two finds no room.
        statement = (
            insert_rows(InvitationRow, [columns(to_row(invitation)) for invitation in fresh])
            .on_conflict_do_nothing()
            .returning(col(InvitationRow.id))
        )
        async with self._at.savepoint():
            stored = set((await self._at.execute(statement)).scalars())
            for invitation in fresh:
                if invitation.id not in stored:
                    raise AlreadyInvited(invitation.handle.text)
        await self._add_terms(fresh)
        for invitation in fresh:
            self._at.added("invitation", invitation)

    async def save(self, invitation: Invitation) -> None:
        await self._at.update("invitation", invitation, to_row(invitation))
        await self._add_terms([invitation])

    async def save_all(self, invitations: Iterable[Invitation]) -> None:
        changed = list(invitations)
        await self._at.update_all("invitation", [(invitation, to_row(invitation)) for invitation in changed])
        await self._add_terms(changed)

    async def load(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        return await self._one(workspace_id, invitation_id, locked=False)

    async def lock(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        return await self._one(workspace_id, invitation_id, locked=True)

    async def committed(self, workspace_id: WorkspaceId, campaign_id: CampaignId, currency: str) -> Money:
        statement = (
            select(func.coalesce(func.sum(col(TermsRow.fee_amount)), 0))
            .join(
                InvitationRow,
                and_(
                    col(InvitationRow.workspace_id) == col(TermsRow.workspace_id),
                    col(InvitationRow.id) == col(TermsRow.invitation_id),
                    col(InvitationRow.agreed) == col(TermsRow.number),
                ),
            )
            .where(
                col(InvitationRow.workspace_id) == workspace_id,
                col(InvitationRow.campaign_id) == campaign_id,
                col(InvitationRow.state) == InvitationState.ACCEPTED.value,
                col(TermsRow.fee_currency) == currency,
            )
        )
        return Money(Decimal((await self._at.execute(statement)).scalar_one()), currency)

    async def due(self, now: datetime, most: int, *, after: Invitation | None = None) -> Sequence[Invitation]:
        end, key = col(InvitationRow.expires_at), col(InvitationRow.id)
        statement = select(InvitationRow).where(col(InvitationRow.state).in_(_ENDING), end <= now)
        if after is not None:
            statement = statement.where(tuple_(end, key) > tuple_(literal(after.expires_at), literal(after.id)))
        rows = await self._at.rows(statement.order_by(end, key).limit(most))
        whole = {
            (one.workspace_id, one.id): one for workspace in _by_workspace(rows) for one in await self._whole(workspace)
        }
        return [whole[WorkspaceId(row.workspace_id), InvitationId(row.id)] for row in rows]

    async def find_by_join_token(self, token_hash: str) -> Invitation | None:
        row = await self._at.row(select(InvitationRow).where(col(InvitationRow.join_token_hash) == token_hash))
        return None if row is None else (await self._whole([row]))[0]

    async def load_many(
        self, workspace_id: WorkspaceId, invitation_ids: Sequence[InvitationId]
    ) -> Sequence[Invitation]:
        rows = await self._at.rows(
            select(InvitationRow).where(
                col(InvitationRow.workspace_id) == workspace_id, col(InvitationRow.id).in_(invitation_ids)
            )
        )
        found = {invitation.id: invitation for invitation in await self._whole(rows)}
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
        return None if row is None else (await self._whole([row]))[0]

    async def has_ended(self, workspace_id: WorkspaceId, campaign_id: CampaignId, tiktok_id: str) -> bool:
        found = await self._at.execute(
            select(literal(1))
            .where(
                col(InvitationRow.workspace_id) == workspace_id,
                col(InvitationRow.campaign_id) == campaign_id,
                col(InvitationRow.tiktok_id) == tiktok_id,
                col(InvitationRow.state).not_in(_LIVE),
            )
            .limit(1)
        )
        return found.first() is not None

    async def live_of(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Invitation]:
        rows = await self._at.rows(
            select(InvitationRow).where(
                col(InvitationRow.workspace_id) == workspace_id,
                col(InvitationRow.campaign_id) == campaign_id,
                col(InvitationRow.creator_id).in_(list(creator_ids)),
                col(InvitationRow.state).in_(_LIVE),
            )
        )
        return {invitation.creator_id: invitation for invitation in await self._whole(rows)}

    async def turned_down(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Invitation]:
        rows = await self._at.rows(
            select(InvitationRow)
            .where(
                col(InvitationRow.workspace_id) == workspace_id,
                col(InvitationRow.campaign_id) == campaign_id,
                col(InvitationRow.creator_id).in_(list(creator_ids)),
                col(InvitationRow.state) == InvitationState.UNDELIVERABLE.value,
            )
            .order_by(col(InvitationRow.created_at), col(InvitationRow.id))
        )
        return {invitation.creator_id: invitation for invitation in await self._whole(rows)}

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
        return await self._whole(rows)

    async def _one(self, workspace_id: WorkspaceId, invitation_id: InvitationId, *, locked: bool) -> Invitation:
        statement = select(InvitationRow).where(
            col(InvitationRow.workspace_id) == workspace_id, col(InvitationRow.id) == invitation_id
        )
        row = await self._at.row(statement.with_for_update(key_share=True) if locked else statement)
        if row is None:
            raise NotFound("invitation", invitation_id)
        return (await self._whole([row]))[0]

    async def _whole(self, rows: Sequence[InvitationRow]) -> Sequence[Invitation]:
        """Put together invitations with their terms, all of which may belong to one workspace only."""
        if not rows:
            return []
        found: defaultdict[str, list[Terms]] = defaultdict(list)
        statement = (
            select(TermsRow)
            .where(
                col(TermsRow.workspace_id) == rows[0].workspace_id,
                col(TermsRow.invitation_id).in_([row.id for row in rows]),
            )
            .order_by(col(TermsRow.number))
        )
        for terms in await self._at.rows(statement):
            found[terms.invitation_id].append(terms_from_row(terms))
        whole = [from_row(row, tuple(found[row.id])) for row in rows]
        self._note_terms(whole)
        return whole

    async def _add_terms(self, invitations: Sequence[Invitation]) -> None:
        fresh = [
            columns(terms_to_row(invitation, terms))
            for invitation in invitations
            for terms in invitation.terms[self._stored_terms.get((invitation.workspace_id, invitation.id), 0) :]
        ]
        if fresh:
            await self._at.execute(insert_rows(TermsRow, fresh).on_conflict_do_nothing())
        self._note_terms(invitations)

    def _note_terms(self, invitations: Sequence[Invitation]) -> None:
        for invitation in invitations:
            self._stored_terms[invitation.workspace_id, invitation.id] = len(invitation.terms)


def _by_workspace(rows: Iterable[InvitationRow]) -> Iterable[Sequence[InvitationRow]]:
    found: defaultdict[str, list[InvitationRow]] = defaultdict(list)
    for row in rows:
        found[row.workspace_id].append(row)
    return found.values()
