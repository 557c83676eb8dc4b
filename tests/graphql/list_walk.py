"""The part of lists in what is walked everywhere: as every role, with bad texts, by strangers."""

from typing import Any

from creatorport.application.match.wishes import Wishes
from creatorport.application.views import Slice
from creatorport.domain.ids import CampaignId
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.match.loaders import MatchAsked
from tests.graphql.list_seeds import ListSeeds
from tests.graphql.seeds import Seeds

CAMPAIGN, CREATOR = global_id("Campaign", "glow"), global_id("Creator", "ana")
SHORTLIST, NOTE = global_id("Shortlist", "picks"), global_id("Note", "first")
SEARCH = global_id("SavedSearch", "curls")


def _mutation(name: str, given: str) -> str:
    return f"mutation {{ {name}(input: {{{given}}}) {{ errors {{ code }} }} }}"


ROOTS = {
    "Query.exclusions": "{ exclusions { totalCount } }",
    "Query.compareCreators": "{ compareCreators(ids: [$creator]) { rows { number } } }",
    "Query.matchScores": "{ matchScores(campaignId: $campaign, creatorIds: [$creator]) { score } }",
    "Query.shortlists": "{ shortlists { totalCount } }",
    "Query.creatorTags": "{ creatorTags { totalCount } }",
    "Query.creatorsByTag": '{ creatorsByTag(tag: "curls") { totalCount } }',
    "Query.savedSearches": "{ savedSearches { totalCount } }",
    "Query.runSavedSearch": f'{{ runSavedSearch(id: "{SEARCH}") {{ totalCount }} }}',
    **{
        f"Mutation.{name}": _mutation(name, given)
        for name, given in {
            "excludeCreators": 'creatorIds: [$creator], reason: "Rude"',
            "readmitCreators": "creatorIds: [$listed]",
            "createShortlist": 'name: "Picks"',
            "renameShortlist": f'shortlistId: "{SHORTLIST}", name: "Picks"',
            "addToShortlist": f'shortlistId: "{SHORTLIST}", creatorIds: [$creator]',
            "removeFromShortlist": f'shortlistId: "{SHORTLIST}", creatorIds: [$listed]',
            "reorderShortlist": f'shortlistId: "{SHORTLIST}", creatorIds: [$listed]',
            "deleteShortlist": f'shortlistId: "{SHORTLIST}"',
            "addNote": 'creatorId: $creator, text: "Nice."',
            "editNote": f'noteId: "{NOTE}", text: "Nice."',
            "deleteNote": f'noteId: "{NOTE}"',
            "tagCreators": 'creatorIds: [$creator], tags: ["curls"]',
            "untagCreators": 'creatorIds: [$listed], tags: ["curls"]',
            "saveSearch": 'name: "Curls", filter: {countries: ["US"]}',
            "renameSavedSearch": f'savedSearchId: "{SEARCH}", name: "Curls"',
            "deleteSavedSearch": f'savedSearchId: "{SEARCH}"',
        }.items()
    },
}
KEYS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "Creator.excluded": ("ben", ()),
    "Creator.tags": ("ben", ()),
    "Creator.matchScore": ("ben", (MatchAsked(CampaignId("glow"), Wishes()),)),
    "MatchScore.creator": ("ben", ()),
    "ComparedValue.creator": ("ben", ()),
    "Creator.notes": ("ben", (Slice(5),)),
    "Creator.shortlists": ("ben", (Slice(5),)),
    "Exclusion.creator": ("ben", ()),
    "Note.creator": ("ben", ()),
    "Shortlist.creators": ("picks", (Slice(5),)),
    "ShortlistedCreator.creator": ("ben", ()),
}
READS = {
    **{
        f"Query.{name}.after": (f"query ($v: String) {{ {name}(after: $v) {{ totalCount }} }}", "after")
        for name in ("exclusions", "shortlists", "creatorTags", "savedSearches")
    },
    "Query.compareCreators.ids": ("query ($v: ID!) { compareCreators(ids: [$v]) { rows { number } } }", "ids.0"),
    "Query.matchScores.campaignId": (
        f'query ($v: ID!) {{ matchScores(campaignId: $v, creatorIds: ["{CREATOR}"]) {{ score }} }}',
        "campaignId",
    ),
    "Query.matchScores.creatorIds": (
        f'query ($v: ID!) {{ matchScores(campaignId: "{CAMPAIGN}", creatorIds: [$v]) {{ score }} }}',
        "creatorIds.0",
    ),
    "Creator.matchScore.campaignId": (
        "query ($v: ID!) { creators { nodes { matchScore(campaignId: $v) { score } } } }",
        "campaignId",
    ),
    **{
        f"MatchWishes.{name}": (
            (
                f'query ($v: String!) {{ matchScores(campaignId: "{CAMPAIGN}", creatorIds: ["{CREATOR}"], '
                f"wanted: {{{name}: [$v]}}) {{ score }} }}"
            ),
            f"wanted.{name}.0",
        )
        for name in ("countries", "categories")
    },
    "Query.creatorsByTag.tag": ("query ($v: String!) { creatorsByTag(tag: $v) { totalCount } }", "tag"),
    "Query.creatorsByTag.after": (
        'query ($v: String) { creatorsByTag(tag: "curls", after: $v) { totalCount } }',
        "after",
    ),
    "Query.runSavedSearch.id": ("query ($v: ID!) { runSavedSearch(id: $v) { totalCount } }", "id"),
    "Query.runSavedSearch.after": (
        f'query ($v: String) {{ runSavedSearch(id: "{SEARCH}", after: $v) {{ totalCount }} }}',
        "after",
    ),
    **{
        f"Creator.{name}.after": (
            f"query ($v: String) {{ creators {{ nodes {{ {name}(after: $v) {{ totalCount }} }} }} }}",
            "after",
        )
        for name in ("notes", "shortlists")
    },
    "Shortlist.creators.after": (
        "query ($v: String) { shortlists { nodes { creators(after: $v) { totalCount } } } }",
        "after",
    ),
}
INPUTS: dict[str, dict[str, Any]] = {
    "excludeCreators": {"creatorIds": [CREATOR], "reason": "Rude"},
    "readmitCreators": {"creatorIds": [CREATOR]},
    "createShortlist": {"name": "Picks"},
    "renameShortlist": {"shortlistId": SHORTLIST, "name": "Picks"},
    "addToShortlist": {"shortlistId": SHORTLIST, "creatorIds": [CREATOR]},
    "removeFromShortlist": {"shortlistId": SHORTLIST, "creatorIds": [CREATOR]},
    "reorderShortlist": {"shortlistId": SHORTLIST, "creatorIds": [CREATOR]},
    "deleteShortlist": {},
    "addNote": {"creatorId": CREATOR, "text": "Nice."},
    "editNote": {"noteId": NOTE, "text": "Nice."},
    "deleteNote": {},
    "tagCreators": {"creatorIds": [CREATOR], "tags": ["curls"]},
    "untagCreators": {"creatorIds": [CREATOR], "tags": ["curls"]},
    "saveSearch": {"name": "Curls", "filter": {"countries": ["US"]}},
    "renameSavedSearch": {"savedSearchId": SEARCH, "name": "Curls"},
    "deleteSavedSearch": {},
}


async def furnish(seeds: Seeds) -> str:
    """Put one of each on the workspace's lists, with a creator `ben`; return his id."""
    lists = ListSeeds(seeds.gateway, seeds.workspace)
    listed = await seeds.creator("ben")
    await lists.exclusion("ben")
    await lists.shortlist("picks", "ben")
    await lists.note("first", "ben")
    await lists.tags("ben", "curls")
    await lists.saved_search("curls")
    return listed
