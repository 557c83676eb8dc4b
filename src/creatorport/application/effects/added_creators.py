"""What launching a campaign and adding creators to it have in common: the invitations of one call, and its outcome."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from creatorport.application.effects.intending import Intend
from creatorport.application.effects.intents import intend_message
from creatorport.application.joining import JoinInName
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_one import CampaignAtTikTok
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.unanswered import unless_over
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import Effect
from creatorport.domain.handle import Handle
from creatorport.domain.ids import BatchId, InvitationId
from creatorport.domain.invitation import Delivery, Invitation, InvitationState

OVER = "The campaign ended before it was sent."
UNKNOWN_TO_TIKTOK_ONE = "TikTok One did not take this creator: not on TikTok One, or not in the campaign's region."


async def invitations_of(uow: UnitOfWork, effect: Effect) -> Sequence[Invitation]:
    """Load the invitations that an effect is about."""
    ids = effect.request["invitation_ids"]
    if not isinstance(ids, list):
        raise TypeError(f"effect {effect.id} names no invitations")
    return await uow.invitations.load_many(effect.workspace_id, [InvitationId(str(one)) for one in ids])


def concluded(seen: CampaignAtTikTok, handles: Sequence[Handle], *, patient: bool) -> CampaignAtTikTok | None:
    """Conclude from what TikTok shows of a call whose answer was lost.

    TikTok does not show which handles it refused, and shows those it took late. While patient, an incomplete
    answer is not believed; after that, what is missing was refused.
    """
    missing = frozenset(handles) - seen.handles
    if missing and patient:
        return None
    return replace(seen, failed_handles=missing)


async def deliver(
    uow: UnitOfWork,
    campaign: Campaign,
    invitations: Sequence[Invitation],
    failed: frozenset[Handle],
    *,
    personal: bool,
    clock: Clock,
    identities: Identities,
    batch_id: BatchId | None = None,
) -> None:
    """Tell each invitation of a call what TikTok made of it, and go on to the personal message where there is one."""
    now = clock.now()
    await fail(uow, [one for one in invitations if one.handle in failed], UNKNOWN_TO_TIKTOK_ONE, now)
    arrived = [one for one in invitations if one.handle not in failed]
    # Whoever said yes before TikTok had them can be joined now.
    join = JoinInName(Intend(clock, identities))
    taken = [await join(uow, campaign, one) for one in arrived]
    if not personal:
        delivered = (one.deliver(Delivery.NOTIFICATION_ONLY, now) for one in taken)
        await uow.invitations.save_all([unless_over(campaign, one, now) for one in delivered])
        return
    if campaign.has_ended:
        await fail(uow, taken, OVER, now)
        return
    earlier = await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, set(InvitationState))
    await uow.invitations.save_all([one for one, before in zip(taken, arrived, strict=True) if one is not before])
    for invitation in taken:
        same = [one for one in earlier if one.handle == invitation.handle]
        await intend_message(uow, campaign, invitation, same, clock, identities, batch_id=batch_id)


async def fail(uow: UnitOfWork, invitations: Sequence[Invitation], reason: str, now: datetime) -> None:
    """Tell invitations that TikTok did not take them, except those whose answer came first: that proves it did."""
    await uow.invitations.save_all(
        [one.fail(reason, now) for one in invitations if one.state is InvitationState.SENDING]
    )
