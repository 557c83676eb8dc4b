from collections.abc import Collection, Iterator
from contextlib import contextmanager

from creatorport.application.ports.attention import Attention
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.workspace import Member

_FEW = 20
"""How many things at once somebody can be said to look at."""


def notice(attention: Attention, member: Member, kind: str, ids: Collection[str]) -> None:
    """Let the planner know what a member looks at; a long list is looked through."""
    if len(ids) <= _FEW:
        attention.notice(member.workspace_id, kind, ids)


class Inattention:
    """Attention of nobody: where no planner is interested."""

    def notice(self, workspace_id: WorkspaceId, kind: str, ids: Collection[str]) -> None:
        """Forget it."""

    @contextmanager
    def watching(self, workspace_id: WorkspaceId, kind: str, key: str) -> Iterator[None]:  # noqa: ARG002  the port's signature
        yield
