"""A campaign's plan, its milestones, and whether it was put away."""

from alembic import op

revision: str = "0067"
down_revision: str | None = "0060"

_UP = """
ALTER TABLE campaigns
    ADD COLUMN plan jsonb,
    ADD COLUMN archived_at timestamptz;
CREATE TABLE milestones_reached (
    workspace_id text NOT NULL,
    campaign_id text NOT NULL,
    metric text NOT NULL,
    threshold bigint NOT NULL,
    value bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_milestones_reached PRIMARY KEY (workspace_id, campaign_id, metric, threshold)
);
"""

_DOWN = """
DROP TABLE milestones_reached;
ALTER TABLE campaigns
    DROP COLUMN plan,
    DROP COLUMN archived_at;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
