"""What a creator has set for their own posts, as far as TikTok tells an app."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

PUBLIC = "PUBLIC_TO_EVERYONE"
FOLLOWERS = "FOLLOWER_OF_CREATOR"
FRIENDS = "MUTUAL_FOLLOW_FRIENDS"
ONLY_ME = "SELF_ONLY"


@dataclass(frozen=True, slots=True)
class PostingSettings:
    """`posts_per_day` is what TikTok takes from all apps together in 24 hours, `drafts` how many may wait."""

    private: bool = False
    comment_disabled: bool = False
    duet_disabled: bool = False
    stitch_disabled: bool = False
    max_video_post_duration_sec: int = 600
    banned: bool = False
    posts_per_day: int = 15
    drafts: int = 5

    @property
    def privacy_levels(self) -> tuple[str, ...]:
        """What the creator may choose from: a private account has nothing for everyone."""
        return (FOLLOWERS if self.private else PUBLIC, FRIENDS, ONLY_ME)


class CreatorSettings:
    """Everybody's settings; only those that were changed are kept."""

    def __init__(self) -> None:
        self._changed: dict[int, PostingSettings] = {}

    def of(self, creator: int) -> PostingSettings:
        return self._changed.get(creator, _USUAL)

    def change(self, creator: int, changes: Mapping[str, Any]) -> PostingSettings:
        changed = self._changed[creator] = replace(self.of(creator), **changes)
        return changed

    def snapshot(self) -> dict[str, dict[str, Any]]:
        return {str(creator): asdict(settings) for creator, settings in self._changed.items()}

    def restore(self, saved: Mapping[str, dict[str, Any]]) -> None:
        self._changed = {int(creator): PostingSettings(**facts) for creator, facts in saved.items()}


_USUAL = PostingSettings()
