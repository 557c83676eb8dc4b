"""The fields of lists that take ids, and what they are given when strangers try them."""

from collections.abc import Callable
from typing import Any


def _document(name: str, shown: str) -> str:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {shown} errors {{ code message }} }} }}"


READS = {
    "compareCreators": ("ids", "query ($id: ID!) { found: compareCreators(ids: [$id]) { rows { number } } }"),
    "matchScores": ("ids", "query ($id: ID!) { found: matchScores(campaignId: $id, creatorIds: [$id]) { score } }"),
    "runSavedSearch": ("id", "query ($id: ID!) { found: runSavedSearch(id: $id) { totalCount } }"),
}
MUTATIONS = {
    name: _document(name, shown)
    for shown, names in {
        "creators { id }": ("excludeCreators", "readmitCreators", "tagCreators", "untagCreators"),
        "note { id }": ("addNote",),
    }.items()
    for name in names
}


def inputs() -> dict[str, Callable[[str], dict[str, Any]]]:
    return {
        "excludeCreators": lambda id_: {"creatorIds": [id_], "reason": "Rude"},
        "readmitCreators": lambda id_: {"creatorIds": [id_]},
        "tagCreators": lambda id_: {"creatorIds": [id_], "tags": ["curls"]},
        "untagCreators": lambda id_: {"creatorIds": [id_], "tags": ["curls"]},
        "addNote": lambda id_: {"creatorId": id_, "text": "Nice."},
    }
