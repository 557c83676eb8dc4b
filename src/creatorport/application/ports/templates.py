from typing import Protocol

from creatorport.domain.ids import TemplateId, WorkspaceId
from creatorport.domain.message_template import MessageTemplate


class Templates(Protocol):
    """Message templates. Every version that was ever saved is kept."""

    async def add(self, template: MessageTemplate) -> None: ...

    async def save(self, template: MessageTemplate) -> None:
        """Store a changed template. Raises ConcurrentChange when it was saved since it was loaded."""
        ...

    async def load(self, workspace_id: WorkspaceId, template_id: TemplateId) -> MessageTemplate:
        """Raises NotFound."""
        ...
