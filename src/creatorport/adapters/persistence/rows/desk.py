from datetime import datetime

from sqlalchemy import text as literal

from creatorport.adapters.persistence.rows.row import Row, instant, text


class IdempotencyRow(Row, table=True):
    """What a key was used for, and what came of it."""

    __tablename__ = "idempotency_keys"

    workspace_id: str = text(primary_key=True)
    key: str = text(primary_key=True)
    fingerprint: str = text()
    outcome: str | None = text()
    sealed_secret: str | None = text()
    claimed_at: datetime | None = instant(
        default=None, nullable=False, index=True, sa_column_kwargs={"server_default": literal("now()")}
    )
