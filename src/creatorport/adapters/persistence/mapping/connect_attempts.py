from creatorport.adapters.persistence.rows import ConnectAttemptRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.ids import AccountId, ConnectInviteId, MemberId, WorkspaceId
from creatorport.domain.landing import Landing


def to_row(attempt: ConnectAttempt, vault: TokenVault) -> ConnectAttemptRow:
    verifier = attempt.verifier
    return ConnectAttemptRow(
        state_hash=attempt.state_hash,
        target=attempt.target.value,
        workspace_id=attempt.workspace_id,
        member_id=attempt.member_id,
        sealed_verifier=vault.seal(verifier, purpose(attempt.state_hash)) if verifier is not None else None,
        scopes=sorted(attempt.scopes),
        expected=attempt.expected,
        started_at=attempt.started_at,
        used_at=attempt.used_at,
        account_id=attempt.account_id,
        invite_id=attempt.invite_id,
        return_to=attempt.landing.return_to,
        opener=attempt.landing.opener,
        takes_over=attempt.takes_over,
    )


def from_row(row: ConnectAttemptRow, vault: TokenVault) -> ConnectAttempt:
    sealed = row.sealed_verifier
    return ConnectAttempt(
        state_hash=row.state_hash,
        target=ConnectTarget(row.target),
        workspace_id=WorkspaceId(row.workspace_id),
        member_id=MemberId(row.member_id),
        verifier=vault.open(sealed, purpose(row.state_hash)) if sealed is not None else None,
        scopes=frozenset(row.scopes),
        expected=row.expected,
        started_at=row.started_at,
        used_at=row.used_at,
        account_id=None if row.account_id is None else AccountId(row.account_id),
        invite_id=None if row.invite_id is None else ConnectInviteId(row.invite_id),
        landing=Landing(row.return_to, row.opener),
        takes_over=row.takes_over,
    )


def purpose(state_hash: str) -> str:
    return f"connect-attempt/{state_hash}"
