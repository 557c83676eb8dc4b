"""For how long those who invite let an invitation be answered."""

from datetime import timedelta
from typing import Final

from creatorport.domain.errors import InvalidValue
from creatorport.domain.invitation import LONGEST_LIFE

EXPIRES_IN_DAYS: Final = (
    f"For how many days from its sending on it may be answered: 1 to {LONGEST_LIFE.days}. "
    "Without it, for as long as this gateway is set to, which is 14 days unless changed."
)


def life_of(days: int | None) -> timedelta | None:
    """Raises InvalidValue."""
    if days is None:
        return None
    if not 1 <= days <= LONGEST_LIFE.days:
        raise InvalidValue("expiresInDays", f"choose 1 to {LONGEST_LIFE.days}")
    return timedelta(days=days)
