from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.template_views import TemplateVersionView, TemplateView
from creatorport.application.views import Page, Slice
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import TemplateId, WorkspaceId
from creatorport.domain.message_template import MessageTemplate, TemplateVersion
from tests.fakes.pages import Order
from tests.fakes.shelf import Shelf
from tests.fakes.transaction import Transaction

_TEMPLATES: Order[MessageTemplate] = Order("message-templates", lambda one: (one.created_at, one.id), descending=True)


class InMemoryTemplates:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, template: MessageTemplate) -> None:
        await self._at.add(("message_template", template.workspace_id, template.id), template)
        self._keep_version(template)

    async def save(self, template: MessageTemplate) -> None:
        await self._at.save(("message_template", template.workspace_id, template.id), template)
        self._keep_version(template)

    async def load(self, workspace_id: WorkspaceId, template_id: TemplateId) -> MessageTemplate:
        found = self._at.get(("message_template", workspace_id, template_id))
        if not isinstance(found, MessageTemplate):
            raise NotFound("message template", template_id)
        return found

    def _keep_version(self, template: MessageTemplate) -> None:
        key = ("template_version", template.workspace_id, (template.id, template.current.number))
        if self._at.get(key) is None:
            self._at.put(key, template.current)


@dataclass
class InMemoryTemplateReads:
    shelf: Shelf

    async def page(self, workspace_id: WorkspaceId, part: Slice, *, with_archived: bool = False) -> Page[TemplateView]:
        found = self.shelf.of(MessageTemplate, workspace_id, "message_template", "templates.page")
        return _TEMPLATES.page([one for one in found if with_archived or one.is_usable], part, _view)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[TemplateId]) -> Mapping[TemplateId, TemplateView]:
        found = self.shelf.of(MessageTemplate, workspace_id, "message_template", "templates.by_ids")
        return {one.id: _view(one) for one in found if one.id in ids}

    async def versions(
        self, workspace_id: WorkspaceId, ids: Collection[TemplateId], newest: int
    ) -> Mapping[TemplateId, Sequence[TemplateVersionView]]:
        kept = self.shelf.keyed(TemplateVersion, workspace_id, "template_version", "templates.versions")
        found: dict[TemplateId, list[TemplateVersionView]] = {}
        for (template_id, _), one in sorted(kept, key=lambda pair: -pair[1].number):
            if template_id in ids and len(found.setdefault(template_id, [])) < newest:
                view = TemplateVersionView(one.number, one.wording.text, one.by, one.at)
                found[template_id].append(view)
        return found


def _view(template: MessageTemplate) -> TemplateView:
    return TemplateView(
        id=template.id,
        name=template.name,
        state=template.state.value,
        text=template.current.wording.text,
        number=template.current.number,
        revised_by=template.current.by,
        revised_at=template.current.at,
        created_at=template.created_at,
        archived_at=template.archived_at,
    )
