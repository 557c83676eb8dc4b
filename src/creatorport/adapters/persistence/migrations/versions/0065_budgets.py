"""A campaign's budget, and a workspace's currency."""

from alembic import op

revision: str = "0065"
down_revision: str | None = "0040"

_UP = """
ALTER TABLE campaigns
    ADD COLUMN budget_amount numeric,
    ADD COLUMN budget_currency text;
CREATE TABLE workspaces (
    workspace_id text NOT NULL,
    currency text NOT NULL,
    CONSTRAINT pk_workspaces PRIMARY KEY (workspace_id)
);
"""

_DOWN = """
DROP TABLE workspaces;
ALTER TABLE campaigns
    DROP COLUMN budget_amount,
    DROP COLUMN budget_currency;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
