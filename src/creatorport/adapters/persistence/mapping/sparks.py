"""Permissions to advertise: their codes pass through the vault, each sealed for its own post."""

from creatorport.adapters.persistence.rows import SparkRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.spark import SparkAuthorization, SparkCode
from creatorport.domain.spark_states import Redemption, SparkState


def to_row(spark: SparkAuthorization, vault: TokenVault) -> SparkRow:
    code = spark.code
    return SparkRow(
        workspace_id=spark.workspace_id,
        id=spark.id,
        campaign_id=spark.campaign_id,
        creator_id=spark.creator_id,
        video_id=spark.video_id,
        state=spark.state.value,
        days=spark.days,
        asked_at=spark.asked_at,
        seen_at=spark.seen_at,
        checked_at=spark.checked_at,
        sealed_code=vault.seal(code.code, purpose(spark.workspace_id, spark.id)) if code else None,
        code_status=code.status if code else None,
        starts_at=code.starts_at if code else None,
        ends_at=code.ends_at if code else None,
        extending=spark.extending,
        warned=spark.warned,
        redemption=spark.redemption.value,
        advertiser_id=spark.advertiser_id,
        failure=spark.failure,
        version=spark.version,
    )


def from_row(row: SparkRow, vault: TokenVault) -> SparkAuthorization:
    code = None
    if row.sealed_code is not None and row.starts_at is not None and row.ends_at is not None:
        opened = vault.open(row.sealed_code, purpose(row.workspace_id, row.id))
        code = SparkCode(opened, row.code_status or "NOT_USED", row.starts_at, row.ends_at)
    return SparkAuthorization(
        id=PostId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        campaign_id=CampaignId(row.campaign_id),
        creator_id=CreatorId(row.creator_id),
        video_id=row.video_id,
        state=SparkState(row.state),
        days=row.days,
        asked_at=row.asked_at,
        seen_at=row.seen_at,
        checked_at=row.checked_at,
        code=code,
        extending=row.extending,
        warned=row.warned,
        redemption=Redemption(row.redemption),
        advertiser_id=row.advertiser_id,
        failure=row.failure,
        version=row.version,
    )


def purpose(workspace_id: str, post_id: str) -> str:
    return f"spark/{workspace_id}/{post_id}"
