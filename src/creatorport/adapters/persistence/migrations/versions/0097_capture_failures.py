"""Why the performance of a campaign could not be captured when that was tried last."""

from alembic import op

revision: str = "0097"
down_revision: str | None = "0096"

_UP = """
CREATE TABLE capture_failures (
    workspace_id text NOT NULL,
    campaign_id text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    fixable_by text NOT NULL,
    since timestamptz NOT NULL,
    at timestamptz NOT NULL,
    retry_at timestamptz NOT NULL,
    tiktok_code text,
    log_id text,
    PRIMARY KEY (workspace_id, campaign_id)
)
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute("DROP TABLE capture_failures")
