from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Final, Protocol

from creatorport.domain.ids import WorkspaceId

ACCOUNT: Final = "account"
CAMPAIGN: Final = "campaign"

LASTS: Final = timedelta(minutes=10)
"""For how long a read counts as attention, and a subscription after it was closed."""


class Attention(Protocol):
    """What is being looked at. Noting it costs nothing: it is written down later, for the planner to read."""

    def notice(self, workspace_id: WorkspaceId, kind: str, ids: Collection[str]) -> None:
        """Somebody read these now."""
        ...

    def watching(self, workspace_id: WorkspaceId, kind: str, key: str) -> AbstractContextManager[None]:
        """Somebody follows this inside the block."""
        ...
