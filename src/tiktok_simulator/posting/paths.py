"""Where the Content Posting API answers, and how often in a minute for one user of one app."""

from collections.abc import Mapping

CREATOR_INFO = "/open/v2/post/publish/creator_info/query/"
VIDEO_INIT = "/open/v2/post/publish/video/init/"
DRAFT_INIT = "/open/v2/post/publish/inbox/video/init/"
PHOTO_INIT = "/open/v2/post/publish/content/init/"
STATUS = "/open/v2/post/publish/status/fetch/"
CANCEL = "/open/v2/post/publish/cancel/"
UPLOAD = "/upload/video/"

# Cancelling has no documented limit.
PER_MINUTE: Mapping[str, int] = {CREATOR_INFO: 20, VIDEO_INIT: 6, DRAFT_INIT: 6, PHOTO_INIT: 6, STATUS: 30}
