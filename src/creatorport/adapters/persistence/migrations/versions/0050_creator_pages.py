"""What TikTok One publishes of a creator, in which countries they were looked for, and words to search for."""

from alembic import op

revision: str = "0050"
down_revision: str | None = "0070"

_UP = """
ALTER TABLE creators
    ADD COLUMN words text NOT NULL DEFAULT '',
    ADD COLUMN tiktok_id text,
    ADD COLUMN bio text,
    ADD COLUMN engagement_rate double precision,
    ADD COLUMN median_views bigint,
    ADD COLUMN price_amount numeric,
    ADD COLUMN price_currency text,
    ADD COLUMN content_labels jsonb,
    ADD COLUMN industry_labels jsonb,
    ADD COLUMN public_at timestamptz,
    ADD COLUMN public_fresh_until timestamptz,
    ADD COLUMN attempted_at timestamptz,
    ADD COLUMN attempt_cause text,
    ADD COLUMN countries text[],
    ADD COLUMN countries_at timestamptz,
    ADD COLUMN countries_fresh_until timestamptz,
    ADD COLUMN wants bigint NOT NULL DEFAULT 0;
UPDATE creators SET words = handle_key || ' ' || translate(handle_key, '._', '  ') || ' ' || display_name;
ALTER TABLE creators ALTER COLUMN words DROP DEFAULT;
CREATE INDEX ix_creators_by_words ON creators USING gin (to_tsvector('simple', words));
CREATE INDEX ix_creators_by_wants ON creators (workspace_id, wants DESC, found_at DESC);
"""

_DOWN = """
DROP INDEX ix_creators_by_wants;
DROP INDEX ix_creators_by_words;
ALTER TABLE creators
    DROP COLUMN words,
    DROP COLUMN tiktok_id,
    DROP COLUMN bio,
    DROP COLUMN engagement_rate,
    DROP COLUMN median_views,
    DROP COLUMN price_amount,
    DROP COLUMN price_currency,
    DROP COLUMN content_labels,
    DROP COLUMN industry_labels,
    DROP COLUMN public_at,
    DROP COLUMN public_fresh_until,
    DROP COLUMN attempted_at,
    DROP COLUMN attempt_cause,
    DROP COLUMN countries,
    DROP COLUMN countries_at,
    DROP COLUMN countries_fresh_until,
    DROP COLUMN wants;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
