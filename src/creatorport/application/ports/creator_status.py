"""Whether creators are on TikTok One, and so can be invited (API for Business, GET /tto/tcm/creator/status/get/)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, Protocol

from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.handle import Handle

HANDLES_PER_CALL: Final = 20


class Standing(StrEnum):
    """Where a handle stands: on TikTok One, not on it, or nobody's. OTHER is a word of TikTok's that we do not know."""

    IN = "IN"
    NOT_IN = "NOT_IN"
    INVALID = "INVALID"
    OTHER = "OTHER"


ABSENT: Final = frozenset({Standing.NOT_IN, Standing.INVALID})
"""Not to be invited by a campaign at TikTok."""


class CreatorStatus(Protocol):
    async def of(self, access: Access, handles: Sequence[Handle]) -> Mapping[Handle, Standing]:
        """Return where each handle stands, in one call for every twenty; without handles there is no call.

        A handle that TikTok's answer does not name is left out: nothing is known of it. Raises TikTokError, and then
        nothing is known of any.
        """
        ...
