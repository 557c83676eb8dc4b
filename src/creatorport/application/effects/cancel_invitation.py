from dataclasses import dataclass

from creatorport.application.ports.tiktok_one import Access, AnswerStatus, PersonalInvitation, PersonalInvitations
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.effect import Effect
from creatorport.domain.errors import WrongState
from creatorport.domain.ids import CampaignId, InvitationId


@dataclass(frozen=True, slots=True)
class CancelInvitation:
    """Taking one personal invitation back (the ASSUMED contract, reference 2.10 A6).

    Cancelling twice is cancelling once, and TikTok shows which are cancelled. Where the creator's answer was faster,
    TikTok refuses; here, the invitation was withdrawn before that was known, and stays so.
    """

    units: UnitsOfWork
    messages: PersonalInvitations

    async def call(self, effect: Effect, access: Access) -> PersonalInvitation:
        return await self.messages.cancel(access, effect.reference)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> PersonalInvitation | None:  # noqa: ARG002  it is cancelled or not
        for shown in await self.messages.of_campaign(access, await self._at_tiktok(effect)):
            if shown.tiktok_id == effect.reference and shown.status is AnswerStatus.CANCELLED:
                return shown
        return None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: PersonalInvitation) -> None:
        """Nothing follows: the invitation was withdrawn when this was intended."""

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        """Keep TikTok's reason with the invitation, for the person who withdrew it."""
        invitation = await uow.invitations.lock(effect.workspace_id, InvitationId(effect.subject))
        await uow.invitations.save(invitation.note_failure(reason))

    async def _at_tiktok(self, effect: Effect) -> str:
        async with self.units() as uow:
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(str(effect.request["campaign_id"])))
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "cancel invitations")
        return campaign.at_tiktok.campaign_id
