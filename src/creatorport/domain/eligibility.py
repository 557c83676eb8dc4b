"""Eligibility: what is known for and against inviting a creator to a campaign, before anybody is invited."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.domain.ids import CreatorId
from creatorport.domain.remedies import Remedy


class Question(StrEnum):
    """What is looked at, in the order in which it is told."""

    CAMPAIGN = "CAMPAIGN"
    CREATOR = "CREATOR"
    EXCLUSION = "EXCLUSION"
    INVITATION = "INVITATION"
    TIKTOK_ONE = "TIKTOK_ONE"
    REGION = "REGION"


class Answer(StrEnum):
    """Whether it permits the invitation. Unknown is not no."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Finding:
    """One question's answer. `known_at` is when that was true; `code` and `remedy` belong to a no."""

    question: Question
    answer: Answer
    reason: str
    known_at: datetime | None
    code: str | None = None
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All findings about one creator."""

    creator_id: CreatorId
    handle: str | None
    findings: tuple[Finding, ...]

    @property
    def answer(self) -> Answer:
        """No, where one thing stands in the way; unknown, where it is not known whether TikTok One has the creator.

        An unknown region is no doubt of this kind: TikTok tells nobody its regions before it refuses somebody.
        """
        if any(one.answer is Answer.NO for one in self.findings):
            return Answer.NO
        decisive = (one for one in self.findings if one.question is not Question.REGION)
        return Answer.UNKNOWN if any(one.answer is Answer.UNKNOWN for one in decisive) else Answer.YES
