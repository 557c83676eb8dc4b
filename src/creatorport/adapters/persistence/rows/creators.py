from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import Double, Index, Numeric, Text, UniqueConstraint
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, count, instant, text


class CreatorRow(Row, table=True):
    __tablename__ = "creators"
    __table_args__: ClassVar = (
        UniqueConstraint("workspace_id", "handle_key"),
        Index("ix_creators_by_followers", "workspace_id", literal("coalesce(followers, -1) DESC"), literal("id DESC")),
        Index("ix_creators_by_words", literal("to_tsvector('simple', words)"), postgresql_using="gin"),
        Index("ix_creators_by_wants", "workspace_id", literal("wants DESC"), literal("found_at DESC")),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    handle: str = text()
    handle_key: str = text()
    display_name: str = text()
    avatar_url: str | None = text()
    avatar_expires_at: datetime | None = instant()
    followers: int | None = count()
    following: int | None = count()
    likes: int | None = count()
    videos: int | None = count()
    source: str = text()
    captured_at: datetime = instant()
    fresh_until: datetime = instant()
    found_at: datetime = instant()
    # What a search for words looks through; made from the other columns whenever they are written.
    words: str = text()
    tiktok_id: str | None = text()
    bio: str | None = text()
    engagement_rate: float | None = Field(sa_type=Double)
    median_views: int | None = count()
    price_amount: Decimal | None = Field(sa_type=Numeric)
    price_currency: str | None = text()
    content_labels: list[Any] | None = Field(sa_type=JSONB(none_as_null=True))
    industry_labels: list[Any] | None = Field(sa_type=JSONB(none_as_null=True))
    public_at: datetime | None = instant()
    public_fresh_until: datetime | None = instant()
    attempted_at: datetime | None = instant()
    attempt_cause: str | None = text()
    countries: list[str] | None = Field(sa_type=ARRAY(Text))
    countries_at: datetime | None = instant()
    countries_fresh_until: datetime | None = instant()
    # How often somebody was shown them: the most wanted are enriched first.
    wants: int = count(nullable=False, sa_column_kwargs={"server_default": literal("0")})
