"""When a job is due, as a rank: the earlier, the higher.

The queue runs jobs of one lock by rank, then by age, and a job that waits for its time holds up all behind it. Ranked
by the second in which they are due, a job for now is never held up by one for later, and the queue as a whole is first
come, first served.
"""

from datetime import UTC, datetime

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def rank(due: datetime) -> int:
    """Return the priority of a job that is due then. Fits 32 bits for decades."""
    return -int((due - _EPOCH).total_seconds())
