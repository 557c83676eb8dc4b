"""What creators consented to tell, and what can be read of them without: two stores."""

from alembic import op

revision: str = "0061"
down_revision: str | None = "0081"

_READING = """
    asked_at timestamptz NOT NULL,
    captured_at timestamptz,
    fresh_until timestamptz,
    absence text,
    failure text,
    told jsonb NOT NULL,
"""

_UP = f"""
CREATE TABLE consented_readings (
    workspace_id text NOT NULL,
    account_id text NOT NULL,
    kind text NOT NULL,
    {_READING}
    CONSTRAINT pk_consented_readings PRIMARY KEY (workspace_id, account_id, kind),
    CONSTRAINT fk_consented_readings_workspace_id_account_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_consented_readings_fresh_until ON consented_readings (fresh_until);
CREATE TABLE consented_days (
    workspace_id text NOT NULL,
    account_id text NOT NULL,
    day date NOT NULL,
    followers bigint,
    new_followers bigint,
    lost_followers bigint,
    views bigint,
    profile_views bigint,
    likes bigint,
    comments bigint,
    shares bigint,
    captured_at timestamptz NOT NULL,
    CONSTRAINT pk_consented_days PRIMARY KEY (workspace_id, account_id, day),
    CONSTRAINT fk_consented_days_workspace_id_account_id_accounts FOREIGN KEY (workspace_id, account_id)
        REFERENCES accounts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE creator_readings (
    workspace_id text NOT NULL,
    creator_id text NOT NULL,
    kind text NOT NULL,
    {_READING}
    CONSTRAINT pk_creator_readings PRIMARY KEY (workspace_id, creator_id, kind)
);
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute("DROP TABLE creator_readings; DROP TABLE consented_days; DROP TABLE consented_readings")
