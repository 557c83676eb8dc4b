"""Writing down what is to be done at TikTok, together with the job that will do it."""

from collections.abc import Sequence

from creatorport.application.effects.intending import Intend
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import Effect, EffectKind, Json
from creatorport.domain.ids import BatchId, EffectId
from creatorport.domain.invitation import Invitation

CREATORS_PER_CALL = 100
"""How many creators TikTok One takes in one call (API for Business, POST /tto/tcm/campaign/create/)."""


def campaign_reference(campaign: Campaign) -> str:
    """Return the name that a campaign carries at TikTok.

    TikTok keeps no reference of ours and no other free field that cannot change, so the name ends in one: that is how
    a campaign is found again when TikTok's answer was lost. It stays within TikTok's 120 characters.
    """
    return f"{campaign.name} [cp-{campaign.id.replace('-', '')[-12:]}]"


async def intend_launch(
    uow: UnitOfWork, campaign: Campaign, first: Sequence[Invitation], clock: Clock, identities: Identities
) -> None:
    """Intend to create the campaign at TikTok with its first creators, at most CREATORS_PER_CALL."""
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.LAUNCH_CAMPAIGN,
        subject=campaign.id,
        reference=campaign_reference(campaign),
        request={"invitation_ids": [invitation.id for invitation in first]},
    )


async def intend_additions(
    uow: UnitOfWork,
    campaign: Campaign,
    more: Sequence[Invitation],
    clock: Clock,
    identities: Identities,
    *,
    batch_id: BatchId | None = None,
) -> Sequence[EffectId]:
    """Intend to add creators to a campaign that TikTok has, in as many calls as it takes.

    A batch of invitations that is named is looked at again whenever one of the effects gets further, or one of the
    personal messages that follow from them.
    """
    return [
        await Intend(clock, identities)(
            uow,
            campaign.workspace_id,
            EffectKind.ADD_CREATORS,
            subject=campaign.id,
            reference=campaign_reference(campaign),
            request={
                "invitation_ids": [invitation.id for invitation in more[start : start + CREATORS_PER_CALL]],
                **_of_batch(batch_id),
            },
        )
        for start in range(0, len(more), CREATORS_PER_CALL)
    ]


async def intend_message(
    uow: UnitOfWork,
    campaign: Campaign,
    invitation: Invitation,
    earlier: Sequence[Invitation],
    clock: Clock,
    identities: Identities,
    *,
    batch_id: BatchId | None = None,
) -> None:
    """Intend to send one personal invitation. `earlier` are those the creator had before in this campaign."""
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.SEND_INVITATION,
        subject=invitation.id,
        reference=invitation.id,
        request={
            "campaign_id": campaign.id,
            "earlier_ids": [one.tiktok_id for one in earlier if one.tiktok_id],
            "earlier": [one.id for one in earlier if one.id != invitation.id],
            **_of_batch(batch_id),
        },
    )


async def intend_cancellation(
    uow: UnitOfWork, campaign: Campaign, invitation: Invitation, tiktok_id: str, clock: Clock, identities: Identities
) -> None:
    """Intend to take back one personal message, which TikTok knows by this id."""
    await Intend(clock, identities)(
        uow,
        campaign.workspace_id,
        EffectKind.CANCEL_INVITATION,
        subject=invitation.id,
        reference=tiktok_id,
        request={"campaign_id": campaign.id},
    )


def batch_of(effect: Effect) -> BatchId | None:
    """Return the batch of invitations that wants to know how far an effect is."""
    batch_id = effect.request.get("batch_id")
    return BatchId(batch_id) if isinstance(batch_id, str) else None


def _of_batch(batch_id: BatchId | None) -> dict[str, Json]:
    return {} if batch_id is None else {"batch_id": batch_id}
