"""What counts as a change worth a call."""

from dataclasses import fields

from creatorport.domain.counts import Counts

# Under a stricter rule every watched video changes at every look, no call could keep it fresh, and the optimum would
# rightly give it up.
TOLERANCE = 0.01


def moved(before: int | None, after: int | None, *, tolerance: float = TOLERANCE) -> bool:
    """Whether a counter moved, up or down, by more than `tolerance` of what it was; by any step when it is 0.

    A counter that became known has moved; one that TikTok was silent about has not.
    """
    if after is None:
        return False
    if before is None:
        return True
    return abs(after - before) > tolerance * abs(before)


def counts_moved(before: Counts, after: Counts, *, tolerance: float = TOLERANCE) -> bool:
    """Whether any of a video's counters moved since the last look: what was shown meanwhile was out of date."""
    names = (counter.name for counter in fields(Counts))
    return any(moved(getattr(before, name), getattr(after, name), tolerance=tolerance) for name in names)
