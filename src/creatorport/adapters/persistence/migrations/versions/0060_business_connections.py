"""What creators grant the business app."""

from alembic import op

revision: str = "0060"
down_revision: str | None = "0085"

_UP = """
CREATE TABLE business_connections (
    workspace_id text NOT NULL,
    id text NOT NULL,
    open_id text NOT NULL,
    handle text,
    requested_scopes text[] NOT NULL,
    state text NOT NULL,
    cause text,
    loss text,
    connected_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    sealed_access_token text,
    sealed_refresh_token text,
    access_expires_at timestamptz,
    refresh_expires_at timestamptz,
    issued_at timestamptz,
    scopes text[],
    renewing_since timestamptz,
    version integer NOT NULL,
    CONSTRAINT pk_business_connections PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_business_connections_workspace_id_id_accounts
        FOREIGN KEY (workspace_id, id) REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_business_connections_open_id ON business_connections (open_id);
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.drop_table("business_connections")
