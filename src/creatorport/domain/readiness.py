"""What this installation and its TikTok app can do today, and what to do about the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.domain.errors import FixableBy


class Standing(StrEnum):
    """How one thing stands. UNKNOWN: it cannot be found out from here."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the capability matrix. `remedy` is there wherever something can be done."""

    area: str
    subject: str
    standing: Standing
    detail: str
    remedy: str | None = None
    fixable_by: FixableBy = FixableBy.OPERATOR


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole matrix, and the redirect URI to register at TikTok, byte for byte."""

    checked_at: datetime
    redirect_uri: str
    findings: Sequence[Finding]

    @property
    def is_ready(self) -> bool:
        return all(finding.standing is not Standing.MISSING for finding in self.findings)
