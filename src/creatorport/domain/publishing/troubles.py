"""What keeps a publication from being posted, and who can do something about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from creatorport.domain.errors import AppNotAudited, FixableBy, PostingBanned
from creatorport.domain.publishing.caps import Cap


class TroubleCode(StrEnum):
    ACCOUNT_GONE = "ACCOUNT_GONE"
    CAP_REACHED = "CAP_REACHED"
    APP_NOT_AUDITED = "APP_NOT_AUDITED"
    POSTING_BANNED = "POSTING_BANNED"
    CHOICE_NOT_OFFERED = "CHOICE_NOT_OFFERED"
    HOST_NOT_VERIFIED = "HOST_NOT_VERIFIED"
    MEDIA_GONE = "MEDIA_GONE"
    MEDIA_FORMAT = "MEDIA_FORMAT"
    MEDIA_DURATION = "MEDIA_DURATION"
    MEDIA_FRAME_RATE = "MEDIA_FRAME_RATE"
    MEDIA_PICTURE_SIZE = "MEDIA_PICTURE_SIZE"
    DOWNLOAD_FAILED = "DOWNLOAD_FAILED"
    UPLOAD_ENDED = "UPLOAD_ENDED"
    UPLOAD_NOT_TRUSTED = "UPLOAD_NOT_TRUSTED"
    ANSWER_LOST = "ANSWER_LOST"
    NO_VERDICT = "NO_VERDICT"
    NOT_POSTED = "NOT_POSTED"
    SPAM_RISK = "SPAM_RISK"
    CANCELLED_AT_TIKTOK = "CANCELLED_AT_TIKTOK"
    TIKTOK_REFUSED = "TIKTOK_REFUSED"
    TIKTOK_FAILED = "TIKTOK_FAILED"
    TIKTOK_AWAY = "TIKTOK_AWAY"


@dataclass(frozen=True, slots=True)
class Trouble:
    """`code` is stable, `message` for people; `tiktok_reason` is TikTok's own word, where it gave one."""

    code: TroubleCode
    message: str
    fixable_by: FixableBy
    tiktok_reason: str | None = None


CAP_OF: Final[Mapping[str, Cap]] = {
    "spam_risk_too_many_posts": Cap.POSTS_PER_CREATOR,
    "reached_active_user_cap": Cap.CREATORS_PER_APP,
}
"""TikTok's refusals that pass by themselves: the post waits for the next window, and the account stays as it is."""

_T, _F = TroubleCode, FixableBy
_AUDIT = AppNotAudited(account_is_private=None, post_is_self_only=None).message
_KNOWN: Final[Mapping[str, tuple[TroubleCode, str, FixableBy]]] = {
    "unaudited_client_can_only_post_to_private_accounts": (_T.APP_NOT_AUDITED, _AUDIT, _F.CREATOR),
    "spam_risk_user_banned_from_posting": (_T.POSTING_BANNED, PostingBanned().message, _F.TIKTOK),
    "privacy_level_option_mismatch": (
        _T.CHOICE_NOT_OFFERED,
        "TikTok does not offer this creator the level any more. Ask publishingOptions, and choose anew.",
        _F.CALLER,
    ),
    "url_ownership_unverified": (
        _T.HOST_NOT_VERIFIED,
        "At TikTok, the video's host is not verified for this app.",
        _F.OPERATOR,
    ),
    "file_format_check_failed": (
        _T.MEDIA_FORMAT,
        "media: TikTok does not take its container or codec, but MP4, MOV and WebM with H.264, H.265, VP8, VP9.",
        _F.CALLER,
    ),
    "duration_check_failed": (
        _T.MEDIA_DURATION,
        "media: TikTok found the video too long or too short for this creator; publishingOptions tells the longest.",
        _F.CALLER,
    ),
    "frame_rate_check_failed": (
        _T.MEDIA_FRAME_RATE,
        "media: TikTok found a frame rate outside 23 to 60 frames a second.",
        _F.CALLER,
    ),
    "picture_size_check_failed": (
        _T.MEDIA_PICTURE_SIZE,
        "media: TikTok found a picture with a side outside 360 to 4096 pixels.",
        _F.CALLER,
    ),
    "video_pull_failed": (_T.DOWNLOAD_FAILED, "videoUrl: TikTok could not fetch it within an hour.", _F.CALLER),
    "auth_removed": (
        _T.ACCOUNT_GONE,
        "The creator took this app's access away while TikTok worked on the post.",
        _F.CREATOR,
    ),
    "publish_cancelled": (_T.CANCELLED_AT_TIKTOK, "The publication was cancelled at TikTok.", _F.NOBODY),
    "spam_risk_text": (_T.SPAM_RISK, "TikTok takes the title for spam.", _F.CALLER),
    "spam_risk": (_T.SPAM_RISK, "TikTok takes the post for spam.", _F.NOBODY),
    "internal": (_T.TIKTOK_FAILED, "TikTok failed at it. Publish it again if it is still wanted.", _F.TIKTOK),
}


def trouble_of(reason: str, message: str | None = None) -> Trouble:
    """Return what TikTok's code or `fail_reason` means. One that is not known is kept as it came."""
    if reason in CAP_OF:
        return cap_reached(CAP_OF[reason], reason)
    known = _KNOWN.get(reason)
    if known is not None:
        return Trouble(*known, reason)
    return Trouble(_T.TIKTOK_REFUSED, f"TikTok refused it: {message or reason}", _F.CALLER, reason)


def cap_reached(cap: Cap, reason: str | None = None) -> Trouble:
    words = {
        Cap.POSTS_PER_CREATOR: "This creator has posted as often in 24 hours as TikTok permits.",
        Cap.CREATORS_PER_APP: "As many creators have posted through this app in 24 hours as TikTok permits.",
    }
    return Trouble(_T.CAP_REACHED, words[cap], _F.NOBODY, reason)


def account_gone(cause: str) -> Trouble:
    return Trouble(_T.ACCOUNT_GONE, f"The account has no grant any more ({cause}). Connect it again.", _F.CREATOR)
