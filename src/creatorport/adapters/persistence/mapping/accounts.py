"""Accounts: tokens pass through the vault, each sealed for its own account and use."""

from creatorport.adapters.persistence.mapping.grants import opened, sealed
from creatorport.adapters.persistence.rows import AccountRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.account import AccountState, Profile, TikTokAccount
from creatorport.domain.account_trouble import Failure, LossCause
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from creatorport.domain.retention import Dropped, DropReason


def to_row(account: TikTokAccount, vault: TokenVault) -> AccountRow:
    profile, reach = account.profile, account.profile.reach
    return AccountRow(
        workspace_id=account.workspace_id,
        id=account.id,
        owner=account.owner,
        open_id=profile.open_id,
        union_id=profile.union_id,
        display_name=profile.display_name,
        handle=profile.handle.text if profile.handle else None,
        bio=profile.bio,
        is_verified=profile.is_verified,
        profile_url=profile.profile_url,
        avatar_url=profile.avatar.url if profile.avatar else None,
        avatar_expires_at=profile.avatar.expires_at if profile.avatar else None,
        has_reach=reach is not None,
        followers=reach.followers if reach else None,
        following=reach.following if reach else None,
        likes=reach.likes if reach else None,
        videos=reach.videos if reach else None,
        requested_scopes=sorted(account.requested_scopes),
        state=account.state.value,
        cause=account.cause,
        connected_at=account.connected_at,
        profile_at=account.profile_at,
        updated_at=account.updated_at,
        loss=account.loss.value if account.loss else None,
        renewing_since=account.renewing_since,
        warned=account.warned,
        failure_code=account.failure.code if account.failure else None,
        failure_message=account.failure.message if account.failure else None,
        failed_at=account.failure.at if account.failure else None,
        dropped_at=account.dropped.at if account.dropped else None,
        drop_reason=account.dropped.reason.value if account.dropped else None,
        version=account.version,
        **sealed(account.grant, vault, *_purposes(account.workspace_id, account.id)),
    )


def from_row(row: AccountRow, vault: TokenVault) -> TikTokAccount:
    return TikTokAccount(
        id=AccountId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        owner=MemberId(row.owner),
        profile=Profile(
            open_id=row.open_id,
            union_id=row.union_id,
            display_name=row.display_name,
            avatar=ExpiringUrl(row.avatar_url, row.avatar_expires_at) if row.avatar_url is not None else None,
            handle=Handle.of(row.handle) if row.handle is not None else None,
            bio=row.bio,
            is_verified=row.is_verified,
            profile_url=row.profile_url,
            reach=Reach(row.followers, row.following, row.likes, row.videos) if row.has_reach else None,
        ),
        requested_scopes=frozenset(row.requested_scopes),
        state=AccountState(row.state),
        grant=opened(row, vault, *_purposes(row.workspace_id, row.id)),
        connected_at=row.connected_at,
        profile_at=row.profile_at,
        updated_at=row.updated_at,
        cause=row.cause,
        loss=LossCause(row.loss) if row.loss is not None else None,
        renewing_since=row.renewing_since,
        warned=row.warned,
        failure=_failure(row),
        dropped=_dropped(row),
        version=row.version,
    )


def _failure(row: AccountRow) -> Failure | None:
    if row.failure_code is None or row.failed_at is None:
        return None
    return Failure(row.failure_code, row.failure_message or "", row.failed_at)


def _dropped(row: AccountRow) -> Dropped | None:
    if row.dropped_at is None or row.drop_reason is None:
        return None
    return Dropped(DropReason(row.drop_reason), row.dropped_at)


def access_purpose(workspace_id: str, account_id: str) -> str:
    return f"account/{workspace_id}/{account_id}/access"


def refresh_purpose(workspace_id: str, account_id: str) -> str:
    return f"account/{workspace_id}/{account_id}/refresh"


def _purposes(workspace_id: str, account_id: str) -> tuple[str, str]:
    return access_purpose(workspace_id, account_id), refresh_purpose(workspace_id, account_id)
