"""Files that were handed in, and what TikTok offered for posting them."""

from datetime import datetime
from typing import Any

from creatorport.adapters.persistence.rows import MediaRow, OptionsAnswerRow
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.ids import AccountId, MediaId, MemberId, OptionsId, PublicationId, WorkspaceId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.composer import CreatorOptions, Privacy
from creatorport.domain.publishing.media import Media, MediaKind


def media_to_row(media: Media) -> MediaRow:
    return MediaRow(
        workspace_id=media.workspace_id,
        id=media.id,
        owner=media.owner,
        kind=media.kind.value,
        size=media.size,
        kept_at=media.kept_at,
        dropped_at=media.dropped_at,
        version=media.version,
    )


def media_from_row(row: MediaRow) -> Media:
    return Media(
        id=MediaId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        owner=MemberId(row.owner),
        kind=MediaKind(row.kind),
        size=row.size,
        kept_at=row.kept_at,
        dropped_at=row.dropped_at,
        version=row.version,
    )


def answer_to_row(answer: OptionsAnswer) -> OptionsAnswerRow:
    return OptionsAnswerRow(
        workspace_id=answer.workspace_id,
        id=answer.id,
        account_id=answer.account_id,
        options=_written(answer.options),
        asked_at=answer.asked_at,
        used_by=answer.used_by,
        version=answer.version,
    )


def answer_from_row(row: OptionsAnswerRow) -> OptionsAnswer:
    return OptionsAnswer(
        id=OptionsId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        account_id=AccountId(row.account_id),
        options=_read(row.options),
        asked_at=row.asked_at,
        used_by=PublicationId(row.used_by) if row.used_by else None,
        version=row.version,
    )


def _written(options: CreatorOptions) -> dict[str, Any]:
    avatar = options.avatar
    return {
        "handle": options.handle,
        "nickname": options.nickname,
        "avatar": avatar.url if avatar else None,
        "avatar_until": avatar.expires_at.isoformat() if avatar and avatar.expires_at else None,
        "privacy": [level.value for level in options.privacy],
        "disabled": [options.comment_disabled, options.duet_disabled, options.stitch_disabled],
        "longest": options.longest,
    }


def _read(written: dict[str, Any]) -> CreatorOptions:
    until = written["avatar_until"]
    comment, duet, stitch = written["disabled"]
    ends_at = datetime.fromisoformat(until) if until else None
    return CreatorOptions(
        written["handle"],
        written["nickname"],
        ExpiringUrl(written["avatar"], ends_at) if written["avatar"] else None,
        tuple(Privacy(level) for level in written["privacy"]),
        comment_disabled=comment,
        duet_disabled=duet,
        stitch_disabled=stitch,
        longest=written["longest"],
    )
