"""How often TikTok could not be asked what became of an effect, and when that is tried next."""

from alembic import op

revision: str = "0099"
down_revision: str | None = "0098"


def upgrade() -> None:
    op.execute("ALTER TABLE effects ADD COLUMN silences integer NOT NULL DEFAULT 0, ADD COLUMN next_at timestamptz")


def downgrade() -> None:
    op.execute("ALTER TABLE effects DROP COLUMN silences, DROP COLUMN next_at")
