"""When a creator first reacted to an invitation; and comments on videos, as far as TikTok tells of them."""

from alembic import op

revision: str = "0086"
down_revision: str | None = "0076"

_UP = """
ALTER TABLE invitations
    ADD COLUMN responded_at timestamptz,
    ADD COLUMN response text;
UPDATE invitations SET responded_at = answered_at;
CREATE TABLE comment_news (
    workspace_id text NOT NULL,
    video_id text NOT NULL,
    comment_id text NOT NULL,
    is_reply boolean NOT NULL,
    action text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT pk_comment_news PRIMARY KEY (workspace_id, video_id, comment_id)
);
"""

_DOWN = """
DROP TABLE comment_news;
ALTER TABLE invitations
    DROP COLUMN responded_at,
    DROP COLUMN response;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
