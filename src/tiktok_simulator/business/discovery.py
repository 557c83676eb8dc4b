"""GET /tto/tcm/creator/discover/: filters on far more than its rows show."""

from collections.abc import Callable, Container
from dataclasses import dataclass

from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.form import form
from tiktok_simulator.business.images import profile_image
from tiktok_simulator.business.keyword import likeness
from tiktok_simulator.business.parameters import Parameters, page_of
from tiktok_simulator.business.refusals import invalid
from tiktok_simulator.world import Creator, Form
from tiktok_simulator.world.audience import ADULT_AGES
from tiktok_simulator.world.places import COUNTRIES
from tiktok_simulator.world.topics import INDUSTRIES, TOPIC_BY_LABEL, is_within

_SORTS = ("RELEVANCE", "FOLLOWERS", "MEDIAN_VIEWS", "ENGAGEMENT_RATE")
_RATIOS = {
    f"{gender}_{over}": (gender.capitalize(), over / 100) for gender in ("FEMALE", "MALE") for over in (50, 60, 70)
}
_MOST_LABELS = 100

Test = Callable[[Creator], bool]


def discover(call: Call) -> Data:
    call.account()
    search = Search.of(call.parameters, call.now)
    sort_field = call.parameters.choice("sort_field", _SORTS, "RELEVANCE")
    descending = call.parameters.choice("sort_order", {"ASC", "DESC"}, "DESC") == "DESC"
    page_of(call.parameters, [], most=200, default=24)  # refuses bad paging before the search is made
    found = [creator for creator in call.world.creators if creator.is_on_marketplace and search.finds(creator)]
    rank = _ranking(sort_field, search, call.now)
    found.sort(key=lambda creator: (rank(creator), -creator.number), reverse=descending)
    shown, page_info = page_of(call.parameters, found, most=200, default=24)
    return {"creators": [_row(call, creator) for creator in shown], "page_info": page_info}


@dataclass(frozen=True, slots=True)
class Search:
    """Tests in order of cost: the dear ones see only creators whom the cheap ones let through."""

    tests: tuple[Test, ...]
    keyword: str | None

    @classmethod
    def of(cls, parameters: Parameters, now: float) -> "Search":
        keyword = parameters.maybe_text("keyword_search", most=100)
        tests = [*_of_place(parameters), *_of_labels(parameters), *_of_size(parameters, now)]
        if keyword is not None:
            tests.append(lambda creator: likeness(creator, keyword) > 0)
        return cls((*tests, *_of_audience(parameters), *_of_form(parameters, now)), keyword)

    def finds(self, creator: Creator) -> bool:
        return all(test(creator) for test in self.tests)


def _of_place(parameters: Parameters) -> list[Test]:
    countries = _countries(parameters, "country_codes", required=True) or []
    if len({COUNTRIES[code].region for code in countries}) > 1:
        raise invalid("Invalid value for country_codes: the countries are not of one regional category.")
    tests: list[Test] = [lambda creator: creator.country in countries]
    states = parameters.texts("state_provinces", most=100)
    if states:
        if countries != ["US"]:
            raise invalid('Invalid value for state_provinces: only with country_codes ["US"].')
        folded = {state.casefold() for state in states}
        tests.append(lambda creator: creator.state is not None and creator.state.casefold() in folded)
    languages = parameters.texts("languages", most=100)
    if languages:
        tests.append(lambda creator: creator.language in languages)
    return tests


def _of_labels(parameters: Parameters) -> list[Test]:
    tests: list[Test] = []
    content = parameters.texts("content_label_ids", most=_MOST_LABELS)
    if content:
        _known(content, TOPIC_BY_LABEL, "content_label_ids")
        tests.append(
            lambda creator: any(is_within(topic.label_id, wanted) for topic in creator.topics for wanted in content)
        )
    industry = parameters.texts("industry_label_ids", most=_MOST_LABELS)
    if industry:
        _known(industry, INDUSTRIES, "industry_label_ids")
        tests.append(
            lambda creator: any(is_within(label, wanted) for label in creator.industries for wanted in industry)
        )
    return tests


