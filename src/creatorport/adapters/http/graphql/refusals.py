"""How a request is refused before anything of it has been executed."""

from collections.abc import Mapping, Sequence

from graphql import GraphQLError

from creatorport.domain.errors import FixableBy

ISSUER_UNREACHABLE = "ISSUER_UNREACHABLE"
ISSUER_AWAY = "Tokens cannot be checked: their issuer does not tell its keys. Try again later."


class Refused(Exception):  # it is an answer, not a fault
    """A request that is answered with errors and no data.

    `status` is the HTTP status. `in_document` marks what GraphQL over HTTP calls a request error of a well-formed
    request (syntax, validation, variables, limits of the document): a client that accepts only the older
    `application/json` gets status 200 for these.
    """

    def __init__(
        self,
        errors: Sequence[GraphQLError],
        *,
        status: int = 400,
        in_document: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = tuple(errors)
        self.status = status
        self.in_document = in_document
        self.headers = dict(headers or {})


def bad_request(message: str, code: str = "BAD_REQUEST", status: int = 400, **headers: str) -> Refused:
    """A refusal of the request itself; keywords become headers (`www_authenticate` for `WWW-Authenticate`)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refused([GraphQLError(message, extensions={"code": code})], status=status, headers=named)


def issuer_away(retry_after: int) -> Refused:
    """A refusal because nobody can be let in just now, through no fault of the caller's."""
    extensions = {"code": ISSUER_UNREACHABLE, "fixableBy": FixableBy.OPERATOR.value}
    error = GraphQLError(ISSUER_AWAY, extensions=extensions)
    return Refused([error], status=503, headers={"Retry-After": str(retry_after)})


def bad_document(*errors: GraphQLError) -> Refused:
    """A refusal of the document, its operation or its variables."""
    return Refused(errors, in_document=True)
