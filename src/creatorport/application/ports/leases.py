from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Leases(Protocol):
    """Exclusive rights across all processes."""

    def hold(self, name: str) -> AbstractAsyncContextManager[None]:
        """Wait for the lease, hold it inside the block. It ends with the holder, also when the holder dies."""
        ...
