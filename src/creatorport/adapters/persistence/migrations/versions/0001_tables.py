"""Everything the first release keeps, except its jobs."""

from alembic import op

revision: str = "0001"
down_revision: str | None = None

_UP = """
CREATE TABLE accounts (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    open_id TEXT NOT NULL,
    union_id TEXT,
    display_name TEXT,
    handle TEXT,
    bio TEXT,
    is_verified BOOLEAN,
    profile_url TEXT,
    avatar_url TEXT,
    avatar_expires_at timestamptz,
    has_reach BOOLEAN NOT NULL,
    followers BIGINT,
    following BIGINT,
    likes BIGINT,
    videos BIGINT,
    requested_scopes TEXT[] NOT NULL,
    state TEXT NOT NULL,
    cause TEXT,
    connected_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    sealed_access_token TEXT,
    sealed_refresh_token TEXT,
    access_expires_at timestamptz,
    refresh_expires_at timestamptz,
    issued_at timestamptz,
    scopes TEXT[],
    version INTEGER NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (workspace_id, id),
    CONSTRAINT uq_accounts_workspace_id_open_id UNIQUE (workspace_id, open_id)
);
CREATE INDEX ix_accounts_open_id ON accounts (open_id);
CREATE INDEX ix_accounts_workspace_id_connected_at_id ON accounts (workspace_id, connected_at, id);

CREATE TABLE campaigns (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    brand_name TEXT NOT NULL,
    brief TEXT NOT NULL,
    state TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    tiktok_campaign_id TEXT,
    invite_link TEXT,
    country_codes TEXT[],
    rejection TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT pk_campaigns PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_campaigns_state ON campaigns (state);
CREATE INDEX ix_campaigns_workspace_id_created_at_id ON campaigns (workspace_id, created_at, id);
CREATE INDEX ix_campaigns_workspace_id_tiktok_campaign_id ON campaigns (workspace_id, tiktok_campaign_id);

CREATE TABLE connect_attempts (
    state_hash TEXT NOT NULL,
    target TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    sealed_verifier TEXT,
    scopes TEXT[] NOT NULL,
    expected TEXT,
    started_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT pk_connect_attempts PRIMARY KEY (state_hash)
);
CREATE INDEX ix_connect_attempts_started_at ON connect_attempts (started_at);

CREATE TABLE creators (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    handle TEXT NOT NULL,
    handle_key TEXT NOT NULL,
    display_name TEXT NOT NULL,
    avatar_url TEXT,
    avatar_expires_at timestamptz,
    followers BIGINT,
    following BIGINT,
    likes BIGINT,
    videos BIGINT,
    source TEXT NOT NULL,
    captured_at timestamptz NOT NULL,
    fresh_until timestamptz NOT NULL,
    found_at timestamptz NOT NULL,
    CONSTRAINT pk_creators PRIMARY KEY (workspace_id, id),
    CONSTRAINT uq_creators_workspace_id_handle_key UNIQUE (workspace_id, handle_key)
);
CREATE INDEX ix_creators_by_followers ON creators (workspace_id, coalesce(followers, -1) DESC, id DESC);

CREATE TABLE effects (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    reference TEXT NOT NULL,
    request JSONB NOT NULL,
    state TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    calls INTEGER NOT NULL,
    look_ups INTEGER NOT NULL,
    called_at timestamptz,
    settled_at timestamptz,
    trouble TEXT,
    touched_at timestamptz DEFAULT clock_timestamp() NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_effects PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_effects_unsettled ON effects (touched_at)
    WHERE state IN ('intended', 'calling', 'unknown');

CREATE TABLE idempotency_keys (
    workspace_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    outcome TEXT,
    claimed_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT pk_idempotency_keys PRIMARY KEY (workspace_id, key)
);
CREATE INDEX ix_idempotency_keys_claimed_at ON idempotency_keys (claimed_at);

CREATE TABLE inbox (
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    channel TEXT NOT NULL,
    body BYTEA NOT NULL,
    received_at timestamptz NOT NULL,
    settled_at timestamptz,
    outcome TEXT,
    CONSTRAINT pk_inbox PRIMARY KEY (id),
    CONSTRAINT uq_inbox_key UNIQUE (key)
);

CREATE TABLE log (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    payload JSONB NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_log PRIMARY KEY (stream, number)
);

CREATE TABLE marketplaces (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    tto_account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed_token TEXT NOT NULL,
    connected_by TEXT NOT NULL,
    connected_at timestamptz NOT NULL,
    cause TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT pk_marketplaces PRIMARY KEY (workspace_id)
);
CREATE INDEX ix_marketplaces_tto_account_id ON marketplaces (tto_account_id);

CREATE TABLE streams (
    name TEXT NOT NULL,
    newest BIGINT NOT NULL,
    oldest BIGINT NOT NULL,
    CONSTRAINT pk_streams PRIMARY KEY (name)
);

CREATE TABLE invitations (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    creator_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    handle_key TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at timestamptz NOT NULL,
    delivery TEXT,
    tiktok_id TEXT,
    sent_at timestamptz,
    answered_at timestamptz,
    answer TEXT,
    failure TEXT,
    version INTEGER NOT NULL,
    CONSTRAINT pk_invitations PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_invitations_workspace_id_campaign_id_campaigns
        FOREIGN KEY(workspace_id, campaign_id) REFERENCES campaigns (workspace_id, id)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_invitations_workspace_id_creator_id_creators
        FOREIGN KEY(workspace_id, creator_id) REFERENCES creators (workspace_id, id)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_invitations_workspace_id_campaign_id_created_at_id
    ON invitations (workspace_id, campaign_id, created_at, id);
CREATE UNIQUE INDEX uq_invitations_live ON invitations (workspace_id, campaign_id, creator_id)
    WHERE state IN ('draft', 'sending', 'sent', 'viewed', 'accepted');

CREATE TABLE posts (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    creator_id TEXT NOT NULL,
    video_id TEXT NOT NULL,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    published_at timestamptz,
    linked_at timestamptz NOT NULL,
    views BIGINT,
    likes BIGINT,
    comments BIGINT,
    shares BIGINT,
    source TEXT,
    captured_at timestamptz,
    fresh_until timestamptz,
    fell BOOLEAN,
    version INTEGER NOT NULL,
    CONSTRAINT pk_posts PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_posts_workspace_id_campaign_id_campaigns
        FOREIGN KEY(workspace_id, campaign_id) REFERENCES campaigns (workspace_id, id)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_posts_workspace_id_creator_id_creators
        FOREIGN KEY(workspace_id, creator_id) REFERENCES creators (workspace_id, id)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT uq_posts_workspace_id_campaign_id_video_id UNIQUE (workspace_id, campaign_id, video_id)
);
CREATE INDEX ix_posts_workspace_id_campaign_id_linked_at_id ON posts (workspace_id, campaign_id, linked_at, id);

CREATE TABLE snapshots (
    workspace_id TEXT NOT NULL,
    post_id TEXT NOT NULL,
    captured_at timestamptz NOT NULL,
    fresh_until timestamptz NOT NULL,
    source TEXT NOT NULL,
    views BIGINT,
    likes BIGINT,
    comments BIGINT,
    shares BIGINT,
    fell BOOLEAN NOT NULL,
    CONSTRAINT pk_snapshots PRIMARY KEY (workspace_id, post_id, captured_at),
    CONSTRAINT fk_snapshots_workspace_id_post_id_posts
        FOREIGN KEY(workspace_id, post_id) REFERENCES posts (workspace_id, id)
);
"""

_DOWN = """
DROP TABLE snapshots, posts, invitations, streams, marketplaces, log, inbox, idempotency_keys,
    effects, creators, connect_attempts, campaigns, accounts;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
