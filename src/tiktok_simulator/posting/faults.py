"""Named faults of the Content Posting API."""

from collections.abc import Mapping

from tiktok_simulator.faults import SECONDS, TEXT, Options

FAULTS: Mapping[str, str] = {
    "publish_fails": "a post or draft that was taken fails in processing with `reason` (default internal)",
    "processing_stuck": "processing takes `seconds` of virtual time longer (default: it never ends)",
    "moderation_stuck": "a public post becomes public `seconds` of virtual time later (default: never)",
    "token_dies_after_init": "an init is answered, and the creator's access tokens are dead from then on",
    "upload_url_expired": "the upload URL answers 403 although its hour has not passed; the bytes are not taken",
    "chunk_half_taken": "the first half of a chunk is taken, then the connection drops; the file is not looked into",
    "unknown_status": "a status is `status` (default PROCESSING_SOMETHING), whatever it really is",
    "post_id_as_string": "the post ids of a status are strings instead of numbers",
    "app_too_old": "a photo draft is refused: the creator's app is older than it takes",
}
OPTIONS: Options = {
    "publish_fails": {"reason": TEXT},
    "processing_stuck": {"seconds": SECONDS},
    "moderation_stuck": {"seconds": SECONDS},
    "unknown_status": {"status": TEXT},
}
