"""The secret that a repeat under an idempotency key is told again, sealed."""

from alembic import op

revision: str = "0096"
down_revision: str | None = "0095"


def upgrade() -> None:
    op.execute("ALTER TABLE idempotency_keys ADD COLUMN sealed_secret text")


def downgrade() -> None:
    op.execute("ALTER TABLE idempotency_keys DROP COLUMN sealed_secret")
