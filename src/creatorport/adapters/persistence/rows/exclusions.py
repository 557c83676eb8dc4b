from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index

from creatorport.adapters.persistence.rows.row import Row, instant, text


class ExclusionRow(Row, table=True):
    __tablename__ = "exclusions"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "creator_id"],
            ["creators.workspace_id", "creators.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        Index(None, "workspace_id", "excluded_at", "creator_id"),
    )

    workspace_id: str = text(primary_key=True)
    creator_id: str = text(primary_key=True)
    reason: str = text()
    excluded_by: str = text()
    excluded_at: datetime = instant()
