"""GET /tto/tcm/rank/: the hundred best of a label in the US over a past week or month."""

from dataclasses import dataclass

from tiktok_simulator.business.accounts import content_label, labels_of
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.images import profile_image
from tiktok_simulator.business.moments import DAY, iso
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.refusals import invalid
from tiktok_simulator.world import Creator, World
from tiktok_simulator.world.topics import INDUSTRIES, TOPIC_BY_LABEL, is_sub_label, is_within

_LENGTHS = {"WEEK": 7, "MONTH": 30}
_LOOKBACKS = {"ONE": 1, "TWO": 2, "THREE": 3}
_PLACES = 100
# Figures are ready some hours after midnight; until then the period before counts as the last.
_READY = 14 * 3600 + 14 * 60 + 22


@dataclass(frozen=True, slots=True)
class Place:
    """What a creator's videos of the period had reached by its end. The rate is a percentage."""

    creator: Creator
    views: int
    engagement_rate: float
    follower_growth: int


def rank(call: Call) -> Data:
    call.account()
    branded = call.parameters.choice("ranking_type", {"BRANDED_CONTENT", "ORGANIC_CONTENT"}) == "BRANDED_CONTENT"
    length = _LENGTHS[call.parameters.choice("time_period", _LENGTHS)] * DAY
    lookback = _LOOKBACKS[call.parameters.choice("time_period_lookback", _LOOKBACKS)]
    label = call.parameters.text("label_id")
    if label not in (INDUSTRIES if branded else TOPIC_BY_LABEL) or is_sub_label(label):
        raise invalid("Invalid value for label_id: not a label of this ranking.")
    call.parameters.choice("country_code", {"US"})
    page_of(call.parameters, [], most=100, default=20)
    end = (call.now - _READY) // length * length - (lookback - 1) * length
    places = _places(call.world, label, end - length, end, branded=branded)
    before = _places(call.world, label, end - 2 * length, end - length, branded=branded)
    earlier = {place.creator.number: number for number, place in enumerate(before)}
    rows = [
        _row(call, place, _change(earlier.get(place.creator.number), number), places[0].views, branded=branded)
        for number, place in enumerate(places)
    ]
    shown, page_info = page_of(call.parameters, rows, most=100, default=20)
    return {"creators": shown, "last_updated_at": iso(end + _READY), "page_info": page_info}


def _places(world: World, label: str, start: float, end: float, *, branded: bool) -> list[Place]:
    places = []
    for creator in world.creators:
        labels = creator.industries if branded else [topic.label_id for topic in creator.topics]
        if not creator.is_on_marketplace or creator.country != "US" or not any(is_within(one, label) for one in labels):
            continue
        counts = [
            video.counts_at(end)
            for video in creator.videos_at(end)
            if video.create_time >= start and (video.is_branded or not branded)
        ]
        views = sum(count.views for count in counts)
        if views:
            engaged = sum(count.likes + count.comments + count.shares for count in counts)
            growth = int(creator.followers_at(end)) - int(creator.followers_at(start))
            places.append(Place(creator, views, round(100 * engaged / views, 2), growth))
    places.sort(key=lambda place: (-place.views, place.creator.number))
    return places[:_PLACES]


def _change(before: int | None, number: int) -> str:
    if before is None:
        return "N/A"
    return f"{before - number:+d}"


def _row(call: Call, place: Place, change: str, best: int, *, branded: bool) -> Data:
    creator = place.creator
    return {
        "ranking_change": change,
        "profile_image": profile_image(call, creator),
        "country": creator.country,
        "handle": creator.handle,
        "display_name": creator.display_name,
        "industry_labels": labels_of(creator)["industry_labels"] if branded else None,
        "content_labels": [content_label(topic) for topic in creator.topics],
        "score": round(60 + 40 * place.views / best, 6),
        "number_of_followers": int(creator.followers_at(call.now)),
        "branded_content_video_views": place.views if branded else None,
        "branded_content_engagement_rate": place.engagement_rate if branded else None,
        "total_video_views": place.views,
        "engagement_rate": place.engagement_rate,
        "starting_price": creator.price,
        "starting_price_currency": "" if creator.price is None else "USD",
        "follower_growth": None if branded else place.follower_growth,
    }
