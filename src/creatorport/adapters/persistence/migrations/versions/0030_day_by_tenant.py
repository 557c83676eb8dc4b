"""What a day's calls were made for: counts by day become counts by day and tenant."""

from alembic import op

revision: str = "0030"
down_revision: str | None = "0020"

_UP = """
UPDATE call_budget SET spent = jsonb_set(spent, '{day}', coalesce(
    (SELECT jsonb_object_agg(key, jsonb_build_object('', value)) FROM jsonb_each(spent -> 'day')), '{}'))
"""
_DOWN = """
UPDATE call_budget SET spent = jsonb_set(spent, '{day}', coalesce(
    (SELECT jsonb_object_agg(key, (SELECT sum(calls::bigint) FROM jsonb_each_text(value) AS of(tenant, calls)))
     FROM jsonb_each(spent -> 'day')), '{}'))
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
