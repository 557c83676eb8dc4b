from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from creatorport.adapters.persistence.rows.row import Row, instant, text


class TemplateRow(Row, table=True):
    """A message template with its current version."""

    __tablename__ = "message_templates"
    __table_args__: ClassVar = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: str = text(primary_key=True)
    id: str = text(primary_key=True)
    name: str = text()
    state: str = text()
    number: int
    wording: str = text()
    revised_by: str = text()
    revised_at: datetime = instant()
    created_at: datetime = instant()
    archived_at: datetime | None = instant()
    version: int


class TemplateVersionRow(Row, table=True):
    """A version of a template. Never changed."""

    __tablename__ = "message_template_versions"
    __table_args__: ClassVar = (
        ForeignKeyConstraint(
            ["workspace_id", "template_id"],
            ["message_templates.workspace_id", "message_templates.id"],
            name="fk_message_template_versions_template",
        ),
    )

    workspace_id: str = text(primary_key=True)
    template_id: str = text(primary_key=True)
    number: int = Field(primary_key=True)
    wording: str = text()
    written_by: str = text()
    written_at: datetime = instant()
