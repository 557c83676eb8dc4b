"""Batches of invitations, and where creators stand at TikTok One."""

from alembic import op

revision: str = "0076"
down_revision: str | None = "0056"

_UP = """
CREATE TABLE invitation_batches (
    workspace_id text NOT NULL,
    id text NOT NULL,
    campaign_id text NOT NULL,
    state text NOT NULL,
    counts jsonb NOT NULL,
    template_id text,
    template_number integer,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    version integer NOT NULL,
    CONSTRAINT pk_invitation_batches PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_invitation_batches_workspace_id_campaign_id_campaigns FOREIGN KEY (workspace_id, campaign_id)
        REFERENCES campaigns (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_invitation_batches_workspace_id_campaign_id_created_at_id
    ON invitation_batches (workspace_id, campaign_id, created_at, id);
CREATE INDEX ix_invitation_batches_open ON invitation_batches (created_at) WHERE settled_at IS NULL;
CREATE TABLE invitation_batch_items (
    workspace_id text NOT NULL,
    batch_id text NOT NULL,
    position integer NOT NULL,
    creator_id text NOT NULL,
    handle text,
    message text,
    offer jsonb,
    state text NOT NULL,
    code text,
    reason text,
    fixable_by text,
    remedy text,
    invitation_id text,
    effect_id text,
    CONSTRAINT pk_invitation_batch_items PRIMARY KEY (workspace_id, batch_id, position),
    CONSTRAINT fk_invitation_batch_items_batch FOREIGN KEY (workspace_id, batch_id)
        REFERENCES invitation_batches (workspace_id, id),
    CONSTRAINT fk_invitation_batch_items_invitation FOREIGN KEY (workspace_id, invitation_id)
        REFERENCES invitations (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_effects_unknown ON effects (workspace_id, subject) WHERE state = 'unknown';
CREATE TABLE creator_standings (
    workspace_id text NOT NULL,
    handle_key text NOT NULL,
    standing text NOT NULL,
    seen_at timestamptz NOT NULL,
    CONSTRAINT pk_creator_standings PRIMARY KEY (workspace_id, handle_key)
);
"""

_DOWN = """
DROP TABLE creator_standings;
DROP INDEX ix_effects_unknown;
DROP TABLE invitation_batch_items;
DROP TABLE invitation_batches;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
