"""Refusals of discovery; `errors` draws the whole tree."""

from creatorport.domain.error_roots import Refusal


class SearchExpired(Refusal):
    """The list that a cursor belongs to is kept no longer: the search has to be made anew."""

    code = "SEARCH_EXPIRED"

    def __init__(self) -> None:
        super().__init__("This search is kept no longer. Search again, without a cursor.", field="after")
