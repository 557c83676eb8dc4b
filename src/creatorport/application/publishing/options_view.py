from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import AccountId, OptionsId
from creatorport.domain.publishing.caps import CapCount
from creatorport.domain.publishing.composer import CreatorOptions
from creatorport.domain.publishing.preflight import Finding
from creatorport.domain.publishing.troubles import Trouble


@dataclass(frozen=True, slots=True)
class PublishingOptionsView:
    """What may be chosen for one post now. Without `options`, TikTok takes no post now, as `trouble` says."""

    account_id: AccountId
    asked_at: datetime
    caps: Sequence[CapCount]
    findings: Sequence[Finding]
    options_id: OptionsId | None = None
    options: CreatorOptions | None = None
    valid_until: datetime | None = None
    trouble: Trouble | None = None
