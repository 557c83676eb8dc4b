"""Shortlists, notes, tags and saved searches, as the graph shows them."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.workspace import Role
from tests.graphql.gateway import Gateway, codes
from tests.graphql.list_seeds import ListSeeds
from tests.graphql.seeds import Seeds
from tests.graphql.test_statements import Database, shown
from tests.integration.cost.counting import statements

PICKS = """
fragment picks on Shortlist { name createdBy creators { totalCount nodes { creator { handle } addedBy addedAt } } }
"""


async def change(
    gateway: Gateway, mutation: str, shown: str, by: Role = Role.MANAGER, /, **given: Any
) -> dict[str, Any]:
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code field }} }} }}"
    answer: dict[str, Any] = (await gateway.data(document, {"input": given}, by=by))[mutation]
    return answer


async def order(gateway: Gateway, shortlist: str) -> list[str]:
    document = f"query ($id: ID!) {{ node(id: $id) {{ ...picks }} }} {PICKS}"
    shown = (await gateway.data(document, {"id": shortlist}, by=Role.VIEWER))["node"]
    return [one["creator"]["handle"] for one in shown["creators"]["nodes"]]


async def test_a_shortlist_is_started_filled_reordered_renamed_and_deleted(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    ana, ben, cem = [await seeds.creator(name) for name in ("ana", "ben", "cem")]
    made = await change(gateway, "createShortlist", "shortlist { id name }", name="Autumn")
    picks = made["shortlist"]["id"]
    added = await change(
        gateway,
        "addToShortlist",
        "shortlist { creators { nodes { creator { handle } addedBy addedAt } } }",
        shortlistId=picks,
        creatorIds=[ana, ben],
    )
    assert added["shortlist"]["creators"]["nodes"][1] == {
        "creator": {"handle": "ben"},
        "addedBy": "manager-1",
        "addedAt": "2026-11-20T09:00:00Z",
    }
    await change(gateway, "addToShortlist", "shortlist { id }", shortlistId=picks, creatorIds=[ben, cem])
    assert await order(gateway, picks) == ["ana", "ben", "cem"]
    await change(gateway, "reorderShortlist", "shortlist { id }", shortlistId=picks, creatorIds=[cem], after=ana)
    assert await order(gateway, picks) == ["ana", "cem", "ben"]
    await change(gateway, "reorderShortlist", "shortlist { id }", shortlistId=picks, creatorIds=[ben])
    await change(gateway, "removeFromShortlist", "shortlist { id }", shortlistId=picks, creatorIds=[ana])
    assert await order(gateway, picks) == ["ben", "cem"]
    refused = await change(gateway, "reorderShortlist", "shortlist { id }", shortlistId=picks, creatorIds=[ana])
    assert refused == {"shortlist": None, "errors": [{"code": "INVALID_VALUE", "field": "creatorIds.0"}]}
    renamed = await change(gateway, "renameShortlist", "shortlist { name }", shortlistId=picks, name="Winter")
    assert renamed["shortlist"] == {"name": "Winter"}
    deleted = await change(gateway, "deleteShortlist", "deletedId", shortlistId=picks)
    assert deleted == {"deletedId": picks, "errors": []}
    assert (await gateway.data("{ shortlists { totalCount } }"))["shortlists"] == {"totalCount": 0}


async def test_notes_tell_who_wrote_and_who_changed_them(gateway: Gateway) -> None:
    ana = await Seeds(gateway).creator("ana")
    written = await change(gateway, "addNote", "note { id text author editedAt }", creatorId=ana, text="Nice.")
    assert written["note"] == {"id": written["note"]["id"], "text": "Nice.", "author": "manager-1", "editedAt": None}
    gateway.clock.advance(timedelta(minutes=1))
    await change(gateway, "editNote", "note { id }", Role.OWNER, noteId=written["note"]["id"], text="Good.")
    document = "{ creators { nodes { notes { totalCount nodes { text author editedBy editedAt } } } } }"
    (creator,) = (await gateway.data(document, by=Role.VIEWER))["creators"]["nodes"]
    assert creator["notes"] == {
        "totalCount": 1,
        "nodes": [{"text": "Good.", "author": "manager-1", "editedBy": "owner-1", "editedAt": "2026-11-20T09:01:00Z"}],
    }


async def test_tags_are_normalised_counted_and_found_in_any_spelling(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    ana, ben = await seeds.creator("ana"), await seeds.creator("ben")
    given: dict[str, Any] = {"creatorIds": [ana, ben], "tags": ["Hair Care", "#hair care", "Berlin"]}
    answer = await change(gateway, "tagCreators", "creators { handle tags }", **given)
    assert answer["creators"][0] == {"handle": "ana", "tags": ["berlin", "hair care"]}
    await change(gateway, "untagCreators", "creators { tags }", creatorIds=[ben], tags=["BERLIN"])
    found = await gateway.data(
        '{ creatorTags { nodes { name creators } } creatorsByTag(tag: " HAIR  care") { totalCount nodes { handle } } }'
    )
    assert found["creatorTags"]["nodes"] == [{"name": "berlin", "creators": 1}, {"name": "hair care", "creators": 2}]
    both = await gateway.data('{ creators(filter: {tags: ["#Berlin", "Hair care"]}) { nodes { handle } } }')
    assert both["creators"]["nodes"] == [{"handle": "ana"}]
    assert found["creatorsByTag"] == {"totalCount": 2, "nodes": [{"handle": "ben"}, {"handle": "ana"}]}


FILTER = {"countries": ["US"], "minFollowers": "9007199254740993", "minEngagementRate": 0.03, "followerAge": "FROM_55"}
RUN = """
query ($id: ID!, $after: String) {
  runSavedSearch(id: $id, first: 1, after: $after) { totalCount nodes { handle } pageInfo { endCursor } }
}
"""


async def test_a_saved_search_shows_what_was_asked_and_can_be_sent_back(gateway: Gateway) -> None:
    shown = "savedSearch { id name filter sort form createdBy }"
    sort = {"field": "FOLLOWERS", "direction": "ASCENDING"}
    saved = await change(gateway, "saveSearch", shown, name="Curls", filter=FILTER, sort=sort)
    search = saved["savedSearch"]
    assert (search["filter"], search["sort"], search["form"]) == (FILTER, sort, 1)
    again = await change(gateway, "saveSearch", shown, name="Again", filter=search["filter"], sort=search["sort"])
    assert again["savedSearch"]["filter"] == FILTER
    await change(gateway, "renameSavedSearch", "savedSearch { name }", savedSearchId=search["id"], name="Waves")
    await change(gateway, "deleteSavedSearch", "deletedId", savedSearchId=again["savedSearch"]["id"])
    listed = (await gateway.data("{ savedSearches { nodes { name createdBy } } }", by=Role.VIEWER))["savedSearches"]
    assert listed["nodes"] == [{"name": "Waves", "createdBy": "manager-1"}]


async def test_a_saved_search_is_run_as_if_it_were_asked_anew(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    for name, followers in (("ana", 90_000), ("ben", 500), ("cem", 20_000)):
        gateway.one.onboard(name, followers=followers)
    given: dict[str, Any] = {"filter": {"countries": ["US"], "minFollowers": "1000"}, "sort": {"field": "FOLLOWERS"}}
    saved = await change(gateway, "saveSearch", "savedSearch { id }", name="Large", **given)
    first = (await gateway.data(RUN, {"id": saved["savedSearch"]["id"]}))["runSavedSearch"]
    assert (first["totalCount"], first["nodes"]) == (2, [{"handle": "ana"}])
    after = {"id": saved["savedSearch"]["id"], "after": first["pageInfo"]["endCursor"]}
    assert (await gateway.data(RUN, after))["runSavedSearch"]["nodes"] == [{"handle": "cem"}]


@pytest.mark.parametrize(
    ("asked", "form"),
    [('{"filter":{"countries":["US"],"shoeSize":"9"}}', 1), ('{"filter":{"countries":["US"]}}', 99), ("{}", 1)],
)
async def test_a_saved_search_that_no_longer_fits_says_so_before_tiktok_is_asked(
    gateway: Gateway, asked: str, form: int
) -> None:
    await gateway.connect_marketplace()
    search = await ListSeeds(gateway).saved_search("old", asked, form)
    result = await gateway.run(RUN, {"id": search})
    assert codes(result) == ["INVALID_VALUE"]
    assert gateway.one.troubles.calls == {}


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"countries": ["US"], "keyword": "a\0b"}, "filter.keyword"),
        ({"countries": []}, "filter.countries"),
        ({"countries": ["GB"], "states": ["Texas"]}, "filter.states"),
        ({"countries": ["US"], "maxPrice": {"amount": "9", "currency": "EUR"}}, "filter.maxPrice.currency"),
    ],
)
async def test_a_search_that_could_never_be_run_is_not_saved(
    gateway: Gateway, wanted: dict[str, Any], field: str
) -> None:
    refused = await change(gateway, "saveSearch", "savedSearch { id }", name="Bad", filter=wanted)
    assert refused == {"savedSearch": None, "errors": [{"code": "INVALID_VALUE", "field": field}]}


async def test_lists_of_another_workspace_are_neither_shown_nor_found(gateway: Gateway) -> None:
    seeds, lists = Seeds(gateway), ListSeeds(gateway)
    await seeds.creator("ana")
    theirs = [await lists.shortlist("picks", "ana"), await lists.note(), await lists.saved_search()]
    await lists.tags("ana", "curls")
    rival = Seeds(gateway, "rival")
    await rival.creator("ana")
    other = gateway.member(Role.OWNER, workspace="rival")
    found = await gateway.data(
        """query ($ids: [ID!]!) {
          nodes(ids: $ids) { id }
          shortlists { totalCount } savedSearches { totalCount } creatorTags { totalCount }
          creatorsByTag(tag: "curls") { totalCount }
          creators { nodes { tags notes { totalCount } shortlists { totalCount } } }
        }""",
        {"ids": theirs},
        by=other,
    )
    nothing = {"totalCount": 0}
    assert found.pop("nodes") == [None] * 3
    assert found.pop("creators") == {"nodes": [{"tags": [], "notes": nothing, "shortlists": nothing}]}
    assert list(found.values()) == [nothing] * 4
    assert codes(await gateway.run(RUN, {"id": theirs[2]}, by=other)) == ["NOT_FOUND"]
    ours = await gateway.data("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {"ids": theirs})
    kinds = ("Shortlist", "Note", "SavedSearch")
    assert ours["nodes"] == [{"__typename": kind, "id": one} for kind, one in zip(kinds, theirs, strict=True)]


BOARD = """
{ shortlists { nodes { name creators { nodes { creator {
  handle tags excluded { reason } notes(first: 3) { nodes { text } } shortlists(first: 3) { nodes { name } }
} } } } } }
"""


@pytest.mark.parametrize(("lists", "creators"), [(1, 1), (3, 6)])
async def test_shortlists_with_all_that_is_kept_about_their_creators_take_seven_statements(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, lists: int, creators: int
) -> None:
    place = Database(sql_units)
    names = [f"c{number}" for number in range(creators)]
    for name in names:
        await Seeds(place).creator(name)
        await ListSeeds(place).note(f"n-{name}", name)
        await ListSeeds(place).tags(name, "curls")
        await ListSeeds(place).exclusion(name)
    for number in range(lists):
        await ListSeeds(place).shortlist(f"s{number}", *names)
    with statements(engine) as seen:
        answer = await shown(gateway, engine, BOARD)
    nodes = answer["shortlists"]["nodes"]
    assert [len(node["creators"]["nodes"]) for node in nodes] == [creators] * lists
    first = nodes[0]["creators"]["nodes"][0]["creator"]
    assert first["tags"] == ["curls"]
    assert first["notes"]["nodes"] == [{"text": "Answers within a day."}]
    assert len(first["shortlists"]["nodes"]) == lists
    assert len(seen) == 7
    assert json.dumps(answer)
