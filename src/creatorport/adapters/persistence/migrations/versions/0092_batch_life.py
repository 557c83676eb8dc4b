"""For how many seconds the invitations of a batch may be answered, where whoever made it said so."""

from alembic import op

revision: str = "0092"
down_revision: str | None = "0091"


def upgrade() -> None:
    op.execute("ALTER TABLE invitation_batches ADD COLUMN life bigint")


def downgrade() -> None:
    op.execute("ALTER TABLE invitation_batches DROP COLUMN life")
