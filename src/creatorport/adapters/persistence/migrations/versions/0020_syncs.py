"""Accounts' videos, the history of both, and the runs that read them."""

from alembic import op

revision: str = "0020"
down_revision: str | None = "0011"

_UP = """
CREATE TABLE account_videos (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    video_id TEXT NOT NULL,
    published_at timestamptz,
    title TEXT,
    description TEXT,
    duration BIGINT,
    cover_url TEXT,
    cover_expires_at timestamptz,
    share_url TEXT,
    embed_url TEXT,
    state TEXT NOT NULL,
    first_seen_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    first_missing_at timestamptz,
    views BIGINT,
    likes BIGINT,
    comments BIGINT,
    shares BIGINT,
    source TEXT,
    captured_at timestamptz,
    fresh_until timestamptz,
    fell BOOLEAN,
    CONSTRAINT pk_account_videos PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_account_videos_workspace_id_account_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_account_videos_workspace_id_account_id_seen_at
    ON account_videos (workspace_id, account_id, seen_at);

CREATE TABLE video_snapshots (
    workspace_id TEXT NOT NULL,
    video TEXT NOT NULL,
    captured_at timestamptz NOT NULL,
    fresh_until timestamptz NOT NULL,
    source TEXT NOT NULL,
    views BIGINT,
    likes BIGINT,
    comments BIGINT,
    shares BIGINT,
    fell BOOLEAN NOT NULL,
    CONSTRAINT pk_video_snapshots PRIMARY KEY (workspace_id, video, captured_at),
    CONSTRAINT fk_video_snapshots_workspace_id_video_account_videos FOREIGN KEY (workspace_id, video)
        REFERENCES account_videos (workspace_id, id)
);

CREATE TABLE profile_snapshots (
    workspace_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    captured_at timestamptz NOT NULL,
    fresh_until timestamptz NOT NULL,
    source TEXT NOT NULL,
    followers BIGINT,
    following BIGINT,
    likes BIGINT,
    videos BIGINT,
    fell BOOLEAN NOT NULL,
    CONSTRAINT pk_profile_snapshots PRIMARY KEY (workspace_id, account_id, captured_at),
    CONSTRAINT fk_profile_snapshots_workspace_id_account_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id)
);

CREATE TABLE sync_runs (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    trigger TEXT NOT NULL,
    whole BOOLEAN NOT NULL,
    queued_at timestamptz NOT NULL,
    state TEXT NOT NULL,
    step TEXT NOT NULL,
    started_at timestamptz,
    step_at timestamptz,
    ended_at timestamptz,
    cursor BIGINT,
    pages INTEGER NOT NULL,
    idle_pages INTEGER NOT NULL,
    repeats INTEGER NOT NULL,
    troubles INTEGER NOT NULL,
    interruptions INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    new INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    vanished INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    error_code TEXT,
    error TEXT,
    retry_at timestamptz,
    version INTEGER NOT NULL,
    CONSTRAINT pk_sync_runs PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_sync_runs_workspace_id_account_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_sync_runs_workspace_id_account_id_queued_at_id
    ON sync_runs (workspace_id, account_id, queued_at, id);
CREATE UNIQUE INDEX uq_sync_runs_open
    ON sync_runs (workspace_id, account_id) WHERE state IN ('queued', 'running', 'interrupted');

CREATE TABLE sync_times (
    workspace_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    next_at timestamptz,
    asked_at timestamptz,
    walked_at timestamptz,
    CONSTRAINT pk_sync_times PRIMARY KEY (workspace_id, account_id),
    CONSTRAINT fk_sync_times_workspace_id_account_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_sync_times_next_at ON sync_times (next_at);
"""

_DOWN = """
DROP TABLE sync_times;
DROP TABLE sync_runs;
DROP TABLE profile_snapshots;
DROP TABLE video_snapshots;
DROP TABLE account_videos;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
