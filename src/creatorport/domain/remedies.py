"""What helps with a creator who cannot be invited."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Remedy(StrEnum):
    JOIN_LINK = "JOIN_LINK"
    FIND_CREATOR = "FIND_CREATOR"
    CHANGE_MESSAGE = "CHANGE_MESSAGE"
    READMIT = "READMIT"
    WAIT = "WAIT"
    OTHER_CAMPAIGN = "OTHER_CAMPAIGN"


_REMEDIES: Final[Mapping[str, Remedy]] = {
    "NOT_FOUND": Remedy.FIND_CREATOR,
    "VARIABLE_WITHOUT_VALUE": Remedy.CHANGE_MESSAGE,
    "MESSAGE_TOO_LONG": Remedy.CHANGE_MESSAGE,
    "CREATOR_EXCLUDED": Remedy.READMIT,
    "NOT_ON_TIKTOK_ONE": Remedy.JOIN_LINK,
    "OUTSIDE_REGION": Remedy.OTHER_CAMPAIGN,
    "WRONG_STATE": Remedy.OTHER_CAMPAIGN,
}


def remedy_for(code: str) -> Remedy | None:
    """Return what helps where this code stands in the way, or None: nothing has to be done, or nobody knows."""
    return _REMEDIES.get(code)
