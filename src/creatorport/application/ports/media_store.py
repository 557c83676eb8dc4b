from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Protocol

from creatorport.domain.ids import MediaId, WorkspaceId


class MediaStore(Protocol):
    """The bytes of handed-in files. Nobody holds more than a piece of one at a time."""

    async def keep(
        self, workspace_id: WorkspaceId, media_id: MediaId, pieces: AsyncIterator[bytes], *, most: int
    ) -> int:
        """Store a file as it comes, whole or not at all; return its size.

        Raises MediaTooLarge beyond `most` bytes, and whatever `pieces` raises; nothing is left then.
        """
        ...

    def read(self, workspace_id: WorkspaceId, media_id: MediaId, first: int, last: int) -> AsyncIterator[bytes]:
        """Yield the bytes from `first` to `last`, both included, in pieces. Raises NotFound."""
        ...

    async def drop(self, workspace_id: WorkspaceId, media_id: MediaId) -> None:
        """Delete a file. One that is not there is no error."""
        ...

    async def drop_broken(self, older_than: timedelta) -> int:
        """Delete what was never stored whole, because its process died, and is older in real time; return how many."""
        ...
