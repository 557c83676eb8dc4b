"""What invitations offer and ask, in numbered versions; and which of them was agreed. Older ones offered nothing."""

from alembic import op

revision: str = "0070"
down_revision: str | None = "0055"

_UP = """
ALTER TABLE invitations
    ADD COLUMN terms_number integer NOT NULL DEFAULT 1,
    ADD COLUMN agreed integer,
    ADD COLUMN agreed_by text;
ALTER TABLE invitations ALTER COLUMN terms_number DROP DEFAULT;
UPDATE invitations SET agreed = 1, agreed_by = 'TIKTOK_SIGNAL' WHERE state = 'accepted';
CREATE TABLE invitation_terms (
    workspace_id text NOT NULL,
    invitation_id text NOT NULL,
    number integer NOT NULL,
    fee_amount numeric,
    fee_currency text,
    commission_rate numeric,
    product_gift boolean NOT NULL,
    deliverables jsonb NOT NULL,
    usage_rights_days integer NOT NULL,
    exclusivity_days integer NOT NULL,
    guidelines text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    remark text NOT NULL,
    CONSTRAINT pk_invitation_terms PRIMARY KEY (workspace_id, invitation_id, number),
    CONSTRAINT fk_invitation_terms_workspace_id_invitations
        FOREIGN KEY (workspace_id, invitation_id) REFERENCES invitations (workspace_id, id)
        DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO invitation_terms
SELECT workspace_id, id, 1, NULL, NULL, NULL, false, '[]', 0, 0, '', 'BRAND', created_at, '' FROM invitations;
"""

_DOWN = """
DROP TABLE invitation_terms;
ALTER TABLE invitations
    DROP COLUMN terms_number,
    DROP COLUMN agreed,
    DROP COLUMN agreed_by;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
