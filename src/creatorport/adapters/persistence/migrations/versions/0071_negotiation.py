"""How an invitation's terms are negotiated, how long it lasts, who was reminded, and its link. Those that are open now
last two weeks more."""

from alembic import op

revision: str = "0071"
down_revision: str | None = "0069"

_UP = """
ALTER TABLE invitations
    ADD COLUMN negotiation text NOT NULL DEFAULT 'open',
    ADD COLUMN over_budget boolean NOT NULL DEFAULT false,
    ADD COLUMN life bigint NOT NULL DEFAULT 1209600,
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN reminders jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN join_token_hash text;
ALTER TABLE invitations
    ALTER COLUMN negotiation DROP DEFAULT,
    ALTER COLUMN over_budget DROP DEFAULT,
    ALTER COLUMN life DROP DEFAULT,
    ALTER COLUMN reminders DROP DEFAULT;
UPDATE invitations SET negotiation = 'agreed' WHERE state = 'accepted';
UPDATE invitations SET expires_at = now() + interval '14 days' WHERE state IN ('sending', 'sent', 'viewed');
CREATE INDEX ix_invitations_workspace_id_handle_key ON invitations (workspace_id, handle_key);
CREATE UNIQUE INDEX uq_invitations_join_token_hash ON invitations (join_token_hash);
CREATE INDEX ix_invitations_open ON invitations (expires_at) WHERE state IN ('sending', 'sent', 'viewed');
"""

_DOWN = """
DROP INDEX ix_invitations_open, uq_invitations_join_token_hash, ix_invitations_workspace_id_handle_key;
ALTER TABLE invitations
    DROP COLUMN negotiation,
    DROP COLUMN over_budget,
    DROP COLUMN life,
    DROP COLUMN expires_at,
    DROP COLUMN reminders,
    DROP COLUMN join_token_hash;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
