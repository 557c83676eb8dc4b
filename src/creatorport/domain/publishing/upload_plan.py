"""How the bytes of a video are cut into requests. Pure arithmetic.

TikTok's rules (TikTok for Developers, "content-posting-api-media-transfer-guide"): one chunk is the whole
video; else each has 5 to 64 MB, their number is rounded down, and the last one takes the rest, up to 128 MB. "MB" is
not settled between powers of ten and of two: every plan is legal in both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from creatorport.domain.errors import InvalidValue

WHOLE: Final = 64_000_000
"""Up to so many bytes go in one request."""

CHUNK: Final = 10_000_000
MOST_CHUNKS: Final = 1000
LARGEST: Final = WHOLE * MOST_CHUNKS


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes `first` to `last`, both included, of `total`."""

    first: int
    last: int
    total: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What TikTok is told before the upload, and then held to."""

    total: int
    chunk_size: int
    chunks: int

    @classmethod
    def of(cls, total: int) -> "UploadPlan":
        """Return the plan for a video of so many bytes. Raises InvalidValue."""
        if not 1 <= total <= LARGEST:
            raise InvalidValue("size", f"a video has 1 to {LARGEST} bytes")
        if total <= WHOLE:
            return cls(total, total, 1)
        size = max(CHUNK, -(-total // MOST_CHUNKS))
        return cls(total, size, total // size)

    def __iter__(self) -> Iterator[Chunk]:
        return self.after(0)

    def after(self, sent: int) -> Iterator[Chunk]:
        """Yield what is left when TikTok has the first `sent` bytes, which need not end where a chunk does."""
        for number in range(self.chunks):
            first = number * self.chunk_size
            last = self.total - 1 if number == self.chunks - 1 else first + self.chunk_size - 1
            if last >= sent:
                yield Chunk(max(first, sent), last, self.total)
