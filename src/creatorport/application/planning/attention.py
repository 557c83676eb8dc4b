from collections.abc import Collection, Iterator
from contextlib import contextmanager

from creatorport.domain.ids import WorkspaceId


class Inattention:
    """Attention of nobody: where no planner is interested."""

    def notice(self, workspace_id: WorkspaceId, kind: str, ids: Collection[str]) -> None:
        """Forget it."""

    @contextmanager
    def watching(self, workspace_id: WorkspaceId, kind: str, key: str) -> Iterator[None]:  # noqa: ARG002  the port's signature
        yield
