"""Publications, the media that they are made of, and what TikTok offered for them."""

from alembic import op

revision: str = "0090"
down_revision: str | None = "0088"

_UP = """
CREATE TABLE publications (
    workspace_id text NOT NULL,
    id text NOT NULL,
    account_id text NOT NULL,
    creator text NOT NULL,
    made_by text NOT NULL,
    title text NOT NULL,
    privacy text NOT NULL,
    allow_comment boolean NOT NULL,
    allow_duet boolean NOT NULL,
    allow_stitch boolean NOT NULL,
    own_brand boolean NOT NULL,
    branded_content boolean NOT NULL,
    is_ai_generated boolean NOT NULL,
    cover_ms integer,
    consent_text text NOT NULL,
    consent_by text NOT NULL,
    consented_at timestamptz NOT NULL,
    media_id text,
    media_kind text,
    media_size bigint,
    video_url text,
    state text NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    started_at timestamptz,
    publish_id text,
    sealed_upload text,
    upload_ends_at timestamptz,
    sent bigint,
    completed_at timestamptz,
    settled_at timestamptz,
    post_ids text[] NOT NULL,
    cap text,
    trouble_code text,
    trouble_message text,
    trouble_fixable_by text,
    trouble_reason text,
    tiktok_status text,
    checked_at timestamptz,
    looks integer NOT NULL,
    failures integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_publications PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_publications_workspace_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_publications_workspace_id_created_at_id ON publications (workspace_id, created_at, id);
CREATE INDEX ix_publications_workspace_id_account_id_created_at_id
    ON publications (workspace_id, account_id, created_at, id);
CREATE INDEX ix_publications_next_at ON publications (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX ix_publications_publish_id ON publications (publish_id);
CREATE INDEX ix_publications_started_at_creator ON publications (started_at, creator);
CREATE INDEX ix_publications_workspace_id_media_id ON publications (workspace_id, media_id);
CREATE TABLE media (
    workspace_id text NOT NULL,
    id text NOT NULL,
    owner text NOT NULL,
    kind text NOT NULL,
    size bigint NOT NULL,
    kept_at timestamptz NOT NULL,
    dropped_at timestamptz,
    version integer NOT NULL,
    CONSTRAINT pk_media PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_media_kept_at ON media (kept_at) WHERE dropped_at IS NULL;
CREATE TABLE options_answers (
    workspace_id text NOT NULL,
    id text NOT NULL,
    account_id text NOT NULL,
    options jsonb NOT NULL,
    asked_at timestamptz NOT NULL,
    used_by text,
    version integer NOT NULL,
    CONSTRAINT pk_options_answers PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_options_answers_workspace_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_options_answers_asked_at ON options_answers (asked_at);
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute("DROP TABLE options_answers; DROP TABLE media; DROP TABLE publications")
