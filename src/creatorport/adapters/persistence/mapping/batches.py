from dataclasses import asdict
from datetime import timedelta

from creatorport.adapters.persistence.mapping.terms import offer_from_json, offer_to_json
from creatorport.adapters.persistence.rows import BatchItemRow, BatchRow
from creatorport.domain.batch_item import BatchItem, Hindrance, ItemState
from creatorport.domain.errors import FixableBy
from creatorport.domain.ids import (
    BatchId,
    CampaignId,
    CreatorId,
    EffectId,
    InvitationId,
    MemberId,
    TemplateId,
    WorkspaceId,
)
from creatorport.domain.invitation_batch import BatchCounts, BatchState, InvitationBatch
from creatorport.domain.remedies import Remedy


def to_row(batch: InvitationBatch) -> BatchRow:
    template_id, number = batch.template or (None, None)
    return BatchRow(
        workspace_id=batch.workspace_id,
        id=batch.id,
        campaign_id=batch.campaign_id,
        state=batch.state.value,
        counts=asdict(batch.counts),
        template_id=template_id,
        template_number=number,
        life=None if batch.life is None else int(batch.life.total_seconds()),
        created_by=batch.created_by,
        created_at=batch.created_at,
        settled_at=batch.settled_at,
        version=batch.version,
    )


def from_row(row: BatchRow) -> InvitationBatch:
    template = None
    if row.template_id is not None and row.template_number is not None:
        template = (TemplateId(row.template_id), row.template_number)
    return InvitationBatch(
        id=BatchId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        campaign_id=CampaignId(row.campaign_id),
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        counts=BatchCounts(**row.counts),
        template=template,
        life=None if row.life is None else timedelta(seconds=row.life),
        state=BatchState(row.state),
        settled_at=row.settled_at,
        version=row.version,
    )


def to_item_row(item: BatchItem) -> BatchItemRow:
    hindrance = item.hindrance
    return BatchItemRow(
        workspace_id=item.workspace_id,
        batch_id=item.batch_id,
        position=item.position,
        creator_id=item.creator_id,
        handle=item.handle,
        message=item.message,
        offer=None if item.offer is None else offer_to_json(item.offer),
        state=item.state.value,
        code=hindrance.code if hindrance else None,
        reason=hindrance.reason if hindrance else None,
        fixable_by=hindrance.fixable_by.value if hindrance else None,
        remedy=hindrance.remedy.value if hindrance and hindrance.remedy else None,
        invitation_id=item.invitation_id,
        effect_id=item.effect_id,
    )


def from_item_row(row: BatchItemRow) -> BatchItem:
    return BatchItem(
        workspace_id=WorkspaceId(row.workspace_id),
        batch_id=BatchId(row.batch_id),
        position=row.position,
        creator_id=CreatorId(row.creator_id),
        handle=row.handle,
        message=row.message,
        offer=None if row.offer is None else offer_from_json(row.offer),
        state=ItemState(row.state),
        hindrance=_hindrance(row),
        invitation_id=None if row.invitation_id is None else InvitationId(row.invitation_id),
        effect_id=None if row.effect_id is None else EffectId(row.effect_id),
    )


def _hindrance(row: BatchItemRow) -> Hindrance | None:
    if row.code is None or row.reason is None or row.fixable_by is None:
        return None
    remedy = None if row.remedy is None else Remedy(row.remedy)
    return Hindrance(row.code, row.reason, FixableBy(row.fixable_by), remedy)
