"""The mutations of lists that take ids, and what they are given when strangers try them."""

from collections.abc import Callable
from typing import Any

MUTATIONS = {
    "excludeCreators": """
mutation ($input: ExcludeCreatorsInput!) {
  excludeCreators(input: $input) { creators { id } errors { code message } }
}""",
    "readmitCreators": """
mutation ($input: ReadmitCreatorsInput!) {
  readmitCreators(input: $input) { creators { id } errors { code message } }
}""",
}


def inputs() -> dict[str, Callable[[str], dict[str, Any]]]:
    return {
        "excludeCreators": lambda id_: {"creatorIds": [id_], "reason": "Rude"},
        "readmitCreators": lambda id_: {"creatorIds": [id_]},
    }
