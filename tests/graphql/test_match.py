"""Match scores and comparisons, as the graph shows them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.creator_profile import Label, PublicFacts, Whereabouts
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import HOME, Gateway, codes
from tests.graphql.seeds import Place, Seeds
from tests.graphql.test_statements import Database, shown
from tests.integration.cost.counting import statements

SCORES = """
query ($campaign: ID!, $creators: [ID!]!, $wanted: MatchWishes) {
  matchScores(campaignId: $campaign, creatorIds: $creators, wanted: $wanted) {
    rank score confidence formula creator { handle }
    factors { name weight contribution standing gap input readAt ageInDays }
    whatWouldChange { factor input neededInput neededContribution description }
  }
}
"""
COMPARED = """
query ($ids: [ID!]!) {
  compareCreators(ids: $ids) {
    creators { handle }
    rows { number values { value currency absence source capturedAt freshUntil isBest creator { handle } } }
  }
}
"""
WANTED = {
    "countries": ["US"],
    "categories": ["hair"],
    "budget": {"amount": "4000", "currency": "USD"},
    "creators": 10,
}


async def told(place: Place, name: str, *, price: str = "400", rate: float = 0.07, countries: str = "US") -> None:
    """Let a creator's public page be read, and a search by country find them."""
    now = place.clock.now()
    pedigree = Pedigree(Source.TIKTOK_ONE_PUBLIC, now, now + timedelta(days=1))
    page = PublicFacts(None, None, rate, 900, Money(Decimal(price), "USD"), (Label("1", "Hair"),), (), pedigree)
    async with place.units() as uow:
        found = await uow.creators.find_many(WorkspaceId(HOME), [CreatorId(name)])
        here = Whereabouts(frozenset({countries}), pedigree)
        await uow.creators.put([replace(found[CreatorId(name)], whereabouts=here).read(page)])
        await uow.commit()


async def scores(gateway: Gateway, creators: list[str], wanted: object = None) -> list[dict[str, Any]]:
    given = {"campaign": global_id("Campaign", "glow"), "creators": creators, "wanted": wanted}
    answer: list[dict[str, Any]] = (await gateway.data(SCORES, given, by=Role.VIEWER))["matchScores"]
    return answer


