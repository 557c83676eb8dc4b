from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Date, ForeignKeyConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, count, instant, text


def _of_account() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "account_id"], ["accounts.workspace_id", "accounts.id"], deferrable=True, initially="DEFERRED"
    )


class ConsentedReadingRow(Row, table=True):
    """What a creator consented to tell, per source. Never joined with what discovery keeps."""

    __tablename__ = "consented_readings"
    __table_args__: ClassVar = (_of_account(), Index(None, "fresh_until"))

    workspace_id: str = text(primary_key=True)
    account_id: str = text(primary_key=True)
    kind: str = text(primary_key=True)
    asked_at: datetime = instant()
    captured_at: datetime | None = instant()
    fresh_until: datetime | None = instant()
    absence: str | None = text()
    failure: str | None = text()
    told: dict[str, Any] = Field(sa_type=JSONB)


class ConsentedDayRow(Row, table=True):
    """A day of an account, as its creator consented to tell."""

    __tablename__ = "consented_days"
    __table_args__: ClassVar = (_of_account(),)

    workspace_id: str = text(primary_key=True)
    account_id: str = text(primary_key=True)
    day: date = Field(sa_type=Date, primary_key=True)
    followers: int | None = count()
    new_followers: int | None = count()
    lost_followers: int | None = count()
    views: int | None = count()
    profile_views: int | None = count()
    likes: int | None = count()
    comments: int | None = count()
    shares: int | None = count()
    captured_at: datetime = instant()


class CreatorReadingRow(Row, table=True):
    """What can be read of a creator without their consent, per source."""

    __tablename__ = "creator_readings"

    workspace_id: str = text(primary_key=True)
    creator_id: str = text(primary_key=True)
    kind: str = text(primary_key=True)
    asked_at: datetime = instant()
    captured_at: datetime | None = instant()
    fresh_until: datetime | None = instant()
    absence: str | None = text()
    failure: str | None = text()
    told: dict[str, Any] = Field(sa_type=JSONB)
