from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlalchemy import text as literal
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text

_OPEN = literal("state IN ('pending', 'retrying')")


class HookRow(Row, table=True):
    """An outgoing webhook; its secrets are sealed."""

    __tablename__ = "hooks"

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    url: str = text()
    types: list[str] | None = Field(sa_type=ARRAY(Text))
    state: str = text()
    because: str | None = text()
    disabled_at: datetime | None = instant()
    sealed_secret: str = text()
    sealed_retiring: str | None = text()
    retiring_until: datetime | None = instant()
    rotated_at: datetime | None = instant()
    failing_since: datetime | None = instant()
    failed_at: datetime | None = instant()
    rests_until: datetime | None = instant()
    tests: int
    created_by: str = text()
    created_at: datetime = instant()
    version: int


class HookDeliveryRow(Row, table=True):
    """An event on its way to a hook, with its newest attempts."""

    __tablename__ = "hook_deliveries"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(["workspace_id", "hook_id"], ["hooks.workspace_id", "hooks.id"], ondelete="CASCADE"),
        Index(None, "workspace_id", "at", "id"),
        Index(None, "workspace_id", "hook_id", "at", "id"),
        Index(
            "ix_hook_deliveries_open",
            "workspace_id",
            "hook_id",
            "object_type",
            "object_id",
            "sequence",
            postgresql_where=_OPEN,
        ),
        Index("ix_hook_deliveries_waiting", "waits_since", postgresql_where=_OPEN),
        Index("ix_hook_deliveries_settled", "state", "settled_at", postgresql_where=literal("settled_at IS NOT NULL")),
    )

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    hook_id: str = text()
    event_id: str = text()
    type: str = text()
    object_type: str = text()
    object_id: str = text()
    sequence: int = Field(sa_type=BigInteger)
    at: datetime = instant()
    data: dict[str, Any] = Field(sa_type=JSONB)
    state: str = text()
    attempts: int
    tried: int
    due_at: datetime | None = instant()
    began_at: datetime | None = instant()
    log: list[dict[str, Any]] = Field(sa_type=JSONB)
    settled_at: datetime | None = instant()
    because: str | None = text()
    waits_since: datetime | None = instant()
    version: int
