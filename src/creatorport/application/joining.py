"""Joining at TikTok whoever said yes here: in their name, where they let us."""

from dataclasses import dataclass

from creatorport.application.effects.intending import Intend
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import EffectKind
from creatorport.domain.ids import AccountId
from creatorport.domain.invitation import Invitation
from creatorport.domain.joining import Joining


@dataclass(frozen=True, slots=True)
class JoinInName:
    """Write down that an accepted invitation's creator is to be joined, and return the invitation that says so.

    It comes back as it was where TikTok's link is the way: where the creator did not let our business app act for them,
    where their grant is dead, and where trying has failed before.
    """

    intend: Intend

    async def __call__(self, uow: UnitOfWork, campaign: Campaign, accepted: Invitation) -> Invitation:
        joining = accepted.joining
        if joining != Joining() or campaign.at_tiktok is None:
            return accepted
        account_id = await self._able(uow, accepted)
        if account_id is None:
            return accepted
        await self.intend(
            uow,
            accepted.workspace_id,
            EffectKind.JOIN_CAMPAIGN,
            subject=accepted.id,
            reference=campaign.at_tiktok.invite_link,
            request={"campaign_tiktok_id": campaign.at_tiktok.campaign_id, "account_id": account_id},
        )
        return accepted.join(joining.attempt())

    async def _able(self, uow: UnitOfWork, accepted: Invitation) -> AccountId | None:
        account = await uow.accounts.find_by_handle(accepted.workspace_id, accepted.handle)
        connection = None if account is None else await uow.business.find(account.workspace_id, account.id)
        return connection.account_id if connection is not None and connection.allows(ORDERS_SCOPE) else None
