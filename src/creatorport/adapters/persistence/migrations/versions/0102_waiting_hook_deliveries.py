"""Since when each event waits on its way to an outgoing webhook."""

from alembic import op

revision: str = "0102"
down_revision: str | None = "0101"

_UP = """
ALTER TABLE hook_deliveries ADD COLUMN waits_since timestamptz;
CREATE INDEX ix_hook_deliveries_waiting ON hook_deliveries (waits_since) WHERE state IN ('pending', 'retrying');
"""

# The release before does not know the reason.
_DOWN = """
UPDATE hook_deliveries SET because = 'spent' WHERE because = 'expired';
DROP INDEX ix_hook_deliveries_waiting;
ALTER TABLE hook_deliveries DROP COLUMN waits_since;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
