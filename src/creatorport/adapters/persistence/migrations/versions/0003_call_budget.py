"""What was spent of TikTok's quotas, shared by all processes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    op.create_table(
        "call_budget",
        sa.Column("app", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("spent", JSONB, nullable=False),
        sa.Column("resting_until", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    op.drop_table("call_budget")
