from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="Why an account was synced.")
class SyncTrigger(Enum):
    CONNECT = value("connect", description="It was connected, or connected again.")
    MANUAL = value("manual", description="Somebody asked for it.")
    SCHEDULED = value("scheduled", description="Its time of the day had come.")
    WEBHOOK = value("webhook", description="TikTok told that one of its videos changed.")
    RETENTION = value("retention", description="What was read may not be kept any longer without being read again.")
    PLANNED = value("planned", description="The planner missed one of its videos, or its complete list was due.")


@strawberry.enum(description="Where a sync stands.")
class SyncState(Enum):
    QUEUED = value("queued", description="Not begun.")
    RUNNING = value("running", description="Reading.")
    INTERRUPTED = value(
        "interrupted", description="Paused by a limit or a hiccup; it goes on by itself, see `retryAt`."
    )
    DONE = value("done", description="Read to the end.")
    FAILED = value("failed", description="Given up, see `errorCode`; everything that was known before stays.")


@strawberry.enum(description="What a sync is reading.")
class SyncStep(Enum):
    PROFILE = value("profile", description="The profile and its counts.")
    NEWEST = value("newest", description="The newest videos, until known ones show.")
    KNOWN = value("known", description="Known videos by their ids, 20 at a time.")
    WALK = value("walk", description="The complete list of videos, the only way to learn which are gone.")


@strawberry.enum(description="Whether TikTok shows a video.")
class VideoState(Enum):
    VISIBLE = value("visible", description="TikTok shows it.")
    NOT_VISIBLE = value(
        "not_visible",
        description="A complete walk did not show it: deleted, private or taken down. TikTok does not say.",
    )


@strawberry.enum(description="How a list of videos is sorted; each way, the greatest first.")
class VideoOrder(Enum):
    NEWEST = value("newest", description="By publication, or first sight where TikTok tells none.")
    VIEWS = value("views", description="By views; unknown counts last.")
    LIKES = value("likes", description="By likes; unknown counts last.")
