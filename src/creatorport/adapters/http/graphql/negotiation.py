"""Which media types a request has and wants (RFC 9110 §12, and GraphQL over HTTP on top of it)."""

from dataclasses import dataclass

from creatorport.adapters.http.graphql.refusals import bad_request

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
EVENT_STREAM = "text/event-stream"
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Accepts:
    """What the caller takes as an answer."""

    json: str | None
    """The JSON media type to answer with, or None if neither is acceptable."""
    stream: bool
    """Whether an event stream is acceptable."""
    stream_first: bool
    """Whether an event stream is wanted more than JSON."""
    html: bool
    """Whether a page is wanted at least as much as JSON: the caller is a browser's address bar."""


def accepts(header: str | None) -> Accepts:
    """Read an `Accept` header.

    Without one, or where only a wildcard fits, the answer is `application/json`: clients that never heard of the newer
    type send that. A caller that names both types equally gets the newer one.
    """
    ranges = _ranges(header) if header and header.strip() else {"*/*": 1.0}
    wildcard = ranges.get("application/*", ranges.get("*/*", 0.0))
    plain = ranges.get(JSON, wildcard)
    newer = ranges.get(GRAPHQL_RESPONSE, 0.0)
    json = None
    if newer and (newer >= plain or JSON not in ranges):
        json = GRAPHQL_RESPONSE
    elif plain:
        json = JSON
    stream = ranges.get(EVENT_STREAM, 0.0)
    named_json = max(newer, ranges.get(JSON, 0.0))
    html = ranges.get(HTML, 0.0)
    return Accepts(
        json=json,
        stream=stream > 0,
        stream_first=stream > (named_json or (wildcard if json else 0.0)) or (stream > 0 and not named_json),
        html=html > 0 and html >= named_json and html >= stream,
    )


def require_json_content(header: str | None, encoding: str | None) -> None:
    """Refuse (415) a body that is not JSON in UTF-8.

    This is also what keeps a foreign page from posting: a browser sends `application/json` across origins only after
    asking us, while it sends forms and plain text unasked.
    """
    kind, _, parameters = (header or "").partition(";")
    if kind.strip().lower() not in {JSON, GRAPHQL_RESPONSE}:
        raise bad_request(f"Content-Type must be {JSON}.", "UNSUPPORTED_MEDIA_TYPE", 415)
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in {"utf-8", "utf8"}:
            raise bad_request("The charset must be utf-8.", "UNSUPPORTED_MEDIA_TYPE", 415)
    if encoding and encoding.strip().lower() != "identity":
        raise bad_request("Content-Encoding is not supported.", "UNSUPPORTED_MEDIA_TYPE", 415)


def _ranges(header: str) -> dict[str, float]:
    """The media ranges of a header with their weights; a weight that is no number counts as not wanted."""
    ranges: dict[str, float] = {}
    for part in header.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if kind:
            ranges[kind] = max(weight, ranges.get(kind, 0.0))
    return ranges
