from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="Where a publication stands.")
class PublicationState(Enum):
    QUEUED = value("queued", description="It is its turn; TikTok has not heard of it.")
    DEFERRED = value("deferred", description="A cap of TikTok's is reached: it waits until `nextAt`, see `cap`.")
    BLOCKED = value("blocked", description="Its account has no grant any more: it goes on when that is back.")
    STARTING = value("starting", description="TikTok is being told of it.")
    UPLOADING = value("uploading", description="TikTok took it, and gets the bytes.")
    PROCESSING = value("processing", description="TikTok has all of it and works on it; that takes some minutes.")
    UNCONFIRMED = value(
        "unconfirmed", description="Whether it is posted is not known. It is still looked for, and never begun again."
    )
    PUBLISHED = value("published", description="TikTok posted it.")
    FAILED = value("failed", description="It was not posted, and will not be; see `trouble`.")
    CANCELLED = value("cancelled", description="It was called off before TikTok heard of it.")


@strawberry.enum(description="Who can see a post, in TikTok's words.")
class PrivacyLevel(Enum):
    PUBLIC_TO_EVERYONE = value("PUBLIC_TO_EVERYONE", description="Everybody.")
    MUTUAL_FOLLOW_FRIENDS = value("MUTUAL_FOLLOW_FRIENDS", description="Those who follow each other.")
    FOLLOWER_OF_CREATOR = value("FOLLOWER_OF_CREATOR", description="Followers; of private accounts.")
    SELF_ONLY = value("SELF_ONLY", description="The creator alone.")


@strawberry.enum(description="How TikTok marks a post whose commercial nature is disclosed.")
class DisclosureLabel(Enum):
    PROMOTIONAL_CONTENT = value("PROMOTIONAL_CONTENT", description="“Promotional content”: for the own business.")
    PAID_PARTNERSHIP = value("PAID_PARTNERSHIP", description="“Paid partnership”: for somebody else's.")


@strawberry.enum(description="A cap of TikTok's on posts within 24 hours.")
class PublishingCap(Enum):
    POSTS_PER_CREATOR = value(
        "POSTS_PER_CREATOR", description="Posts of one creator, of all apps together; only this app's are known here."
    )
    CREATORS_PER_APP = value("CREATORS_PER_APP", description="Creators who post through this app.")


@strawberry.enum(description="What an app without TikTok's audit must see to.")
class PublishingFindingCode(Enum):
    ACCOUNT_MUST_BE_PRIVATE = value("ACCOUNT_MUST_BE_PRIVATE", description="The TikTok account itself is private.")
    POST_MUST_BE_SELF_ONLY = value("POST_MUST_BE_SELF_ONLY", description="The post is visible to its creator alone.")


@strawberry.enum(description="What stands in a publication's way. New codes may be added.")
class PublicationTroubleCode(Enum):
    ACCOUNT_GONE = value("ACCOUNT_GONE", description="The account has no grant, or not the one that this needs.")
    CAP_REACHED = value("CAP_REACHED", description="A cap of TikTok's is reached.")
    APP_NOT_AUDITED = value("APP_NOT_AUDITED", description="TikTok has not audited the app; see the message.")
    POSTING_BANNED = value("POSTING_BANNED", description="TikTok has banned the creator from posting.")
    CHOICE_NOT_OFFERED = value("CHOICE_NOT_OFFERED", description="TikTok does not offer any more what was chosen.")
    HOST_NOT_VERIFIED = value("HOST_NOT_VERIFIED", description="The video's host is not verified at TikTok.")
    MEDIA_GONE = value("MEDIA_GONE", description="The file that was handed in is not here any more.")
    MEDIA_FORMAT = value("MEDIA_FORMAT", description="TikTok does not take the video's container or codec.")
    MEDIA_DURATION = value("MEDIA_DURATION", description="The video is too long or too short for this creator.")
    MEDIA_FRAME_RATE = value("MEDIA_FRAME_RATE", description="The video's frame rate is not within 23 to 60.")
    MEDIA_PICTURE_SIZE = value("MEDIA_PICTURE_SIZE", description="A side of the picture is not within 360 to 4096.")
    DOWNLOAD_FAILED = value("DOWNLOAD_FAILED", description="TikTok could not fetch the video.")
    UPLOAD_ENDED = value("UPLOAD_ENDED", description="TikTok took no more bytes before it had all.")
    UPLOAD_NOT_TRUSTED = value("UPLOAD_NOT_TRUSTED", description="TikTok named an address that is not trusted.")
    ANSWER_LOST = value("ANSWER_LOST", description="TikTok's answer to the beginning was lost.")
    NO_VERDICT = value("NO_VERDICT", description="TikTok has been silent for an hour.")
    NOT_POSTED = value("NOT_POSTED", description="Somebody looked on TikTok, and it is not there.")
    SPAM_RISK = value("SPAM_RISK", description="TikTok takes it for spam.")
    CANCELLED_AT_TIKTOK = value("CANCELLED_AT_TIKTOK", description="It was cancelled at TikTok.")
    TIKTOK_REFUSED = value("TIKTOK_REFUSED", description="TikTok refused it for another reason; see `tiktokReason`.")
    TIKTOK_FAILED = value("TIKTOK_FAILED", description="TikTok failed at it.")
    TIKTOK_AWAY = value("TIKTOK_AWAY", description="TikTok could not be asked; it is tried again.")
