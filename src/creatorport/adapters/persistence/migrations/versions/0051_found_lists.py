"""Results of searches, and TikTok One's categories."""

from alembic import op

revision: str = "0051"
down_revision: str | None = "0071"

_UP = """
CREATE TABLE found_lists (
    workspace_id text NOT NULL,
    id text NOT NULL,
    scope text NOT NULL,
    by_key boolean NOT NULL,
    ascending boolean NOT NULL,
    walks jsonb NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    calls integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_found_lists PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_found_lists_workspace_id_scope_made_at ON found_lists (workspace_id, scope, made_at);
CREATE INDEX ix_found_lists_expires_at ON found_lists (expires_at);
CREATE TABLE creator_categories (
    workspace_id text NOT NULL,
    content jsonb NOT NULL,
    industry jsonb NOT NULL,
    read_at timestamptz NOT NULL,
    CONSTRAINT pk_creator_categories PRIMARY KEY (workspace_id)
);
"""

_DOWN = """
DROP TABLE creator_categories;
DROP TABLE found_lists;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
