from dataclasses import dataclass
from datetime import datetime

import strawberry

from creatorport.application.publication_views import PublicationView
from creatorport.domain.publishing.composer import Disclosure, Label
from creatorport.domain.publishing.troubles import Trouble
from creatorport.graphql.account.loaders import AccountByIdLoader
from creatorport.graphql.account.types import Account
from creatorport.graphql.error.types import FixableBy
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.publication.states import (
    DisclosureLabel,
    PrivacyLevel,
    PublicationState,
    PublicationTroubleCode,
    PublishingCap,
)
from creatorport.graphql.scalars import URL, BigInt


@dataclass(frozen=True, slots=True)
class TroubleView:
    code: str
    message: str
    fixable_by: str
    tiktok_reason: str | None

    @classmethod
    def of(cls, trouble: Trouble | None) -> "TroubleView | None":
        if trouble is None:
            return None
        return cls(trouble.code.value, trouble.message, trouble.fixable_by.value, trouble.tiktok_reason)


def _trouble(view: PublicationView) -> TroubleView | None:
    if view.trouble_code is None:
        return None
    by = view.trouble_fixable_by or "NOBODY"
    return TroubleView(view.trouble_code, view.trouble_message or "", by, view.trouble_reason)


def _label(view: PublicationView) -> Label | None:
    return Disclosure(own_brand=view.own_brand, branded_content=view.branded_content).label


@strawberry.type(description="What stands in a publication's way, and who can do something about it.")
class PublicationTrouble:
    code: PublicationTroubleCode = attribute("What it is, for programs.")
    message: str = attribute("What it is, for people.")
    fixable_by: FixableBy = attribute("Who can do something about it.")
    tiktok_reason: str | None = attribute("TikTok's own word for it; null where it has none.")


@strawberry.type(description="A video that is posted on a creator's account, exactly once.")
class Publication(Node):
    id: strawberry.ID = identity("Publication")
    account: Account | None = edge(
        AccountByIdLoader, "The account that it is posted on.", key=lambda publication: publication.account_id
    )
    state: PublicationState = attribute("Where it stands. A verdict is never taken back.")
    trouble: PublicationTrouble | None = derived(_trouble, "What stands in its way; null where nothing does.")
    title: str = attribute("The caption, with its hashtags and mentions.")
    privacy: PrivacyLevel = attribute("Who can see it, as it was chosen.")
    allow_comment: bool = attribute("Whether viewers may comment.")
    allow_duet: bool = attribute("Whether viewers may make a duet of it.")
    allow_stitch: bool = attribute("Whether viewers may stitch it.")
    label: DisclosureLabel | None = derived(
        lambda view: label.value if (label := _label(view)) else None,
        "How TikTok marks it; null where nothing commercial is disclosed.",
    )
    is_ai_generated: bool = attribute("Whether TikTok labels it as made by AI.")
    cover_ms: int | None = attribute("The place of the frame that covers it, in milliseconds; null for the first one.")
    consent_text: str = attribute("What was agreed to, word for word.")
    consented_by: str = derived(lambda view: view.consent_by, "The id of the member who agreed.")
    consented_at: datetime = attribute("When they agreed.")
    content_type: str | None = derived(lambda view: view.media_kind, "What the handed-in file is; null without one.")
    total_bytes: BigInt | None = derived(lambda view: view.media_size, "Its size; null without one.")
    sent_bytes: BigInt | None = derived(
        lambda view: view.sent, "How much of it TikTok has; null before the upload, and after the verdict."
    )
    video_url: URL | None = attribute("Where TikTok fetches the video itself; null where bytes are sent.")
    created_at: datetime = attribute("When it was asked for.")
    started_at: datetime | None = attribute("When TikTok was told of it; null before.")
    settled_at: datetime | None = attribute("When its verdict came; null before.")
    next_at: datetime | None = attribute("When it is gone on with; null where nothing is to be done.")
    cap: PublishingCap | None = attribute("The cap that it waits for; null where it waits for none.")
    publish_id: str | None = attribute("TikTok's handle of the publication, which is not the post's id; null before.")
    post_ids: list[str] = attribute(
        "The ids of the post on TikTok: empty until it is public and moderated, and for ever where few may see it."
    )
    tiktok_status: str | None = attribute("The status that TikTok told last; null before it was asked.")
    checked_at: datetime | None = attribute("When TikTok told it; null before it was asked.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PublicationView)
