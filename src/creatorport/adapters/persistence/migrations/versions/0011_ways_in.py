"""Invite links; and what a sign-in is for, and where the browser goes after it."""

from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"

_UP = """
ALTER TABLE connect_attempts
    ADD COLUMN account_id text,
    ADD COLUMN invite_id text,
    ADD COLUMN return_to text,
    ADD COLUMN opener text;
CREATE TABLE connect_invites (
    workspace_id text NOT NULL,
    id text NOT NULL,
    token_hash text NOT NULL,
    invited text NOT NULL,
    expected text,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz,
    account_id text,
    CONSTRAINT pk_connect_invites PRIMARY KEY (workspace_id, id),
    CONSTRAINT uq_connect_invites_token_hash UNIQUE (token_hash)
);
CREATE INDEX ix_connect_invites_workspace_id_created_at_id ON connect_invites (workspace_id, created_at, id);
"""

_DOWN = """
DROP TABLE connect_invites;
ALTER TABLE connect_attempts
    DROP COLUMN account_id,
    DROP COLUMN invite_id,
    DROP COLUMN return_to,
    DROP COLUMN opener;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
