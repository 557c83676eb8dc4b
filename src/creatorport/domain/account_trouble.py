"""What is wrong with an account's connection, who can mend it, and how."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.domain.errors import FixableBy
from creatorport.domain.keep_alive import warning_level


class LossCause(StrEnum):
    """Why a grant died. The first seven are TikTok's own reasons, of its webhook `authorization.removed`."""

    REMOVED = "GRANT_REMOVED"
    REMOVED_BY_CREATOR = "GRANT_REMOVED_BY_CREATOR"
    ACCOUNT_DELETED = "TIKTOK_ACCOUNT_DELETED"
    AGE_CHANGED = "TIKTOK_AGE_CHANGED"
    ACCOUNT_BANNED = "TIKTOK_ACCOUNT_BANNED"
    REVOKED_BY_APP = "GRANT_REVOKED_BY_APP"
    TOKEN_REJECTED = "GRANT_REJECTED"  # noqa: S105  a code, no password
    GRANT_ENDED = "GRANT_ENDED"
    RENEWAL_LOST = "GRANT_RENEWAL_LOST"


@dataclass(frozen=True, slots=True)
class Failure:
    """The last call for an account that went wrong."""

    code: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountTrouble:
    """One thing that is wrong. `code` is stable; the rest is for people."""

    code: str
    message: str
    fixable_by: FixableBy
    remedy: str


_AGAIN = "Connect the account again: startTiktokConnect with its accountId. Its history stays."

_LOSSES: Mapping[LossCause, tuple[str, FixableBy, str]] = {
    LossCause.REMOVED: ("TikTok ended this app's access without a reason that we know.", FixableBy.CREATOR, _AGAIN),
    LossCause.REMOVED_BY_CREATOR: ("The creator removed this app in TikTok's settings.", FixableBy.CREATOR, _AGAIN),
    LossCause.ACCOUNT_DELETED: (
        "The TikTok account was deleted.",
        FixableBy.CREATOR,
        "TikTok keeps a deleted account for 30 days: the creator can restore it there, then connect again.",
    ),
    LossCause.AGE_CHANGED: (
        "The age of the account's owner changed at TikTok, which ended the access.",
        FixableBy.CREATOR,
        "If the new age allows it, the creator connects again.",
    ),
    LossCause.ACCOUNT_BANNED: (
        "TikTok banned the account.",
        FixableBy.TIKTOK,
        "The creator can appeal in TikTok's app. Once the account is back, connect it again.",
    ),
    LossCause.REVOKED_BY_APP: (
        "This app's access was revoked from the developer's side: by a disconnect in another workspace, or by hand.",
        FixableBy.CREATOR,
        _AGAIN,
    ),
    LossCause.TOKEN_REJECTED: ("TikTok no longer accepts this account's tokens.", FixableBy.CREATOR, _AGAIN),
    LossCause.GRANT_ENDED: ("The grant reached its end without being renewed.", FixableBy.CREATOR, _AGAIN),
    LossCause.RENEWAL_LOST: (
        "TikTok renewed the tokens, but its answer never reached us, and the old ones no longer work.",
        FixableBy.CREATOR,
        _AGAIN,
    ),
}


def lost(loss: LossCause) -> AccountTrouble:
    """Return the trouble of a grant that died."""
    message, fixable_by, remedy = _LOSSES[loss]
    return AccountTrouble(loss.value, message, fixable_by, remedy)


def limited(missing: Collection[str]) -> AccountTrouble:
    """Return the trouble of fewer scopes than asked for."""
    names = ", ".join(sorted(missing))
    return AccountTrouble(
        "SCOPES_MISSING",
        f"Not granted: {names}. What needs them is null with NOT_PERMITTED.",
        FixableBy.CREATOR,
        "Connect again with alwaysAsk, and leave every box on TikTok's page ticked.",
    )


def let_go() -> AccountTrouble:
    """Return the trouble of an account that was disconnected here."""
    return AccountTrouble("DISCONNECTED", "The account was disconnected here.", FixableBy.MEMBER, _AGAIN)


def ending(ends_at: datetime, now: datetime) -> AccountTrouble | None:
    """Return the warning of a grant that ends within two weeks, or None."""
    level = warning_level(ends_at, now)
    if level is None:
        return None
    days = max(0, (ends_at - now).days)
    return AccountTrouble(
        "GRANT_ENDS_SOON",
        f"The grant ends in {days} {'day' if days == 1 else 'days'}, and renewing it did not move its end.",
        FixableBy.CREATOR,
        _AGAIN,
    )
