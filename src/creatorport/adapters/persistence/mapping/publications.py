"""Publications: the address of an upload passes through the vault, sealed for its own publication."""

from creatorport.adapters.persistence.rows import PublicationRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.errors import FixableBy
from creatorport.domain.ids import AccountId, MediaId, MemberId, PublicationId, WorkspaceId
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Choice, Consent, Disclosure, Interactions, Privacy
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.publication import FromMedia, FromUrl, Publication, Upload
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import Trouble, TroubleCode


def to_row(one: Publication, vault: TokenVault) -> PublicationRow:
    choice, upload, trouble = one.choice, one.upload, one.trouble
    media = one.source if isinstance(one.source, FromMedia) else None
    return PublicationRow(
        workspace_id=one.workspace_id,
        id=one.id,
        account_id=one.account_id,
        creator=one.creator,
        made_by=one.by,
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
        state=one.state.value,
        created_at=one.created_at,
        next_at=one.next_at,
        started_at=one.started_at,
        publish_id=one.publish_id,
        sealed_upload=vault.seal(upload.url, purpose(one.workspace_id, one.id)) if upload else None,
        upload_ends_at=upload.ends_at if upload else None,
        sent=upload.sent if upload else None,
        completed_at=one.completed_at,
        settled_at=one.settled_at,
        post_ids=list(one.post_ids),
        cap=one.cap.value if one.cap else None,
        trouble_code=trouble.code.value if trouble else None,
        trouble_message=trouble.message if trouble else None,
        trouble_fixable_by=trouble.fixable_by.value if trouble else None,
        trouble_reason=trouble.tiktok_reason if trouble else None,
        tiktok_status=one.tiktok_status,
        checked_at=one.checked_at,
        looks=one.looks,
        failures=one.failures,
        version=one.version,
    )


def from_row(row: PublicationRow, vault: TokenVault) -> Publication:
    return Publication(
        id=PublicationId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        account_id=AccountId(row.account_id),
        creator=row.creator,
        by=MemberId(row.made_by),
        choice=Choice(
            row.title,
            Privacy(row.privacy),
            Interactions(comment=row.allow_comment, duet=row.allow_duet, stitch=row.allow_stitch),
            Disclosure(own_brand=row.own_brand, branded_content=row.branded_content),
            is_ai_generated=row.is_ai_generated,
            cover_ms=row.cover_ms,
        ),
        consent=Consent(row.consent_text, MemberId(row.consent_by), row.consented_at),
        source=_source(row),
        state=PublicationState(row.state),
        created_at=row.created_at,
        next_at=row.next_at,
        started_at=row.started_at,
        publish_id=row.publish_id,
        upload=_upload(row, vault),
        completed_at=row.completed_at,
        settled_at=row.settled_at,
        post_ids=tuple(row.post_ids),
        cap=Cap(row.cap) if row.cap else None,
        trouble=_trouble(row),
        tiktok_status=row.tiktok_status,
        checked_at=row.checked_at,
        looks=row.looks,
        failures=row.failures,
        version=row.version,
    )


def purpose(workspace_id: str, publication_id: str) -> str:
    return f"upload/{workspace_id}/{publication_id}"


def _source(row: PublicationRow) -> FromMedia | FromUrl:
    if row.media_id is None or row.media_kind is None:
        return FromUrl(row.video_url or "")
    return FromMedia(MediaId(row.media_id), MediaKind(row.media_kind), row.media_size or 0)


def _upload(row: PublicationRow, vault: TokenVault) -> Upload | None:
    if row.sealed_upload is None or row.upload_ends_at is None:
        return None
    return Upload(vault.open(row.sealed_upload, purpose(row.workspace_id, row.id)), row.upload_ends_at, row.sent or 0)


def _trouble(row: PublicationRow) -> Trouble | None:
    if row.trouble_code is None or row.trouble_fixable_by is None:
        return None
    by = FixableBy(row.trouble_fixable_by)
    return Trouble(TroubleCode(row.trouble_code), row.trouble_message or "", by, row.trouble_reason)
