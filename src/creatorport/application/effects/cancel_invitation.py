from dataclasses import dataclass

from creatorport.application.ports.tiktok_one import ENDED_THERE, Access, PersonalInvitation, PersonalInvitations
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.effect import Effect
from creatorport.domain.errors import TikTokRefused, WrongState
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, InvitationId


@dataclass(frozen=True, slots=True)
class CancelInvitation:
    """Taking one personal invitation back (the ASSUMED contract).

    Cancelling twice is cancelling once, and TikTok shows which are over. Where it ended there by itself, nothing is
    left to do. Where the creator's yes was faster, TikTok refuses; here, the invitation was over before that was
    known, and stays so.
    """

    units: UnitsOfWork
    messages: PersonalInvitations

    async def call(self, effect: Effect, access: Access) -> PersonalInvitation:
        try:
            return await self.messages.cancel(access, effect.reference)
        except TikTokRefused:
            over = await self.look_up(effect, access, patient=False)
            if over is None:
                raise
            return over

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> PersonalInvitation | None:  # noqa: ARG002  it is over or not
        tiktok_id, handle = await self._at_tiktok(effect)
        for shown in await self.messages.of_campaign(access, tiktok_id, handle=handle):
            if shown.tiktok_id == effect.reference and shown.status in ENDED_THERE:
                return shown
        return None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: PersonalInvitation) -> None:
        """Nothing follows: the invitation was over when this was intended."""

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        """Keep TikTok's reason with the invitation, for the person who looks why it ended."""
        invitation = await uow.invitations.lock(effect.workspace_id, InvitationId(effect.subject))
        await uow.invitations.save(invitation.note_failure(reason))

    async def _at_tiktok(self, effect: Effect) -> tuple[str, Handle]:
        async with self.units() as uow:
            invitation = await uow.invitations.load(effect.workspace_id, InvitationId(effect.subject))
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(str(effect.request["campaign_id"])))
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "cancel invitations")
        return campaign.at_tiktok.campaign_id, invitation.handle
