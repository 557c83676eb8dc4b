from typing import Any

from creatorport.adapters.persistence.mapping.campaign_plans import plan_from_row, plan_to_json
from creatorport.adapters.persistence.rows import CampaignRow
from creatorport.domain.campaign import AtTikTok, Campaign, CampaignState
from creatorport.domain.ids import CampaignId, MemberId, WorkspaceId
from creatorport.domain.product_link import ProductLink


def to_row(campaign: Campaign) -> CampaignRow:
    there, budget = campaign.at_tiktok, campaign.plan.budget
    return CampaignRow(
        workspace_id=campaign.workspace_id,
        id=campaign.id,
        name=campaign.name,
        brand_name=campaign.brand_name,
        brief=campaign.brief,
        state=campaign.state.value,
        created_by=campaign.created_by,
        created_at=campaign.created_at,
        tiktok_campaign_id=there.campaign_id if there else None,
        invite_link=there.invite_link if there else None,
        country_codes=list(there.country_codes) if there else None,
        rejection=campaign.rejection,
        budget_amount=budget.amount if budget else None,
        budget_currency=budget.currency if budget else None,
        plan=plan_to_json(campaign.plan),
        archived_at=campaign.archived_at,
        ended_at=campaign.ended_at,
        order_id=campaign.order_id,
        anchor_id=campaign.link.anchor_id if campaign.link else None,
        anchor_state=campaign.link.raw_state if campaign.link else None,
        version=campaign.version,
    )


def from_row(row: CampaignRow) -> Campaign:
    there = None
    if row.tiktok_campaign_id is not None:
        there = AtTikTok(row.tiktok_campaign_id, row.invite_link or "", tuple(row.country_codes or ()))
    return Campaign(
        id=CampaignId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        name=row.name,
        brand_name=row.brand_name,
        brief=row.brief,
        state=CampaignState(row.state),
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        at_tiktok=there,
        rejection=row.rejection,
        plan=plan_from_row(row),
        archived_at=row.archived_at,
        ended_at=row.ended_at,
        order_id=row.order_id,
        link=link_from(row),
        version=row.version,
    )


def link_from(row: Any) -> ProductLink | None:
    """Return the product link of any row with its two columns."""
    return None if row.anchor_id is None else ProductLink(row.anchor_id, row.anchor_state)
