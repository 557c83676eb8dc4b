"""What the end of a grant for the business app was warned of."""

from alembic import op

revision: str = "0095"
down_revision: str | None = "0094"


def upgrade() -> None:
    op.execute("ALTER TABLE business_connections ADD COLUMN warned integer")
    op.execute("CREATE INDEX ix_business_connections_refresh_expires_at ON business_connections (refresh_expires_at)")


def downgrade() -> None:
    op.execute("DROP INDEX ix_business_connections_refresh_expires_at")
    op.execute("ALTER TABLE business_connections DROP COLUMN warned")
