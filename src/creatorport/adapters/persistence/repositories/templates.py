from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.templates import from_row, to_row, to_version_row
from creatorport.adapters.persistence.rows import TemplateRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import TemplateId, WorkspaceId
from creatorport.domain.message_template import MessageTemplate


class SqlTemplates:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, template: MessageTemplate) -> None:
        await self._at.insert("message template", template, to_row(template))
        await self._at.insert_missing(to_version_row(template))

    async def save(self, template: MessageTemplate) -> None:
        await self._at.update("message template", template, to_row(template))
        await self._at.insert_missing(to_version_row(template))

    async def load(self, workspace_id: WorkspaceId, template_id: TemplateId) -> MessageTemplate:
        row = await self._at.row(
            select(TemplateRow).where(col(TemplateRow.workspace_id) == workspace_id, col(TemplateRow.id) == template_id)
        )
        if row is None:
            raise NotFound("message template", template_id)
        return from_row(row)
