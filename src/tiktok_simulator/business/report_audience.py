"""Who watched a linked video: the creator's followers, in the report's own vocabulary."""

from tiktok_simulator.world import Video
from tiktok_simulator.world.audience import AGES
from tiktok_simulator.world.shares import Shares, top

Parts = list[dict[str, str | float]]


def audience(video: Video) -> dict[str, Parts | None]:
    """Each list's `percentage` are fractions; ages are numbers as text ("1" is 13-17), devices the two systems."""
    followers = video.creator.audience
    apple = followers.devices["APPLE"]
    return {
        "audience_genders_distribution": _parts(
            "gender", {gender.upper(): share for gender, share in followers.genders.items()}
        ),
        "audience_countries_distribution": _parts("country", followers.countries),
        "audience_age_distribution": _parts(
            "age", {str(place): followers.ages[age] for place, age in enumerate(AGES, 1)}
        ),
        "audience_device_distribution": _parts("device", {"ios": apple, "android": round(1 - apple, 4)}),
        "audience_locale_distribution": None if followers.locales is None else _parts("locale", followers.locales),
        "audience_interest_distribution": _parts("interest_tag", followers.interests),
        "audience_language_distribution": _parts("language", followers.languages),
    }


def _parts(name: str, shares: Shares) -> Parts:
    return [{name: part, "percentage": share} for part, share in top(shares, len(shares))]
