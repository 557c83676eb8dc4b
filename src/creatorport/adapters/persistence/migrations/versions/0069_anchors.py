"""The link to a product that TikTok shows on a campaign's videos."""

from alembic import op

revision: str = "0069"
down_revision: str | None = "0061"


def upgrade() -> None:
    op.execute("ALTER TABLE campaigns ADD COLUMN anchor_id text, ADD COLUMN anchor_state text")


def downgrade() -> None:
    op.execute("ALTER TABLE campaigns DROP COLUMN anchor_state, DROP COLUMN anchor_id")
