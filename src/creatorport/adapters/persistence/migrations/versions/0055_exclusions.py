"""Whom a workspace does not invite, and why."""

from alembic import op

revision: str = "0055"
down_revision: str | None = "0075"

_UP = """
CREATE TABLE exclusions (
    workspace_id text NOT NULL,
    creator_id text NOT NULL,
    reason text NOT NULL,
    excluded_by text NOT NULL,
    excluded_at timestamptz NOT NULL,
    CONSTRAINT pk_exclusions PRIMARY KEY (workspace_id, creator_id),
    CONSTRAINT fk_exclusions_workspace_id_creator_id_creators FOREIGN KEY (workspace_id, creator_id)
        REFERENCES creators (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_exclusions_workspace_id_excluded_at_creator_id
    ON exclusions (workspace_id, excluded_at, creator_id);
"""

_DOWN = """
DROP TABLE exclusions;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
