"""When an account's profile was read, apart from when anything of it changed."""

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"

# Of older rows it is known only that the profile was read when they were connected, or later.
_UP = """
ALTER TABLE accounts ADD COLUMN profile_at timestamptz;
UPDATE accounts SET profile_at = connected_at;
ALTER TABLE accounts ALTER COLUMN profile_at SET NOT NULL;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.drop_column("accounts", "profile_at")
