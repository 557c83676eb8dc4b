"""What was dropped of people's data, and why; and whose an account becomes by a consent."""

from alembic import op

revision: str = "0040"
down_revision: str | None = "0031"

_UP = """
ALTER TABLE accounts
    ADD COLUMN dropped_at timestamptz,
    ADD COLUMN drop_reason text;
ALTER TABLE account_videos ADD COLUMN dropped_at timestamptz;
ALTER TABLE connect_attempts ADD COLUMN takes_over boolean NOT NULL DEFAULT false;
CREATE TABLE purges (
    workspace_id text NOT NULL,
    id text NOT NULL,
    at timestamptz NOT NULL,
    what text NOT NULL,
    reason text NOT NULL,
    items bigint NOT NULL,
    account_id text,
    CONSTRAINT pk_purges PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_purges_workspace_id_at_id ON purges (workspace_id, at, id);
"""

_DOWN = """
DROP TABLE purges;
ALTER TABLE connect_attempts DROP COLUMN takes_over;
ALTER TABLE account_videos DROP COLUMN dropped_at;
ALTER TABLE accounts
    DROP COLUMN dropped_at,
    DROP COLUMN drop_reason;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
