"""Outgoing webhooks, and the events on their way to them."""

from alembic import op

revision: str = "0098"
down_revision: str | None = "0097"

_UP = """
CREATE TABLE hooks (
    workspace_id text NOT NULL,
    id text NOT NULL,
    url text NOT NULL,
    types text[],
    state text NOT NULL,
    because text,
    disabled_at timestamptz,
    sealed_secret text NOT NULL,
    sealed_retiring text,
    retiring_until timestamptz,
    rotated_at timestamptz,
    failing_since timestamptz,
    rests_until timestamptz,
    tests integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_hooks PRIMARY KEY (workspace_id, id)
);
CREATE TABLE hook_deliveries (
    workspace_id text NOT NULL,
    id text NOT NULL,
    hook_id text NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    object_type text NOT NULL,
    object_id text NOT NULL,
    sequence bigint NOT NULL,
    at timestamptz NOT NULL,
    data jsonb NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    tried integer NOT NULL,
    due_at timestamptz,
    began_at timestamptz,
    log jsonb NOT NULL,
    settled_at timestamptz,
    because text,
    version integer NOT NULL,
    CONSTRAINT pk_hook_deliveries PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_hook_deliveries_workspace_id_hooks FOREIGN KEY (workspace_id, hook_id)
        REFERENCES hooks (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX ix_hook_deliveries_workspace_id_at_id ON hook_deliveries (workspace_id, at, id);
CREATE INDEX ix_hook_deliveries_workspace_id_hook_id_at_id ON hook_deliveries (workspace_id, hook_id, at, id);
CREATE INDEX ix_hook_deliveries_open ON hook_deliveries (workspace_id, hook_id, object_type, object_id, sequence)
    WHERE state IN ('pending', 'retrying');
CREATE INDEX ix_hook_deliveries_settled ON hook_deliveries (state, settled_at) WHERE settled_at IS NOT NULL;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute("DROP TABLE hook_deliveries; DROP TABLE hooks")
