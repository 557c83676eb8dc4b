"""Which of TikTok's scopes each feature needs (TikTok for Developers, "tiktok-api-scopes")."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Feature(StrEnum):
    """What can be done with a connected account."""

    IDENTITY = "identity"
    PROFILE = "profile"
    STATISTICS = "statistics"
    VIDEOS = "videos"
    DRAFTS = "drafts"
    PUBLISHING = "publishing"


BASIC = "user.info.basic"
PROFILE = "user.info.profile"
STATS = "user.info.stats"
VIDEO_LIST = "video.list"

NEEDS: Mapping[Feature, frozenset[str]] = {
    Feature.IDENTITY: frozenset({BASIC}),
    Feature.PROFILE: frozenset({BASIC, PROFILE}),
    Feature.STATISTICS: frozenset({BASIC, STATS}),
    Feature.VIDEOS: frozenset({BASIC, VIDEO_LIST}),
    Feature.DRAFTS: frozenset({BASIC, "video.upload"}),
    Feature.PUBLISHING: frozenset({BASIC, "video.publish"}),
}


def missing(feature: Feature, granted: Collection[str]) -> frozenset[str]:
    """Return the scopes that a feature lacks; empty when it can be used."""
    return NEEDS[feature] - frozenset(granted)


def likely_unapproved(asked: Collection[str], ever_granted: Collection[str]) -> frozenset[str]:
    """Return the scopes that TikTok probably did not approve for the app, when it refused a sign-in as a whole.

    Every app with Login Kit has the basic one, and what somebody granted before is approved. If nothing is left, the
    approval of any of them may have been withdrawn.
    """
    doubtful = frozenset(asked) - {BASIC}
    return doubtful - frozenset(ever_granted) or doubtful
