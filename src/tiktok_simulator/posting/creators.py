"""What a creator has set for their own posts, as far as TikTok tells an app."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from tiktok_simulator.world.cast import HANDLES

PUBLIC = "PUBLIC_TO_EVERYONE"
FOLLOWERS = "FOLLOWER_OF_CREATOR"
FRIENDS = "MUTUAL_FOLLOW_FRIENDS"
ONLY_ME = "SELF_ONLY"
# Everybody has three minutes, some have more.
_LONGEST = (180, 300, 600, 600, 3600)


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
    """Everybody's settings: drawn from a digest of the creator's number; only those that were changed are kept."""

    def __init__(self, digest: Callable[..., bytes]) -> None:
        self._digest = digest
        self._changed: dict[int, PostingSettings] = {}

    def of(self, creator: int) -> PostingSettings:
        return self._changed.get(creator) or self._drawn(creator)

    def change(self, creator: int, changes: Mapping[str, Any]) -> PostingSettings:
        changed = self._changed[creator] = replace(self.of(creator), **changes)
        return changed

    def snapshot(self) -> dict[str, dict[str, Any]]:
        return {str(creator): asdict(settings) for creator, settings in self._changed.items()}

    def restore(self, saved: Mapping[str, dict[str, Any]]) -> None:
        self._changed = {int(creator): PostingSettings(**facts) for creator, facts in saved.items()}

    def _drawn(self, creator: int) -> PostingSettings:
        """Most have everything on. The cast has, too: examples shall not depend on the seed."""
        if creator < len(HANDLES):
            return PostingSettings()
        comment, duet, stitch, longest = self._digest("posting settings", creator)[:4]
        return PostingSettings(
            comment_disabled=comment % 20 == 0,
            duet_disabled=duet % 8 == 0,
            stitch_disabled=stitch % 8 == 0,
            max_video_post_duration_sec=_LONGEST[longest % len(_LONGEST)],
        )
