from datetime import datetime
from enum import Enum

import strawberry

from creatorport.domain.eligibility import Eligibility as Judgement
from creatorport.domain.eligibility import Finding
from creatorport.graphql.enums import value
from creatorport.graphql.error.remedies import Remedy
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.global_ids import global_id


@strawberry.enum(description="What is looked at before a creator is invited.")
class EligibilityQuestion(Enum):
    CAMPAIGN = value("CAMPAIGN", description="Does the campaign accept invitations?")
    CREATOR = value("CREATOR", description="Does the workspace know the creator?")
    EXCLUSION = value("EXCLUSION", description="Has the workspace not excluded the creator?")
    INVITATION = value("INVITATION", description="Is there no live invitation of the creator to this campaign?")
    TIKTOK_ONE = value("TIKTOK_ONE", description="Is the creator on TikTok One?")
    REGION = value("REGION", description="Does TikTok take the creator for this campaign's region?")


@strawberry.enum(description="Whether a creator can be invited, or one thing permits it. Unknown is not no.")
class EligibilityAnswer(Enum):
    YES = value("YES", description="Yes, as far as is known.")
    NO = value("NO", description="No.")
    UNKNOWN = value("UNKNOWN", description="Not known; an invitation would find out.")


@strawberry.type(description="What is known about one of the questions.")
class EligibilityFinding:
    question: EligibilityQuestion = derived(lambda finding: finding.question.value, "What was looked at.")
    answer: EligibilityAnswer = derived(lambda finding: finding.answer.value, "Whether it permits the invitation.")
    reason: str = attribute("The same, for people.")
    known_at: datetime | None = attribute("When this was learnt, or looked up; null where nothing was.")
    code: str | None = attribute("The code with which an invitation would be refused; null unless the answer is NO.")
    remedy: Remedy | None = derived(
        lambda finding: finding.remedy and finding.remedy.value,
        "What helps; null where nothing is known to, or has to.",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, Finding)


@strawberry.type(description="What is known for and against inviting one creator to a campaign.")
class Eligibility:
    creator_id: strawberry.ID = derived(lambda one: global_id("Creator", one.creator_id), "The creator.")
    handle: str | None = attribute("Their handle, without @; null for one whom the workspace does not know.")
    answer: EligibilityAnswer = derived(
        lambda one: one.answer.value,
        "NO where one thing stands in the way; UNKNOWN where it is not known whether TikTok One has the creator.",
    )
    findings: list[EligibilityFinding] = attribute("Question by question.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, Judgement)
