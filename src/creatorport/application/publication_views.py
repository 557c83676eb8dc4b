from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import AccountId, PublicationId
from creatorport.domain.publishing.publication import FromMedia, FromUrl, Publication


@dataclass(frozen=True, slots=True)
class PublicationView:
    """A publication as it stands, without the address of its upload; see `domain.publishing.publication`."""

    id: PublicationId
    account_id: AccountId
    state: str
    title: str
    privacy: str
    allow_comment: bool
    allow_duet: bool
    allow_stitch: bool
    own_brand: bool
    branded_content: bool
    is_ai_generated: bool
    cover_ms: int | None
    consent_text: str
    consent_by: str
    consented_at: datetime
    media_id: str | None
    media_kind: str | None
    media_size: int | None
    video_url: str | None
    created_at: datetime
    next_at: datetime | None
    started_at: datetime | None
    publish_id: str | None
    sent: int | None
    completed_at: datetime | None
    settled_at: datetime | None
    post_ids: tuple[str, ...]
    cap: str | None
    trouble_code: str | None
    trouble_message: str | None
    trouble_fixable_by: str | None
    trouble_reason: str | None
    tiktok_status: str | None
    checked_at: datetime | None

    @classmethod
    def of(cls, one: Publication) -> "PublicationView":
        choice, trouble = one.choice, one.trouble
        media = one.source if isinstance(one.source, FromMedia) else None
        return cls(
            id=one.id,
            account_id=one.account_id,
            state=one.state.value,
            title=choice.title,
            privacy=choice.privacy.value,
            allow_comment=choice.interactions.comment,
            allow_duet=choice.interactions.duet,
            allow_stitch=choice.interactions.stitch,
            own_brand=choice.disclosure.own_brand,
            branded_content=choice.disclosure.branded_content,
            is_ai_generated=choice.is_ai_generated,
            cover_ms=choice.cover_ms,
            consent_text=one.consent.text,
            consent_by=one.consent.by,
            consented_at=one.consent.at,
            media_id=media.media_id if media else None,
            media_kind=media.kind.value if media else None,
            media_size=media.size if media else None,
            video_url=one.source.url if isinstance(one.source, FromUrl) else None,
            created_at=one.created_at,
            next_at=one.next_at,
            started_at=one.started_at,
            publish_id=one.publish_id,
            sent=one.upload.sent if one.upload else None,
            completed_at=one.completed_at,
            settled_at=one.settled_at,
            post_ids=one.post_ids,
            cap=one.cap.value if one.cap else None,
            trouble_code=trouble.code.value if trouble else None,
            trouble_message=trouble.message if trouble else None,
            trouble_fixable_by=trouble.fixable_by.value if trouble else None,
            trouble_reason=trouble.tiktok_reason if trouble else None,
            tiktok_status=one.tiktok_status,
            checked_at=one.checked_at,
        )
