"""How often TikTok refused to tell what became of an effect."""

from alembic import op

revision: str = "0094"
down_revision: str | None = "0093"


def upgrade() -> None:
    op.execute("ALTER TABLE effects ADD COLUMN refusals integer NOT NULL DEFAULT 0")


def downgrade() -> None:
    op.execute("ALTER TABLE effects DROP COLUMN refusals")
