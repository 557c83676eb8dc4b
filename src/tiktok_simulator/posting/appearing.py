"""How a post comes to be on TikTok, and who sees it."""

from typing import TYPE_CHECKING

from tiktok_simulator.posting.creators import PUBLIC
from tiktok_simulator.posting.news import facts_of, tell
from tiktok_simulator.posting.publishes import COMPLETE, Publish
from tiktok_simulator.world import Video

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_QUICKEST, _USUAL_SPREAD = 20, 40
_SLOW_ONE_IN = 16
_SLOW = 3 * 3600.0


def appear(simulator: "Simulator", publish: Publish) -> Video:
    """The post exists from now on, for its creator alone: what is meant for everybody is moderated first."""
    post = publish.post
    video = simulator.world.post_video(
        simulator.world.creator(publish.creator),
        simulator.clock.now(),
        caption=str(post.get("description") or post.get("title") or ""),
        duration=_duration(simulator, publish),
        branded=bool(post.get("brand_content_toggle")),
        public=False,
    )
    publish.status = COMPLETE
    publish.videos.append(video.id)
    simulator.ledger.record("publish_completed", **facts_of(simulator, publish), video_id=video.id)
    tell(simulator, publish, "post.publish.complete")
    return video


def moderation_of(simulator: "Simulator", publish: Publish, video: Video) -> float | None:
    """Seconds until everybody may see the post; None when it is not for everybody."""
    if publish.post.get("privacy_level") != PUBLIC:
        return None
    drawn = simulator.digest("moderation", video.id)
    return _SLOW if drawn[0] % _SLOW_ONE_IN == 0 else float(_QUICKEST + drawn[1] % _USUAL_SPREAD)


def show(simulator: "Simulator", publish: Publish, video: Video) -> None:
    """Everybody can see the post from now on."""
    simulator.world.change_video(video, public=True)
    publish.public.append(video.id)
    simulator.ledger.record("post_shown", **facts_of(simulator, publish), video_id=video.id)
    tell(simulator, publish, "post.publish.publicly_available", post_id=video.id)


def hide(simulator: "Simulator", publish: Publish, video: Video) -> None:
    """Nobody but the creator sees the post any more. The event is misspelt as TikTok does."""
    simulator.world.change_video(video, public=False)
    publish.public.remove(video.id)
    simulator.ledger.record("post_hidden", **facts_of(simulator, publish), video_id=video.id)
    tell(simulator, publish, "post.publish.no_longer_publicaly_available", post_id=video.id)


def _duration(simulator: "Simulator", publish: Publish) -> int:
    """In whole seconds; where the file does not say it, drawn."""
    if publish.media == "photo":
        return 0
    if publish.boxes.duration is not None:
        return max(1, int(publish.boxes.duration))
    return 8 + simulator.digest("length", publish.publish_id)[0] % 50
