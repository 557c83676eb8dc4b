"""What became of each webhook: its state, attempts and last error, and whom it concerns."""

from alembic import op

revision: str = "0085"
down_revision: str | None = "0066"

_UP = """
ALTER TABLE inbox
    ADD COLUMN event text NOT NULL DEFAULT '',
    ADD COLUMN stored_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN touched_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN state text NOT NULL DEFAULT 'waiting',
    ADD COLUMN attempts integer NOT NULL DEFAULT 0,
    ADD COLUMN tried_at timestamptz,
    ADD COLUMN error text,
    ADD COLUMN concerns text[];
UPDATE inbox SET state = 'dead', attempts = 1, tried_at = settled_at, error = outcome, outcome = NULL
WHERE outcome LIKE 'unreadable:%';
UPDATE inbox SET state = 'processed', attempts = 1, tried_at = settled_at
WHERE settled_at IS NOT NULL AND state = 'waiting';
CREATE INDEX ix_inbox_received_at_id ON inbox (received_at, id);
CREATE INDEX ix_inbox_stored_at ON inbox (stored_at);
CREATE INDEX ix_inbox_waiting ON inbox (touched_at) WHERE state = 'waiting';
CREATE INDEX ix_inbox_concerns ON inbox USING gin (concerns);
"""

_DOWN = """
UPDATE inbox SET outcome = error WHERE state = 'dead';
DROP INDEX ix_inbox_concerns;
DROP INDEX ix_inbox_waiting;
DROP INDEX ix_inbox_stored_at;
DROP INDEX ix_inbox_received_at_id;
ALTER TABLE inbox
    DROP COLUMN event,
    DROP COLUMN stored_at,
    DROP COLUMN touched_at,
    DROP COLUMN state,
    DROP COLUMN attempts,
    DROP COLUMN tried_at,
    DROP COLUMN error,
    DROP COLUMN concerns;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
