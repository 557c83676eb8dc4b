"""Whether creators who said yes have joined at TikTok.

TikTok's word for a yes was a joining. Of a yes that was given here we know it by a linked video; else TikTok's link is
the way.
"""

from alembic import op

revision: str = "0093"
down_revision: str | None = "0092"

_UP = """
ALTER TABLE invitations
    ADD COLUMN joining_way text,
    ADD COLUMN joining_state text,
    ADD COLUMN joined_at timestamptz,
    ADD COLUMN joining_failure text;
UPDATE invitations SET joining_way = 'JOIN_LINK', joining_state = 'open' WHERE state = 'accepted';
UPDATE invitations SET joining_state = 'joined', joined_at = answered_at
WHERE state = 'accepted' AND agreed_by = 'TIKTOK_SIGNAL';
UPDATE invitations SET joining_state = 'joined', joined_at = linked.first
FROM (
    SELECT workspace_id, campaign_id, creator_id, min(linked_at) AS first
    FROM posts GROUP BY workspace_id, campaign_id, creator_id
) AS linked
WHERE invitations.joining_state = 'open'
    AND (linked.workspace_id, linked.campaign_id, linked.creator_id)
        = (invitations.workspace_id, invitations.campaign_id, invitations.creator_id);
"""

_DOWN = """
ALTER TABLE invitations
    DROP COLUMN joining_way,
    DROP COLUMN joining_state,
    DROP COLUMN joined_at,
    DROP COLUMN joining_failure;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
