"""What the planner believes, remembers and promised."""

from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"

_UP = """
CREATE TABLE beliefs (
    workspace_id TEXT NOT NULL,
    key TEXT NOT NULL,
    shape DOUBLE PRECISION NOT NULL,
    exposure DOUBLE PRECISION NOT NULL,
    learned_at timestamptz,
    asked_at timestamptz,
    CONSTRAINT pk_beliefs PRIMARY KEY (workspace_id, key)
);
CREATE TABLE planner_pace (
    id TEXT NOT NULL,
    last_at timestamptz,
    credit DOUBLE PRECISION NOT NULL,
    promised DOUBLE PRECISION NOT NULL,
    CONSTRAINT pk_planner_pace PRIMARY KEY (id)
);
CREATE TABLE planner_shares (
    workspace_id TEXT NOT NULL,
    given DOUBLE PRECISION NOT NULL,
    entitled DOUBLE PRECISION NOT NULL,
    CONSTRAINT pk_planner_shares PRIMARY KEY (workspace_id)
);
CREATE TABLE freshness_promises (
    workspace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    bound DOUBLE PRECISION NOT NULL,
    made_by TEXT NOT NULL,
    made_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CONSTRAINT pk_freshness_promises PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX uq_freshness_promises_live
    ON freshness_promises (workspace_id, subject, subject_id) WHERE withdrawn_at IS NULL;
CREATE TABLE attention (
    workspace_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    until timestamptz NOT NULL,
    CONSTRAINT pk_attention PRIMARY KEY (workspace_id, kind, id)
);
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    for name in ("attention", "freshness_promises", "planner_shares", "planner_pace", "beliefs"):
        op.drop_table(name)