async def test_creators_are_ranked_with_reasons_and_what_would_change_the_rank(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    ana, ben = await seeds.creator("ana", 50_000), await seeds.creator("ben", 50_000)
    await told(gateway, "ana", price="500")
    await told(gateway, "ben", price="300")
    gateway.clock.advance(timedelta(days=14))
    first, second = await scores(gateway, [ana, ben, ana], WANTED)
    assert (first["rank"], first["creator"], first["whatWouldChange"]) == (1, {"handle": "ben"}, [])
    assert [(one["name"], one["contribution"], one["standing"], one["input"]) for one in second["factors"]] == [
        ("AUDIENCE", "15", "ESTIMATED", 0.6),
        ("CATEGORY", "25", "KNOWN", 1.0),
        ("PRICE", "5", "KNOWN", 1.25),
        ("ENGAGEMENT", "10", "KNOWN", 1.0),
        ("RECENCY", "5", "MISSING", None),
    ]
    assert (second["score"], first["score"], second["formula"]) == ("60", "70", "match-score/1")
    # Everything is 14 days old, the audience is an estimate, and the last post is not known.
    assert second["confidence"] == pytest.approx((25 * 0.25 + 25 * 0.5 + 20 * 0.5 + 20 * 0.5) / 100)
    assert second["factors"][2]["ageInDays"] == 14
    assert second["factors"][4]["gap"] == "NOT_READ"
    assert [(one["factor"], one["neededContribution"], one["description"]) for one in second["whatWouldChange"]] == [
        ("PRICE", "15.01", "a price of at most 299.80 USD"),
    ]


async def test_a_campaign_that_says_nothing_is_scored_by_what_is_always_asked(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    ana = await seeds.creator("ana", 50_000)
    (only,) = await scores(gateway, [ana])
    assert [one["standing"] for one in only["factors"]] == ["NOT_ASKED"] * 3 + ["MISSING"] * 2
    assert (only["score"], only["confidence"]) == ("50", 0)


async def test_a_creator_shows_their_match_without_a_rank(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    await seeds.creator("ana")
    document = """query ($id: ID!, $wanted: MatchWishes) { creators { nodes {
      matchScore(campaignId: $id, wanted: $wanted) { score rank whatWouldChange { factor } }
    } } }"""
    await told(gateway, "ana")
    (node,) = (await gateway.data(document, {"id": campaign, "wanted": WANTED}))["creators"]["nodes"]
    # More followers than 100,000 are expected to engage 6 of 100: 0.07 is a little more.
    assert node["matchScore"] == {"score": "66.67", "rank": None, "whatWouldChange": []}


async def test_what_is_not_of_the_workspace_is_not_scored(gateway: Gateway) -> None:
    seeds, rival = Seeds(gateway), Seeds(gateway, "rival")
    campaign, ana = await seeds.campaign(), await seeds.creator("ana")
    await rival.campaign("theirs")
    await rival.creator("theirs")
    for given, field in (
        ({"campaign": global_id("Campaign", "theirs"), "creators": [ana]}, "campaignId"),
        ({"campaign": campaign, "creators": [ana, global_id("Creator", "theirs")]}, "creatorIds.1"),
    ):
        result = await gateway.run(SCORES, given)
        assert [((one.extensions or {})["code"], (one.extensions or {})["field"]) for one in result.errors or ()] == [
            ("NOT_FOUND", field)
        ]
    assert codes(await gateway.run(SCORES, {"campaign": campaign, "creators": [ana] * 101})) == ["INVALID_VALUE"]


async def test_creators_stand_side_by_side_with_the_best_marked(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    ana, ben = await seeds.creator("ana", 500), await seeds.creator("ben", None)
    await told(gateway, "ben", price="250.50")
    gateway.calls.clear()
    answer = (await gateway.data(COMPARED, {"ids": [ben, ana, ben]}, by=Role.VIEWER))["compareCreators"]
    assert gateway.calls == ["creators.by_ids"]
    assert answer["creators"] == [{"handle": "ben"}, {"handle": "ana"}]
    rows = {row["number"]: row["values"] for row in answer["rows"]}
    assert [(one["value"], one["absence"], one["isBest"]) for one in rows["FOLLOWERS"]] == [
        (None, "NOT_SUPPORTED", False),
        ("500", None, True),
    ]
    assert rows["STARTING_PRICE"] == [
        {
            "value": "250.50",
            "currency": "USD",
            "absence": None,
            "source": "TIKTOK_ONE_PUBLIC",
            "capturedAt": "2026-11-20T09:00:00Z",
            "freshUntil": "2026-11-21T09:00:00Z",
            "isBest": True,
            "creator": {"handle": "ben"},
        },
        {
            "value": None,
            "currency": None,
            "absence": "NOT_YET",
            "source": "TIKTOK_ONE_PUBLIC",
            "capturedAt": None,
            "freshUntil": None,
            "isBest": False,
            "creator": {"handle": "ana"},
        },
    ]


async def test_one_to_ten_creators_of_the_workspace_are_compared(gateway: Gateway) -> None:
    ana = await Seeds(gateway).creator("ana")
    for ids, code in (([], "INVALID_VALUE"), ([ana] * 11, "INVALID_VALUE"), ([ana, "Q3JlYXRvcjp4"], "NOT_FOUND")):
        assert codes(await gateway.run(COMPARED, {"ids": ids})) == [code]
    other = gateway.member(Role.OWNER, workspace="rival")
    assert codes(await gateway.run(COMPARED, {"ids": [ana]}, by=other)) == ["NOT_FOUND"]


@pytest.mark.parametrize("creators", [1, 10])
async def test_scores_and_comparisons_take_the_same_few_statements(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, creators: int
) -> None:
    place = Database(sql_units)
    campaign = await Seeds(place).campaign()
    ids = [await Seeds(place).creator(f"c{number}") for number in range(creators)]
    with statements(engine) as seen:
        answer = await shown(gateway, engine, SCORES, campaign=campaign, creators=ids, wanted=WANTED)
    assert [one["rank"] for one in answer["matchScores"]] == list(range(1, creators + 1))
    assert len(seen) == 2
    with statements(engine) as seen:
        await shown(gateway, engine, COMPARED, ids=ids)
    assert len(seen) == 1
    nested = "query ($id: ID!) { creators { nodes { matchScore(campaignId: $id) { score creator { handle } } } } }"
    with statements(engine) as seen:
        await shown(gateway, engine, nested, id=campaign)
    assert len(seen) == 3
