from creatorport.adapters.persistence.rows import ConnectAttemptRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.ids import MemberId, WorkspaceId


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
    )


def purpose(state_hash: str) -> str:
    return f"connect-attempt/{state_hash}"
