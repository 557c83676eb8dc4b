"""Which ways of cutting a file into chunks TikTok takes."""

LARGEST_FILE = 4_294_967_296
MOST_CHUNKS = 1000
MEGABYTES = {"decimal": 1_000_000, "binary": 1_048_576}

BAD_SIZE = "The video size is invalid"
BAD_CHUNK = "The chunk size is invalid"
BAD_COUNT = "The total chunk count is invalid"


def flaw(size: int, chunk: int, count: int, *, rules: str, megabyte: str) -> str | None:
    """What is wrong with this plan, in TikTok's words; None when nothing is. `rules` and `megabyte` are switches."""
    unit = MEGABYTES[megabyte]
    if not 1 <= size <= LARGEST_FILE:
        return BAD_SIZE
    if not 1 <= chunk <= min(size, 64 * unit):
        return BAD_CHUNK
    if count == 1 and rules == "2026-08" and chunk != size:
        return BAD_CHUNK
    if chunk < 5 * unit and chunk != size:
        return BAD_CHUNK
    if not 1 <= count <= MOST_CHUNKS or count != size // chunk:
        return BAD_COUNT
    return None


def chunk_at(first: int, size: int, chunk: int, count: int) -> int:
    """How many bytes are next from `first` on: to the end of the chunk it lies in, of which the last takes the rest."""
    number = min(first // chunk, count - 1)
    return (size if number == count - 1 else (number + 1) * chunk) - first
