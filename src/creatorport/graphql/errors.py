"""The one mapping of domain errors: to `UserError`s in a mutation's payload, and to errors of queries.

What is not shown here is a fault. It passes through untouched, and the transport masks and logs it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from graphql import GraphQLError

from creatorport.application.refused import Refused
from creatorport.domain.errors import (
    CampaignEdited,
    CreatorportError,
    FixableBy,
    Refusal,
    StorageUnavailable,
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
    UnreadableDelivery,
    VaultError,
)
from creatorport.graphql.scalars import write_date_time

Shown: TypeAlias = Refusal | TikTokError
SHOWN = (Refusal, TikTokError)

MASKED: tuple[type[CreatorportError], ...] = (StorageUnavailable, UnreadableDelivery, VaultError)
"""Faults: their words are for the operator, and stand in the log. Of these, callers learn only that storage is away."""

_TIKTOK_FIXABLE_BY: dict[type[TikTokError], FixableBy] = {
    TikTokError: FixableBy.TIKTOK,
    TikTokRefused: FixableBy.CALLER,
    TikTokTokenRejected: FixableBy.MEMBER,
    TikTokThrottled: FixableBy.NOBODY,
    TikTokUnreachable: FixableBy.OPERATOR,
    TikTokAnswerLost: FixableBy.TIKTOK,
}


@dataclass(frozen=True, slots=True)
class RefusedByTikTok:
    """What a call to TikTok came to, as it is shown. The last two are for TikTok's support."""

    code: str
    message: str
    fixable_by: FixableBy
    retry_at: datetime | None
    tiktok_code: str | None
    log_id: str | None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class EditConflict:
    """What somebody else did to a campaign meanwhile, as it is shown."""

    code: str
    message: str
    field: str | None
    fixable_by: FixableBy
    campaign_id: str
    expected_version: int
    present_version: int
    changed_fields: tuple[str, ...]
    changed_by: tuple[str, ...]
    retry_at: datetime | None = None


Problem: TypeAlias = Refused | RefusedByTikTok | EditConflict


def problem(error: Shown, now: datetime, field: str | None = None) -> Problem:
    """Return what the caller may know of an error. `field` is what it is about, where the error itself does not say."""
    if isinstance(error, CampaignEdited):
        return EditConflict(
            error.code,
            error.message,
            error.field,
            error.fixable_by,
            error.campaign_id,
            error.expected,
            error.present,
            error.fields,
            error.members,
        )
    if isinstance(error, Refusal):
        return Refused.of(error, field=error.field or field)
    return RefusedByTikTok(
        error.code,
        error.told,
        _TIKTOK_FIXABLE_BY[type(error)],
        now + timedelta(seconds=error.retry_after) if isinstance(error, TikTokThrottled) else None,
        error.tiktok_code,
        error.log_id,
    )


def top_level(error: Shown, now: datetime, field: str | None = None) -> GraphQLError:
    """Return the same facts as an error of a query or subscription."""
    shown = problem(error, now, field)
    extensions = {
        "code": shown.code,
        "field": shown.field,
        "fixableBy": shown.fixable_by.value,
        "retryAt": None if shown.retry_at is None else write_date_time(shown.retry_at),
    }
    if isinstance(shown, RefusedByTikTok):
        extensions |= {"tiktokCode": shown.tiktok_code, "logId": shown.log_id}
    return GraphQLError(shown.message, extensions=extensions)


def not_signed_in() -> GraphQLError:
    return GraphQLError(
        "Sign in first.",
        extensions={"code": "UNAUTHENTICATED", "field": None, "fixableBy": FixableBy.CALLER.value, "retryAt": None},
    )
