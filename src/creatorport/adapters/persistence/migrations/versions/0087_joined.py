"""Whose accounts are that were connected by a join link: nobody's who has a login.

They belonged to the member whose id the handle happened to be. Who that was for certain cannot be told any more, so a
member who connected such an account with a login connects it once more, and has it again.
"""

from alembic import op

revision: str = "0087"
down_revision: str | None = "0051"

_UP = """
UPDATE accounts SET owner = 'joined:@' || invitations.handle_key
FROM invitations
WHERE invitations.workspace_id = accounts.workspace_id
    AND invitations.join_token_hash IS NOT NULL
    AND invitations.handle = accounts.owner;
UPDATE connect_attempts SET member_id = 'joined:@' || invitations.handle_key
FROM invitations
WHERE invitations.workspace_id = connect_attempts.workspace_id
    AND invitations.join_token_hash IS NOT NULL
    AND invitations.handle = connect_attempts.member_id
    AND connect_attempts.expected = connect_attempts.member_id
    AND connect_attempts.target = 'account'
    AND connect_attempts.invite_id IS NULL
    AND NOT connect_attempts.takes_over;
"""

_DOWN = """
UPDATE accounts SET owner = substr(owner, 9) WHERE owner LIKE 'joined:@%';
UPDATE connect_attempts SET member_id = substr(member_id, 9) WHERE member_id LIKE 'joined:@%';
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
