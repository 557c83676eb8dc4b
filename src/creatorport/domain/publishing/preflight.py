"""What an app that TikTok has not audited must see to before it sends anything."""

from dataclasses import dataclass
from enum import StrEnum

from creatorport.domain.errors import AppNotAudited, FixableBy
from creatorport.domain.publishing.composer import CreatorOptions, Privacy


class FindingCode(StrEnum):
    ACCOUNT_MUST_BE_PRIVATE = "ACCOUNT_MUST_BE_PRIVATE"
    POST_MUST_BE_SELF_ONLY = "POST_MUST_BE_SELF_ONLY"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must hold. `holds` is null where it cannot be told: before a choice, or TikTok keeps it back."""

    code: FindingCode
    message: str
    fixable_by: FixableBy
    holds: bool | None


def findings(options: CreatorOptions, *, audited: bool, privacy: Privacy | None = None) -> tuple[Finding, ...]:
    """Return both facts for an app without an audit, and nothing for one with it."""
    if audited:
        return ()
    return (
        Finding(
            FindingCode.ACCOUNT_MUST_BE_PRIVATE,
            "TikTok has not audited this app, so the TikTok account itself must be private while it posts: the creator "
            "turns that on in TikTok's app, under Settings and privacy, Privacy.",
            FixableBy.CREATOR,
            options.is_private,
        ),
        Finding(
            FindingCode.POST_MUST_BE_SELF_ONLY,
            "TikTok has not audited this app, so the post must be SELF_ONLY: whoever composes it chooses that.",
            FixableBy.CALLER,
            None if privacy is None else privacy is Privacy.SELF,
        ),
    )


def check_audit(options: CreatorOptions, privacy: Privacy, *, audited: bool) -> None:
    """Raises AppNotAudited where TikTok would refuse the post for certain."""
    found = findings(options, audited=audited, privacy=privacy)
    if any(one.holds is False for one in found):
        raise AppNotAudited(account_is_private=options.is_private, post_is_self_only=privacy is Privacy.SELF)
