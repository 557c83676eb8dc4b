"""Work that is done later, by a worker. Deferred in the same unit of work as the change that needs it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from creatorport.domain.ids import (
    AccountId,
    BatchId,
    CampaignId,
    CreatorId,
    EffectId,
    HookId,
    PublicationId,
    WorkspaceId,
)


@dataclass(frozen=True, slots=True)
class DriveEffect:
    """Bring one effect a step further. Never two at once for the same effect."""

    workspace_id: WorkspaceId
    effect_id: EffectId


@dataclass(frozen=True, slots=True)
class CaptureCampaign:
    """Read a campaign's answers and report, link new posts, capture their counts; then wait for the next time.

    At most one waits per campaign: asking for one sooner brings the waiting one forward.
    """

    workspace_id: WorkspaceId
    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class ProcessDelivery:
    """Act on one stored webhook."""

    delivery_id: str


@dataclass(frozen=True, slots=True)
class RevokeGrant:
    """Tell TikTok that we let go of a grant. Both tokens are encrypted, and readable by the vault alone.

    `family` is whose login they are of, see `domain.token_family`.
    """

    workspace_id: WorkspaceId
    account_id: AccountId
    sealed_token: str
    sealed_refresh_token: str | None = None
    family: str = "login_kit"


@dataclass(frozen=True, slots=True)
class SyncAccount:
    """Drive an account's open sync run. Never two at once for the same account; at most one waits."""

    workspace_id: WorkspaceId
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class RefreshKnown:
    """Make one call for what the planner chose: up to 20 known videos by TikTok's ids, or the profile without any.

    Never at once with a sync of the account. What was refreshed since `asked_at` (ISO 8601) is not refreshed again.
    """

    workspace_id: WorkspaceId
    account_id: AccountId
    video_ids: list[str]
    asked_at: str


@dataclass(frozen=True, slots=True)
class EnrichCreators:
    """Read public pages of a workspace's creators, as many as a batch takes. At most one waits per workspace."""

    workspace_id: WorkspaceId


@dataclass(frozen=True, slots=True)
class CaptureInsights:
    """Read what an account's creator consented to tell, as far as it is due. At most one waits per account."""

    workspace_id: WorkspaceId
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class CaptureCreatorInsights:
    """Read what can be read of a creator without their consent, as far as it is due. At most one waits per creator."""

    workspace_id: WorkspaceId
    creator_id: CreatorId


@dataclass(frozen=True, slots=True)
class SubscribeToMarketplace:
    """See to it that TikTok One sends us its webhooks for one workspace's account."""

    workspace_id: WorkspaceId


@dataclass(frozen=True, slots=True)
class WorkOffBatch:
    """Bring one batch of invitations a slice further, and see how far it is. Never two at once for the same batch."""

    workspace_id: WorkspaceId
    batch_id: BatchId


@dataclass(frozen=True, slots=True)
class DrivePublication:
    """Bring one publication as far as it goes now. Never two at once for the same one; at most one waits."""

    workspace_id: WorkspaceId
    publication_id: PublicationId


@dataclass(frozen=True, slots=True)
class DriveHook:
    """Send one outgoing webhook some of what is due, and see when there is more.

    Never two at once for the same one; at most one waits.
    """

    workspace_id: WorkspaceId
    hook_id: HookId


Job = (
    DriveEffect
    | DriveHook
    | DrivePublication
    | CaptureCampaign
    | ProcessDelivery
    | RevokeGrant
    | SubscribeToMarketplace
    | SyncAccount
    | RefreshKnown
    | EnrichCreators
    | WorkOffBatch
    | CaptureInsights
    | CaptureCreatorInsights
)


class Jobs(Protocol):
    async def defer(self, job: Job, *, after: timedelta | None = None) -> None:
        """Enqueue a job; it runs after this unit of work commits, or never if it does not.

        `after` is real time, not the business's clock. A job that may wait once only (DriveEffect, DriveHook,
        DrivePublication, CaptureCampaign, SubscribeToMarketplace, SyncAccount, EnrichCreators, WorkOffBatch,
        CaptureInsights, CaptureCreatorInsights) is not enqueued twice: the one that waits will do, at the earlier of
        both times.
        """
        ...

    async def ensure(self, job: Job) -> None:
        """Enqueue a job that may wait once only, unless its like waits already, whenever that one is due.

        For those who see to it that nothing is forgotten. What is wanted now is deferred: a pause before the next try
        is what `ensure` keeps, and what `defer` ends.
        """
        ...
