from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index

from creatorport.adapters.persistence.rows.row import Row, instant, text


def _of_creator() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "creator_id"],
        ["creators.workspace_id", "creators.id"],
        deferrable=True,
        initially="DEFERRED",
    )


class ShortlistRow(Row, table=True):
    __tablename__ = "shortlists"
    __table_args__: ClassVar = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    name: str = text()
    created_by: str = text()
    created_at: datetime = instant()


class ShortlistCreatorRow(Row, table=True):
    """A creator's place on a shortlist; places count from 1."""

    __tablename__ = "shortlist_creators"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "shortlist_id"], ["shortlists.workspace_id", "shortlists.id"], ondelete="CASCADE"
        ),
        _of_creator(),
        Index(None, "workspace_id", "shortlist_id", "place"),
        Index(None, "workspace_id", "creator_id"),
    )

    workspace_id: str = text(primary_key=True)
    shortlist_id: str = text(primary_key=True)
    creator_id: str = text(primary_key=True)
    place: int
    added_by: str = text()
    added_at: datetime = instant()


class NoteRow(Row, table=True):
    __tablename__ = "creator_notes"
    __table_args__: ClassVar = (_of_creator(), Index(None, "workspace_id", "creator_id", "written_at", "id"))

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    creator_id: str = text()
    author: str = text()
    written_at: datetime = instant()
    edited_at: datetime | None = instant()
    edited_by: str | None = text()
    # Last, as it hides the function of the same name.
    text: str = text()


class TagRow(Row, table=True):
    __tablename__ = "creator_tags"
    __table_args__: ClassVar = (_of_creator(), Index(None, "workspace_id", "tag", "tagged_at", "creator_id"))

    workspace_id: str = text(primary_key=True)
    creator_id: str = text(primary_key=True)
    tag: str = text(primary_key=True)
    tagged_by: str = text()
    tagged_at: datetime = instant()


class SavedSearchRow(Row, table=True):
    __tablename__ = "saved_searches"
    __table_args__: ClassVar = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    name: str = text()
    asked: str = text()
    form: int
    created_by: str = text()
    created_at: datetime = instant()
