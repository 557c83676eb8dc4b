from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.answer_log import record_answer
from creatorport.application.answers import answered
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import CaptureCampaign, ProcessDelivery
from creatorport.application.ports.notices import (
    AccountVideosChanged,
    AuthorizationRemoved,
    CampaignVideoChanged,
    InvitationAnswered,
    Notice,
    Unrecognised,
    WebhookReader,
)
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.syncing.begin import BeginSync
from creatorport.domain.campaign import Campaign
from creatorport.domain.errors import UnreadableDelivery
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.invitation import LIVE_STATES, InvitationState
from creatorport.domain.sync import SyncTrigger


@dataclass(frozen=True, slots=True)
class ProcessWebhook:
    """Act on one stored delivery. Repeats and disorder do no harm; what we cannot read is kept and noted."""

    units: UnitsOfWork
    clock: Clock
    reader: WebhookReader
    begin_sync: BeginSync

    async def __call__(self, job: ProcessDelivery) -> None:
        async with self.units() as uow:
            delivery = await uow.inbox.load(job.delivery_id)
            try:
                notices = self.reader.read(delivery)
            except UnreadableDelivery as error:
                await uow.inbox.settle(delivery.id, self.clock.now(), f"unreadable: {error}")
                await uow.commit()
                return
            outcomes = [await self._act(uow, notice) for notice in notices]
            await uow.inbox.settle(delivery.id, self.clock.now(), "; ".join(outcomes) or "nothing to do")
            await uow.commit()

    async def _act(self, uow: UnitOfWork, notice: Notice) -> str:
        match notice:
            case AuthorizationRemoved():
                return await self._remove_authorization(uow, notice)
            case AccountVideosChanged():
                return await self._sync(uow, notice)
            case CampaignVideoChanged():
                return await self._capture(uow, notice)
            case InvitationAnswered():
                return await self._answer(uow, notice)
            case Unrecognised():
                return f"not recognised: {notice.event}"

    async def _remove_authorization(self, uow: UnitOfWork, notice: AuthorizationRemoved) -> str:
        # TikTok repeats itself for days, and counts in whole seconds: a consent given since then is not meant.
        end = notice.at + timedelta(seconds=1)
        accounts = [one for one in await uow.accounts.everywhere(notice.open_id) if one.connected_at < end]
        for account in accounts:
            await uow.accounts.save(account.lose_grant(notice.reason, self.clock.now(), loss=notice.loss))
        return f"authorization removed from {len(accounts)} accounts"

    async def _sync(self, uow: UnitOfWork, notice: AccountVideosChanged) -> str:
        accounts = [one for one in await uow.accounts.everywhere(notice.open_id) if one.grant is not None]
        # In one order for everybody: each holds its account's times to the end.
        for account in sorted(accounts, key=lambda one: (one.workspace_id, one.id)):
            await self.begin_sync(uow, account, SyncTrigger.WEBHOOK)
        return f"syncing {len(accounts)} accounts"

    async def _capture(self, uow: UnitOfWork, notice: CampaignVideoChanged) -> str:
        campaigns = await _campaigns(uow, notice.tto_account_id, notice.campaign_tiktok_id)
        for campaign in campaigns:
            await uow.jobs.defer(CaptureCampaign(campaign.workspace_id, campaign.id))
        return f"capturing {len(campaigns)} campaigns"

    async def _answer(self, uow: UnitOfWork, notice: InvitationAnswered) -> str:
        heard = 0
        for campaign in await _campaigns(uow, notice.tto_account_id, notice.campaign_tiktok_id):
            # A capture locks the campaign before its invitations, too: in one order, nobody waits for ever.
            await uow.campaigns.lock(campaign.workspace_id, campaign.id)
            if await _is_of_the_past(uow, campaign, notice):
                continue
            invitation = await uow.invitations.find_live(campaign.workspace_id, campaign.id, notice.handle)
            if invitation is None or invitation.tiktok_id not in (None, notice.tiktok_id):
                continue
            seen = answered(invitation, notice.status, notice.at, notice.answer)
            if seen is not invitation:
                await uow.invitations.save(seen)
                await record_answer(uow, seen)
                heard += 1
        return f"{notice.status.value} for {heard} invitations"


async def _is_of_the_past(uow: UnitOfWork, campaign: Campaign, notice: InvitationAnswered) -> bool:
    """Whether it answers an invitation that has ended: a later one of the same creator may not know its id yet."""
    ended = set(InvitationState) - LIVE_STATES
    invitations = await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, ended)
    return any(invitation.tiktok_id == notice.tiktok_id for invitation in invitations)


async def _campaigns(uow: UnitOfWork, tto_account_id: str, tiktok_id: str) -> list[Campaign]:
    workspaces: list[WorkspaceId] = [
        marketplace.workspace_id for marketplace in await uow.marketplaces.of_tto_account(tto_account_id)
    ]
    found = [await uow.campaigns.find_by_tiktok_id(workspace_id, tiktok_id) for workspace_id in workspaces]
    return [campaign for campaign in found if campaign is not None]
