"""Comments on a video, as far as TikTok tells of them: that they are there, and what became of them. Never a text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from creatorport.domain.ids import VideoId, WorkspaceId


class CommentAction(StrEnum):
    """What happened to a comment last. OTHER is what we do not know: it is kept, and counted."""

    INSERT = "insert"
    DELETE = "delete"
    SET_TO_HIDDEN = "set_to_hidden"
    SET_TO_FRIENDS_ONLY = "set_to_friends_only"
    SET_TO_PUBLIC = "set_to_public"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CommentNews:
    """The newest that is known of one comment. Who wrote it is not kept."""

    workspace_id: WorkspaceId
    video_id: VideoId
    comment_id: str
    is_reply: bool
    action: CommentAction
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentTally:
    """What TikTok told of a video's comments since it tells: not all that there are. Deleted ones are in `heard`."""

    heard: int = 0
    replies: int = 0
    hidden: int = 0
    deleted: int = 0
    last_at: datetime | None = None
