"""What happened to an account: its consents, the ends that come near, what was published on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from creatorport.application.activity_views import AccountActivityView
from creatorport.application.queries import Queries
from creatorport.application.views import Page, Slice
from creatorport.domain.events import AccountMoved, GrantEnding, PublicationMoved
from creatorport.domain.ids import AccountId
from creatorport.graphql.activity.types import ActivityFact, facts_of
from creatorport.graphql.connection import PAGE_DEFAULT, After, First, part_of
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.loading import Loader

_EMPTY: Page[Any] = Page((), (), 0, has_next=False, has_previous=False)


@strawberry.enum(description="What an entry of an account's activity is about.", name="TikTokAccountActivityKind")
class AccountActivityKind(Enum):
    CONNECTION = value(AccountMoved.__name__, description="It was connected, disconnected, or its grant was lost.")
    GRANT_ENDING = value(GrantEnding.__name__, description="One of its grants ends within 14, 7, 3 or 1 days.")
    PUBLICATION = value(PublicationMoved.__name__, description="A publication on it went on.")


_SUBJECTS: Mapping[str, tuple[str, str]] = {PublicationMoved.__name__: ("Publication", "publication_id")}
_SAID_ELSEWHERE = frozenset({"account_id", "publication_id"})


def _subject(view: AccountActivityView) -> str | None:
    if view.kind not in _SUBJECTS:
        return None
    kind, fact = _SUBJECTS[view.kind]
    return global_id(kind, str(view.facts[fact]))


@strawberry.type(
    description="What happened to an account, and when. It is never changed.", name="TikTokAccountActivity"
)
class AccountActivity:
    at: datetime = attribute("When it happened.")
    kind: AccountActivityKind = attribute("What it is about.")
    subject_id: strawberry.ID | None = derived(
        _subject, "The id of what it happened to, where that is not the account itself; to be asked for with `node`."
    )
    facts: list[ActivityFact] = derived(
        lambda view: facts_of({name: fact for name, fact in view.facts.items() if name not in _SAID_ELSEWHERE}),
        "What else there is to know, by name: `state` and `cause`, or `days`, `ends_at` and the `family` of tokens.",
    )


@dataclass(frozen=True, slots=True)
class AccountActivityAsked:
    """Which part of an account's activity, of which kinds."""

    part: Slice
    kinds: frozenset[str]


def account_activity_asked(
    first: First = PAGE_DEFAULT,
    after: After = None,
    kinds: Annotated[
        list[AccountActivityKind] | None, strawberry.argument(description="Only what is about one of these.")
    ] = None,
) -> AccountActivityAsked:
    return AccountActivityAsked(part_of(first, after), frozenset(kind.value for kind in kinds or AccountActivityKind))


class ActivityByAccountIdLoader(Loader[AccountId, Page[AccountActivityView]]):
    def __init__(self, queries: Queries, asked: AccountActivityAsked) -> None:
        super().__init__(queries)
        self.asked = asked

    async def batch(self, keys: Sequence[AccountId]) -> Sequence[Page[AccountActivityView]]:
        found = await self.queries.activity_of_accounts(keys, self.asked.part, kinds=self.asked.kinds)
        return [found.get(key, _EMPTY) for key in keys]
