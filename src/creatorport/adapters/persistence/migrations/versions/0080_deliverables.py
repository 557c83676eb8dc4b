"""What creators owe, what they handed in, and what was said about it."""

from alembic import op

revision: str = "0080"
down_revision: str | None = "0067"

_UP = """
CREATE TABLE deliverables (
    workspace_id text NOT NULL,
    id text NOT NULL,
    campaign_id text NOT NULL,
    invitation_id text NOT NULL,
    creator_id text NOT NULL,
    handle text NOT NULL,
    handle_key text NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    due_at timestamptz,
    created_at timestamptz NOT NULL,
    submitted_at timestamptz,
    submitted_by text,
    video_id text,
    video_url text,
    draft_url text,
    note text,
    decided_at timestamptz,
    decided_by text,
    link_video_id text,
    link_state text,
    link_asked_at timestamptz,
    link_requests integer,
    link_pending text,
    link_failure text,
    post_id text,
    linked_at timestamptz,
    reminded bigint,
    reminded_at timestamptz,
    version integer NOT NULL,
    CONSTRAINT pk_deliverables PRIMARY KEY (workspace_id, id),
    CONSTRAINT uq_deliverables_workspace_id_invitation_id_number UNIQUE (workspace_id, invitation_id, number),
    CONSTRAINT fk_deliverables_workspace_id_campaigns FOREIGN KEY (workspace_id, campaign_id)
        REFERENCES campaigns (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deliverables_workspace_id_invitations FOREIGN KEY (workspace_id, invitation_id)
        REFERENCES invitations (workspace_id, id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deliverables_workspace_id_creators FOREIGN KEY (workspace_id, creator_id)
        REFERENCES creators (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_deliverables_workspace_id_campaign_id_created_at_id
    ON deliverables (workspace_id, campaign_id, created_at, id);
CREATE INDEX ix_deliverables_owed ON deliverables (due_at) WHERE state IN ('changes_requested', 'due');
CREATE TABLE deliverable_comments (
    workspace_id text NOT NULL,
    id text NOT NULL,
    deliverable_id text NOT NULL,
    author text NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_deliverable_comments PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_deliverable_comments_workspace_id_deliverables FOREIGN KEY (workspace_id, deliverable_id)
        REFERENCES deliverables (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_deliverable_comments_workspace_id_deliverable_id_at_id
    ON deliverable_comments (workspace_id, deliverable_id, at, id);
"""

_DOWN = """
DROP TABLE deliverable_comments;
DROP TABLE deliverables;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
