"""A search among creators in memory, by the rules of StoredQuery."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from creatorport.application.stored_creators import StoredOrder, StoredQuery
from creatorport.application.views import CreatorView, Page, Slice, creator_view
from creatorport.domain.creator import Creator
from creatorport.domain.creator_profile import Label
from creatorport.domain.errors import InvalidValue
from tests.fakes.pages import Order

_LAST = 2**63 - 1


def sieved(creators: Iterable[Creator], part: Slice, query: StoredQuery) -> Page[CreatorView]:
    if query.is_unsearchable:
        raise InvalidValue("sort", "an order by relevance needs a text")
    name = "creators" if query == StoredQuery() else f"creators {query!r}"
    order: Order[Creator] = Order(name, lambda one: (_key(one, query), one.id), descending=not query.ascending)
    return order.page([one for one in creators if _fits(one, query)], part, creator_view)


def _fits(one: Creator, query: StoredQuery) -> bool:
    page, lax = one.public, query.include_unknown

    def within(value: float | Decimal | None, least: float | Decimal | None, most: float | Decimal | None) -> bool:
        if least is most is None:
            return True
        if value is None:
            return lax
        return (least is None or value >= least) and (most is None or value <= most)

    def labelled(wanted: Sequence[str], labels: Sequence[Label] | None) -> bool:
        if not wanted:
            return True
        return lax if labels is None else bool({label.name.lower() for label in labels} & set(wanted))

    return (
        (not query.text or _worded(one, query.text))
        and _placed(one, query)
        and labelled(query.content_categories, page.content_labels if page else None)
        and labelled(query.industry_categories, page.industry_labels if page else None)
        and within(one.reach.followers, query.min_followers, query.max_followers)
        and within(page.engagement_rate if page else None, query.min_engagement_rate, query.max_engagement_rate)
        and within(page.median_views if page else None, query.min_median_views, query.max_median_views)
        and within(_dollars(one), query.min_price, query.max_price)
    )


def _placed(one: Creator, query: StoredQuery) -> bool:
    if not query.countries:
        return True
    wanted, known = set(query.countries), one.whereabouts.countries if one.whereabouts else frozenset()
    if known and known <= wanted:
        return True
    return query.include_unknown and (not known or bool(known & wanted))


def _dollars(one: Creator) -> Decimal | None:
    price = one.public.starting_price if one.public else None
    return price.amount if price and price.currency == "USD" else None


def _words(one: Creator) -> str:
    handle, page = one.handle.key, one.public
    labels = " ".join(label.name for label in page.labels) if page else ""
    bio = (page.bio or "") if page else ""
    return f"{handle} {re.sub('[._]', ' ', handle)} {one.display_name} {bio} {labels}".lower()


def _worded(one: Creator, wanted: str) -> bool:
    text, bare = _words(one), wanted.removeprefix("@").casefold()
    found = re.findall(r"\w+", text)
    every = [_has(found, part) for part in re.split(r"\bor\b", wanted.lower())]
    return bare in text or any(every)


def _has(found: Sequence[str], wanted: str) -> bool:
    """Whether all the words of one branch are there: those in quotes in a row, those behind a minus not at all."""
    terms = re.findall(r'(-?)(?:"([^"]*)"|(\w+))', wanted)
    tests: list[Callable[[], bool]] = []
    for minus, quoted, word in terms:
        row = re.findall(r"\w+", quoted or word)
        tests.append(lambda minus=minus, row=row: _in_a_row(found, row) is not bool(minus))  # type: ignore[misc]  # bound by its defaults
    return bool(tests) and all(test() for test in tests)


def _in_a_row(found: Sequence[str], row: Sequence[str]) -> bool:
    if len(row) == 2:
        return tuple(row) in set(pairwise(found))
    return all(word in found for word in row)


def _key(one: Creator, query: StoredQuery) -> int | datetime:
    if query.order is StoredOrder.FOUND_AT:
        return one.found_at
    value = _measure(one, query)
    return (_LAST if query.ascending else -1) if value is None else value


def _measure(one: Creator, query: StoredQuery) -> int | None:
    page = one.public
    if query.order is StoredOrder.FOLLOWERS:
        return one.reach.followers
    if query.order is StoredOrder.STARTING_PRICE:
        price = _dollars(one)
        return None if price is None else int(price * 100)
    if query.order is StoredOrder.RELEVANCE:
        bare = (query.text or "").removeprefix("@").casefold()
        return 2 * 10**9 if one.handle.key == bare else 10**9 if one.handle.key.startswith(bare) else 1
    if page is None:
        return None
    if query.order is StoredOrder.MEDIAN_VIEWS:
        return page.median_views
    return None if page.engagement_rate is None else int(page.engagement_rate * 10**9)
