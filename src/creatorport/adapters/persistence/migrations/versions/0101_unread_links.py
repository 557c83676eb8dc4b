"""Why the last reading told nothing of a request to link a video."""

from alembic import op

revision: str = "0101"
down_revision: str | None = "0100"


def upgrade() -> None:
    op.execute("ALTER TABLE deliverables ADD COLUMN link_unread text")


def downgrade() -> None:
    op.execute("ALTER TABLE deliverables DROP COLUMN link_unread")
