from creatorport.adapters.persistence.rows import TemplateRow, TemplateVersionRow
from creatorport.domain.ids import MemberId, TemplateId, WorkspaceId
from creatorport.domain.message_template import MessageTemplate, TemplateState, TemplateVersion
from creatorport.domain.wording import Wording


def to_row(template: MessageTemplate) -> TemplateRow:
    return TemplateRow(
        workspace_id=template.workspace_id,
        id=template.id,
        name=template.name,
        state=template.state.value,
        number=template.current.number,
        wording=template.current.wording.text,
        revised_by=template.current.by,
        revised_at=template.current.at,
        created_at=template.created_at,
        archived_at=template.archived_at,
        version=template.version,
    )


def to_version_row(template: MessageTemplate) -> TemplateVersionRow:
    return TemplateVersionRow(
        workspace_id=template.workspace_id,
        template_id=template.id,
        number=template.current.number,
        wording=template.current.wording.text,
        written_by=template.current.by,
        written_at=template.current.at,
    )


def from_row(row: TemplateRow) -> MessageTemplate:
    return MessageTemplate(
        id=TemplateId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        name=row.name,
        state=TemplateState(row.state),
        current=TemplateVersion(row.number, Wording(row.wording), MemberId(row.revised_by), row.revised_at),
        created_at=row.created_at,
        archived_at=row.archived_at,
        version=row.version,
    )
