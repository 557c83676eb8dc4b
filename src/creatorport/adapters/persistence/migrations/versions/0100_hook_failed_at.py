"""When an outgoing webhook failed last."""

from alembic import op

revision: str = "0100"
down_revision: str | None = "0099"


def upgrade() -> None:
    op.execute("ALTER TABLE hooks ADD COLUMN failed_at timestamptz")


def downgrade() -> None:
    op.execute("ALTER TABLE hooks DROP COLUMN failed_at")
