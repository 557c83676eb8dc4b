from typing import TYPE_CHECKING

from tiktok_simulator.posting.containers import format_of_url
from tiktok_simulator.posting.publishes import Publish

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


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
    too_long = publish.duration is not None and publish.duration > settings.max_video_post_duration_sec
    return "duration_check_failed" if too_long and publish.flow == "direct" else None
