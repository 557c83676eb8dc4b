"""When a campaign ended: that is how long ago what is open with its creators is waited for."""

from alembic import op

revision: str = "0091"
down_revision: str | None = "0090"

_UP = """
ALTER TABLE campaigns ADD COLUMN ended_at timestamptz;
UPDATE campaigns SET ended_at = coalesce(
    (
        SELECT max(at) FROM activities
        WHERE activities.workspace_id = campaigns.workspace_id AND activities.campaign_id = campaigns.id
            AND kind = 'campaign' AND verb IN ('completed', 'cancelled')
    ),
    now()
)
WHERE state IN ('completed', 'cancelled', 'rejected');
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute("ALTER TABLE campaigns DROP COLUMN ended_at")