def _of_size(parameters: Parameters, now: float) -> list[Test]:
    tests: list[Test] = []
    least, most = parameters.number("min_followers") or 0, parameters.number("max_followers")
    if least or most is not None:
        ceiling = float("inf") if most is None else most
        tests.append(lambda creator: least <= int(creator.followers_at(now)) <= ceiling)
    parameters.choice("creator_price_currency", {"USD"}, "USD")
    cheapest, dearest = parameters.number("min_creator_price"), parameters.number("max_creator_price")
    if cheapest is not None or dearest is not None:
        floor, ceiling_price = cheapest or 0, float("inf") if dearest is None else dearest
        tests.append(lambda creator: creator.price is not None and floor <= creator.price <= ceiling_price)
    return tests


def _of_audience(parameters: Parameters) -> list[Test]:
    tests: list[Test] = []
    one = parameters.maybe_text("follower_country_code")
    _known([] if one is None else [one], COUNTRIES, "follower_country_code")
    countries = _countries(parameters, "follower_country_codes") or ([] if one is None else [one])
    if countries:
        tests.append(lambda creator: creator.audience.first_country in countries)
    ratio = parameters.maybe_text("follower_gender_ratio")
    if ratio is not None:
        gender, over = _RATIOS[parameters.choice("follower_gender_ratio", _RATIOS)]
        tests.append(lambda creator: creator.audience.genders[gender] > over)
    age = parameters.maybe_text("follower_age")
    if age is not None:
        wanted = parameters.choice("follower_age", ADULT_AGES)
        tests.append(lambda creator: creator.audience.majority_age == wanted)
    return tests


def _of_form(parameters: Parameters, now: float) -> list[Test]:
    bounds: list[tuple[Callable[[Form], float], float, float]] = []
    figures: dict[str, tuple[Callable[[Form], float], float]] = {
        "avg_views": (lambda figures: figures.average_views, float("inf")),
        "median_views": (lambda figures: figures.median_views, float("inf")),
        "engagement_rate": (lambda figures: figures.engagement_rate, 1),
    }
    for name, (figure, highest) in figures.items():
        least, most = parameters.number(f"min_{name}", 0, highest), parameters.number(f"max_{name}", 0, highest)
        if least is not None or most is not None:
            bounds.append((figure, least or 0, float("inf") if most is None else most))
    if not bounds:
        return []
    return [lambda creator: all(low <= figure(form(creator, now)) <= high for figure, low, high in bounds)]


def _ranking(sort_field: str, search: Search, now: float) -> Callable[[Creator], float]:
    """Relevance: likeness to the keyword, then how well a creator's videos do for the size of the following."""
    if sort_field == "FOLLOWERS":
        return lambda creator: int(creator.followers_at(now))
    if sort_field == "MEDIAN_VIEWS":
        return lambda creator: form(creator, now).median_views
    if sort_field == "ENGAGEMENT_RATE":
        return lambda creator: form(creator, now).engagement_rate
    keyword = search.keyword
    if keyword is not None:
        return lambda creator: likeness(creator, keyword)
    return lambda creator: form(creator, now).median_views / (creator.followers_at(now) + 10_000)


def _countries(parameters: Parameters, name: str, *, required: bool = False) -> list[str] | None:
    codes = parameters.texts(name, most=100, required=required)
    _known(codes or [], COUNTRIES, name)
    return codes


def _known(values: list[str], known: Container[str], name: str) -> None:
    for value in values:
        if value not in known:
            raise invalid(f"Invalid value for {name}: {value} is unknown.")


def _row(call: Call, creator: Creator) -> Data:
    counts = creator.counts_at(call.now)
    return {
        "handle_name": creator.handle,
        "display_name": creator.display_name,
        "profile_image": profile_image(call, creator),
        "followers_count": counts.followers,
        "following_count": counts.following,
        "likes_count": counts.likes,
        "videos_count": counts.videos,
    }
