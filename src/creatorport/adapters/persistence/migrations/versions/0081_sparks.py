"""Permissions to advertise creators' posts."""

from alembic import op

revision: str = "0081"
down_revision: str | None = "0068"

_UP = """
CREATE TABLE spark_authorizations (
    workspace_id text NOT NULL,
    id text NOT NULL,
    campaign_id text NOT NULL,
    creator_id text NOT NULL,
    video_id text NOT NULL,
    state text NOT NULL,
    days integer NOT NULL,
    asked_at timestamptz NOT NULL,
    seen_at timestamptz,
    checked_at timestamptz,
    sealed_code text,
    code_status text,
    starts_at timestamptz,
    ends_at timestamptz,
    extending integer,
    warned integer,
    redemption text NOT NULL,
    advertiser_id text,
    failure text,
    version integer NOT NULL,
    CONSTRAINT pk_spark_authorizations PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_spark_authorizations_workspace_id_posts FOREIGN KEY (workspace_id, id)
        REFERENCES posts (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_spark_authorizations_state_checked_at ON spark_authorizations (state, checked_at);
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute("DROP TABLE spark_authorizations")
