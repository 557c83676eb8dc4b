from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, count, instant, text


class AccountRow(Row, table=True):
    """A connected account. Both tokens are sealed."""

    __tablename__ = "accounts"
    __table_args__: ClassVar = (
        UniqueConstraint("workspace_id", "open_id"),
        Index(None, "workspace_id", "connected_at", "id"),
        Index(None, "open_id"),
        Index(None, "refresh_expires_at"),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    owner: str = text()
    open_id: str = text()
    union_id: str | None = text()
    display_name: str | None = text()
    handle: str | None = text()
    bio: str | None = text()
    is_verified: bool | None
    profile_url: str | None = text()
    avatar_url: str | None = text()
    avatar_expires_at: datetime | None = instant()
    has_reach: bool
    followers: int | None = count()
    following: int | None = count()
    likes: int | None = count()
    videos: int | None = count()
    requested_scopes: list[str] = Field(sa_type=ARRAY(Text))
    state: str = text()
    cause: str | None = text()
    connected_at: datetime = instant()
    profile_at: datetime = instant()
    updated_at: datetime = instant()
    sealed_access_token: str | None = text()
    sealed_refresh_token: str | None = text()
    access_expires_at: datetime | None = instant()
    refresh_expires_at: datetime | None = instant()
    issued_at: datetime | None = instant()
    scopes: list[str] | None = Field(sa_type=ARRAY(Text))
    loss: str | None = text()
    renewing_since: datetime | None = instant()
    warned: int | None
    failure_code: str | None = text()
    failure_message: str | None = text()
    failed_at: datetime | None = instant()
    dropped_at: datetime | None = instant()
    drop_reason: str | None = text()
    version: int


class MarketplaceRow(Row, table=True):
    """A workspace's TikTok One account: one at most, hence the key. The token is sealed."""

    __tablename__ = "marketplaces"
    __table_args__: ClassVar = (Index(None, "tto_account_id"),)

    workspace_id: str = text(primary_key=True)
    id: str = text()
    tto_account_id: str = text()
    name: str = text()
    sealed_token: str = text()
    connected_by: str = text()
    connected_at: datetime = instant()
    cause: str | None = text()
    version: int


class ConnectAttemptRow(Row, table=True):
    """A consent round trip. The verifier is sealed; the state is present as a hash only."""

    __tablename__ = "connect_attempts"
    __table_args__: ClassVar = (Index(None, "started_at"),)

    state_hash: str = text(primary_key=True)
    target: str = text()
    workspace_id: str = text()
    member_id: str = text()
    sealed_verifier: str | None = text()
    scopes: list[str] = Field(sa_type=ARRAY(Text))
    expected: str | None = text()
    started_at: datetime = instant()
    used_at: datetime | None = instant()
    account_id: str | None = text()
    invite_id: str | None = text()
    return_to: str | None = text()
    opener: str | None = text()
    takes_over: bool = Field(default=False, sa_column_kwargs={"server_default": literal("false")})
