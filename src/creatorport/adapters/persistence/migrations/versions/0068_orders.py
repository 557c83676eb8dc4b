"""The order that TikTok has for a campaign."""

from alembic import op

revision: str = "0068"
down_revision: str | None = "0086"


def upgrade() -> None:
    op.execute("ALTER TABLE campaigns ADD COLUMN order_id text")


def downgrade() -> None:
    op.execute("ALTER TABLE campaigns DROP COLUMN order_id")
