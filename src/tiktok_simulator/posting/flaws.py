from typing import TYPE_CHECKING

from tiktok_simulator.posting.containers import format_of_url
from tiktok_simulator.posting.publishes import Publish

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


LONGEST_VIDEO = 600
SLOWEST_FRAMES, FASTEST_FRAMES = 23, 60
SMALLEST_SIDE, LARGEST_SIDE = 360, 4096


def fail_reason(simulator: "Simulator", publish: Publish) -> str | None:
    """Why a post fails that has all its bytes, if it does."""
    fails = simulator.faults.strike("publish_fails", f"publish:{publish.flow}")
    if fails is not None:
        return str(fails.get("reason", "internal"))
    if publish.client_key not in simulator.grants.clients_of(publish.creator):
        return "auth_removed"
    settings = simulator.posting.creators.of(publish.creator)
    if settings.banned:
        return "spam_risk_user_banned_from_posting"
    formats = [format_of_url(url, publish.media) for url in publish.urls] or [publish.container]
    if None in formats:
        return "file_format_check_failed"
    return _flaw_inside(publish, settings.max_video_post_duration_sec)


def _flaw_inside(publish: Publish, longest: int) -> str | None:
    """What is wrong with the file as far as it tells. A draft may be too long: its creator trims it."""
    boxes = publish.boxes
    too_long = boxes.duration is not None and boxes.duration > min(longest, LONGEST_VIDEO)
    if too_long and publish.flow == "direct":
        return "duration_check_failed"
    if boxes.frame_rate is not None and not SLOWEST_FRAMES <= boxes.frame_rate <= FASTEST_FRAMES:
        return "frame_rate_check_failed"
    sides = [side for side in (boxes.width, boxes.height) if side is not None]
    return None if all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in sides) else "picture_size_check_failed"
