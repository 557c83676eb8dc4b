from contextlib import AbstractAsyncContextManager
from typing import Protocol


class OneMoment(Protocol):
    """Reads of one moment, so that sums and their parts agree whatever is committed between two of them."""

    def __call__(self) -> AbstractAsyncContextManager[None]:
        """Inside the block, all reads see what was committed when the first of them began, and nothing later.

        Reads of the same block follow each other, also where they were begun at once. It may hold a connection: nothing
        is to be waited for inside it but reads. After a read that failed, each is of its own moment again.
        """
        ...
