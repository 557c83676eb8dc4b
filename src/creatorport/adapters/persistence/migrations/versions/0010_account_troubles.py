"""Why a grant died, whether it is being renewed, what was warned of, and what went wrong last."""

from alembic import op

revision: str = "0010"
down_revision: str | None = "0004"

_UP = """
ALTER TABLE accounts
    ADD COLUMN loss text,
    ADD COLUMN renewing_since timestamptz,
    ADD COLUMN warned integer,
    ADD COLUMN failure_code text,
    ADD COLUMN failure_message text,
    ADD COLUMN failed_at timestamptz;
UPDATE accounts SET loss = 'GRANT_REJECTED' WHERE state = 'needs_reauth';
CREATE INDEX ix_accounts_refresh_expires_at ON accounts (refresh_expires_at);
"""

_DOWN = """
DROP INDEX ix_accounts_refresh_expires_at;
ALTER TABLE accounts
    DROP COLUMN loss,
    DROP COLUMN renewing_since,
    DROP COLUMN warned,
    DROP COLUMN failure_code,
    DROP COLUMN failure_message,
    DROP COLUMN failed_at;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
