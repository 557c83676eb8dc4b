"""What becomes of a post by itself: download, processing, moderation, each at its time."""

from functools import partial
from typing import TYPE_CHECKING, Any

from tiktok_simulator.agenda import Facts
from tiktok_simulator.posting.appearing import appear, moderation_of, show
from tiktok_simulator.posting.flaws import fail_reason
from tiktok_simulator.posting.news import facts_of, tell
from tiktok_simulator.posting.publishes import DOWNLOADING, FAILED, IN_INBOX, UPLOADING, Publish
from tiktok_simulator.posting.pulling import pulled_at, pulled_by, size_of_urls
from tiktok_simulator.posting.sources import FILE

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

UPLOAD_ENDED = "posting.upload_ended"
PULLED = "posting.pulled"
PROCESSED = "posting.processed"
MODERATED = "posting.moderated"
# The seconds that anything takes, and then bytes per second.
_SHORTEST = {"direct": 4.0, "draft": 20.0}
_PROCESSING_PACE = 30_000_000


def register(simulator: "Simulator") -> None:
    for kind, action in (
        (UPLOAD_ENDED, _upload_ended),
        (PULLED, _pulled),
        (PROCESSED, _processed),
        (MODERATED, _moderated),
    ):
        simulator.agenda.on(kind, partial(action, simulator))


def begin(simulator: "Simulator", publish: Publish) -> None:
    """Take a new post or draft, and wait for its bytes or pull them."""
    if publish.source != FILE:
        publish.size = size_of_urls(simulator, publish)
    simulator.posting.publishes.add(publish)
    facts = {"source": publish.source, "media": publish.media, "size": publish.size, "post": publish.post}
    simulator.ledger.record("publish_started", **facts_of(simulator, publish), **facts)
    if publish.source == FILE:
        _at(simulator, publish, UPLOAD_ENDED, publish.upload_until)
    else:
        _at(simulator, publish, PULLED, pulled_at(publish))


def process(simulator: "Simulator", publish: Publish) -> None:
    """All bytes are there."""
    simulator.agenda.cancel(publish.publish_id)
    seconds = _SHORTEST[publish.flow] + publish.size / _PROCESSING_PACE
    _after(simulator, publish, PROCESSED, seconds, stuck="processing_stuck")


def cancel(simulator: "Simulator", publish: Publish) -> None:
    simulator.agenda.cancel(publish.publish_id)
    publish.taken = pulled_by(publish, simulator.clock.now())
    _fail(simulator, publish, "publish_cancelled")


def post(simulator: "Simulator", publish: Publish) -> None:
    """The post goes up, by itself or by its creator's hand."""
    video = appear(simulator, publish)
    seconds = moderation_of(simulator, publish, video)
    if seconds is not None:
        _after(simulator, publish, MODERATED, seconds, stuck="moderation_stuck", video_id=video.id)


def _upload_ended(simulator: "Simulator", facts: Facts) -> None:
    publish = simulator.posting.publishes.get(facts["publish_id"])
    if publish is not None and publish.status == UPLOADING and publish.taken < publish.size:
        _fail(simulator, publish, "internal")


def _pulled(simulator: "Simulator", facts: Facts) -> None:
    publish = simulator.posting.publishes.get(facts["publish_id"])
    if publish is not None and publish.status == DOWNLOADING:
        publish.taken = publish.size
        process(simulator, publish)


def _processed(simulator: "Simulator", facts: Facts) -> None:
    publish = simulator.posting.publishes.get(facts["publish_id"])
    if publish is None or not publish.is_working:
        return
    reason = fail_reason(simulator, publish)
    if reason is not None:
        _fail(simulator, publish, reason)
    elif publish.flow == "direct":
        post(simulator, publish)
    else:
        publish.status = IN_INBOX
        simulator.ledger.record("draft_delivered", **facts_of(simulator, publish))
        tell(simulator, publish, "post.publish.inbox_delivered")


def _moderated(simulator: "Simulator", facts: Facts) -> None:
    publish, video = simulator.posting.publishes.get(facts["publish_id"]), simulator.world.video(facts["video_id"])
    if publish is not None and video is not None and not video.is_public:
        show(simulator, publish, video)


def _fail(simulator: "Simulator", publish: Publish, reason: str) -> None:
    publish.status, publish.fail_reason = FAILED, reason
    simulator.ledger.record("publish_failed", **facts_of(simulator, publish), reason=reason)
    tell(simulator, publish, "post.publish.failed", reason=reason)


def _after(simulator: "Simulator", publish: Publish, kind: str, seconds: float, *, stuck: str, **facts: Any) -> None:
    """In so many seconds, or as much later as the fault `stuck` says, or never."""
    held = simulator.faults.strike(stuck, f"publish:{publish.flow}")
    if held is None or "seconds" in held:
        more = 0.0 if held is None else float(held["seconds"])
        _at(simulator, publish, kind, simulator.clock.now() + seconds + more, **facts)


def _at(simulator: "Simulator", publish: Publish, kind: str, when: float, **facts: Any) -> None:
    simulator.agenda.at(when, kind, publish.publish_id, publish_id=publish.publish_id, **facts)
