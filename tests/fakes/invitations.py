"""Invitations in memory, over one Transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from creatorport.domain.errors import AlreadyInvited, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.invitation_states import ENDING_STATES
from creatorport.domain.money import Money, total
from tests.fakes.storage import Key
from tests.fakes.transaction import Transaction


class InMemoryInvitations:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, invitations: Iterable[Invitation]) -> None:
        fresh = list(invitations)
        for invitation in sorted(fresh, key=lambda one: one.creator_id):
            await self._at.lock(("live-invitation", *_pair(invitation)))
        taken = {_pair(one) for one in self._at.all("invitation", Invitation, _is_live)}
        for invitation in fresh:
            place = _pair(invitation)
            if invitation.is_live and place in taken:
                raise AlreadyInvited(invitation.handle.text)
            if invitation.is_live:
                taken.add(place)
        for invitation in fresh:
            await self._at.add(_key(invitation.workspace_id, invitation.id), invitation)

    async def save(self, invitation: Invitation) -> None:
        await self._at.save(_key(invitation.workspace_id, invitation.id), invitation)

    async def save_all(self, invitations: Iterable[Invitation]) -> None:
        for invitation in invitations:
            await self.save(invitation)

    async def load(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        found = self._at.get(_key(workspace_id, invitation_id))
        if not isinstance(found, Invitation):
            raise NotFound("invitation", invitation_id)
        return found

    async def lock(self, workspace_id: WorkspaceId, invitation_id: InvitationId) -> Invitation:
        await self._at.lock(_key(workspace_id, invitation_id))
        return await self.load(workspace_id, invitation_id)

    async def committed(self, workspace_id: WorkspaceId, campaign_id: CampaignId, currency: str) -> Money:
        agreed = (one.agreed_terms for one in await self._of_campaign(workspace_id, campaign_id))
        fees = (terms.fee for terms in agreed if terms is not None)
        return total((fee for fee in fees if fee is not None and fee.currency == currency), currency)

    async def due(self, now: datetime, most: int, *, after: Invitation | None = None) -> Sequence[Invitation]:
        found = self._at.all(
            "invitation",
            Invitation,
            lambda one: one.state in ENDING_STATES and one.expires_at is not None and one.expires_at <= now,
        )
        every = sorted(found, key=_end)
        return [one for one in every if after is None or _end(one) > _end(after)][:most]

    async def find_by_join_token(self, token_hash: str) -> Invitation | None:
        found = self._at.all("invitation", Invitation, lambda one: one.join_token_hash == token_hash)
        return found[0] if found else None

    async def load_many(
        self, workspace_id: WorkspaceId, invitation_ids: Sequence[InvitationId]
    ) -> Sequence[Invitation]:
        return [await self.load(workspace_id, invitation_id) for invitation_id in dict.fromkeys(invitation_ids)]

    async def find_live(self, workspace_id: WorkspaceId, campaign_id: CampaignId, handle: Handle) -> Invitation | None:
        for invitation in await self._of_campaign(workspace_id, campaign_id):
            if invitation.handle == handle and invitation.is_live:
                await self._at.lock(_key(workspace_id, invitation.id))
                seen = await self.load(workspace_id, invitation.id)
                if seen.is_live:
                    return seen
        return None

    async def has_ended(self, workspace_id: WorkspaceId, campaign_id: CampaignId, tiktok_id: str) -> bool:
        every = await self._of_campaign(workspace_id, campaign_id)
        return any(one.tiktok_id == tiktok_id and not one.is_live for one in every)

    async def live_of(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Invitation]:
        every = await self._of_campaign(workspace_id, campaign_id)
        return {one.creator_id: one for one in every if one.creator_id in creator_ids and one.is_live}

    async def turned_down(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, creator_ids: Collection[CreatorId]
    ) -> Mapping[CreatorId, Invitation]:
        every = await self._of_campaign(workspace_id, campaign_id)
        found = [one for one in every if one.creator_id in creator_ids and one.state is InvitationState.UNDELIVERABLE]
        return {one.creator_id: one for one in sorted(found, key=lambda one: (one.created_at, one.id))}

    async def of_campaign(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, states: Collection[InvitationState]
    ) -> Sequence[Invitation]:
        locked: list[Invitation] = []
        for invitation in await self._of_campaign(workspace_id, campaign_id):
            if invitation.state in states:
                await self._at.lock(_key(workspace_id, invitation.id))
                seen = await self.load(workspace_id, invitation.id)
                if seen.state in states:
                    locked.append(seen)
        return locked

    async def _of_campaign(self, workspace_id: WorkspaceId, campaign_id: CampaignId) -> Sequence[Invitation]:
        found = self._at.all(
            "invitation",
            Invitation,
            lambda one: one.workspace_id == workspace_id and one.campaign_id == campaign_id,
        )
        return sorted(found, key=lambda one: (one.created_at, one.id))


def _pair(invitation: Invitation) -> tuple[str, ...]:
    return (invitation.workspace_id, invitation.campaign_id, invitation.creator_id)


def _end(invitation: Invitation) -> tuple[datetime, str]:
    return invitation.expires_at or invitation.created_at, invitation.id


def _is_live(invitation: Invitation) -> bool:
    return invitation.is_live


def _key(workspace_id: WorkspaceId, invitation_id: InvitationId) -> Key:
    return ("invitation", workspace_id, invitation_id)
