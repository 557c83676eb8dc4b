from datetime import datetime

import strawberry

from creatorport.application.use_cases.publish_video import PublishVideoCommand
from creatorport.domain.ids import AccountId, MediaId, OptionsId
from creatorport.domain.publishing.composer import Interactions, Privacy
from creatorport.domain.workspace import Member
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.publication.states import PrivacyLevel
from creatorport.graphql.scalars import URL


@strawberry.input(description="Whose business a post is for: at least one of them.")
class DisclosureInput:
    own_brand: bool = strawberry.field(default=False, description="The creator's own.")
    branded_content: bool = strawberry.field(default=False, description="Somebody else's: a paid partnership.")


@strawberry.input(description="A post, as its composer chose it. Nothing is chosen by default.")
class PublishVideoInput:
    account_id: strawberry.ID = strawberry.field(description="The account to post on.")
    options_id: strawberry.ID = strawberry.field(
        description="`optionsId` of `publishingOptions`, asked for this post less than an hour ago."
    )
    privacy: PrivacyLevel = strawberry.field(description="Who can see it: one of `privacyLevels`.")
    consent_text: str = strawberry.field(
        description="What the person agreed to: the one of `consentTexts` that fits the post."
    )
    consented_at: datetime | None = strawberry.field(
        default=None, description="When they agreed, since the options were asked; now without it."
    )
    media_id: strawberry.ID | None = strawberry.field(
        default=None, description="The file that was handed in by `PUT /media`. Either this or `videoUrl`."
    )
    video_url: URL | None = strawberry.field(
        default=None,
        description="Where TikTok fetches the video itself: https, on a host verified for the app.",
    )
    title: str = strawberry.field(
        default="", description="The caption, of up to 2200 UTF-16 code units; #tags and @handles count as such."
    )
    allow_comment: bool = strawberry.field(default=False, description="Whether viewers may comment.")
    allow_duet: bool = strawberry.field(default=False, description="Whether viewers may make a duet of it.")
    allow_stitch: bool = strawberry.field(default=False, description="Whether viewers may stitch it.")
    disclosure: DisclosureInput | None = strawberry.field(
        default=None, description="What is disclosed of its commercial nature; nothing without it."
    )
    is_ai_generated: bool = strawberry.field(default=False, description="Whether it is to be labelled as made by AI.")
    cover_ms: int | None = strawberry.field(
        default=None, description="The place of the frame that is to cover it, in milliseconds; the first without it."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


def command_of(given: PublishVideoInput, member: Member) -> PublishVideoCommand:
    """Return what is asked for. Raises InvalidValue for ids of something else."""
    disclosed = given.disclosure
    media_id = None if given.media_id is None else MediaId(local_id("Media", given.media_id, "mediaId"))
    return PublishVideoCommand(
        member,
        AccountId(local_id("TikTokAccount", given.account_id, "accountId")),
        OptionsId(local_id("PublishingOptions", given.options_id, "optionsId")),
        Privacy(given.privacy.value),
        given.consent_text,
        title=given.title,
        interactions=Interactions(comment=given.allow_comment, duet=given.allow_duet, stitch=given.allow_stitch),
        disclosure=None if disclosed is None else (disclosed.own_brand, disclosed.branded_content),
        is_ai_generated=given.is_ai_generated,
        cover_ms=given.cover_ms,
        media_id=media_id,
        video_url=given.video_url,
        consented_at=given.consented_at,
        idempotency_key=given.idempotency_key,
    )
