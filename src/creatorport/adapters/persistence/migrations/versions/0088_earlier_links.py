"""Which requests to link a video there were before the one that a deliverable speaks of."""

from alembic import op

revision: str = "0088"
down_revision: str | None = "0087"


def upgrade() -> None:
    op.execute("ALTER TABLE deliverables ADD COLUMN link_earlier text[]")


def downgrade() -> None:
    op.execute("ALTER TABLE deliverables DROP COLUMN link_earlier")
