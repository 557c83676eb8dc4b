"""What the graph shows of batches of invitations."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import BatchId, CampaignId, CreatorId, InvitationId, TemplateId
from creatorport.domain.invitation_batch import BatchCounts


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch, and where its creators stand at this moment."""

    id: BatchId
    campaign_id: CampaignId
    state: str
    created_by: str
    created_at: datetime
    settled_at: datetime | None
    template_id: TemplateId | None
    template_number: int | None
    counts: BatchCounts


@dataclass(frozen=True, slots=True)
class BatchItemView:
    """`state` is the field of BatchCounts under which it counts. `code` names our own refusal, `reason` tells any."""

    position: int
    creator_id: CreatorId
    handle: str | None
    message: str | None
    state: str
    code: str | None
    reason: str | None
    fixable_by: str | None
    remedy: str | None
    invitation_id: InvitationId | None


@dataclass(frozen=True, slots=True)
class BatchProgressView:
    """Where a batch stood at one moment; `number` is that moment's place in the batch's stream."""

    number: int
    at: datetime
    batch_id: BatchId
    state: str
    counts: BatchCounts
