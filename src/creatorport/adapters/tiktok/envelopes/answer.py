"""An answer as it came off the wire, before anybody believes it."""

from dataclasses import dataclass
from typing import Any, NoReturn

from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.adapters.tiktok.payload import parse
from creatorport.domain.errors import TikTokAnswerLost, TikTokThrottled


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of one call, and the log id of its headers when there was one (`x-tt-logid`)."""

    endpoint: Endpoint
    status: int
    body: bytes
    log_id: str | None = None

    def document(self, *, rest: float) -> dict[str, Any]:
        """Return the JSON object that it is. Raises TikTokAnswerLost when it is none.

        A bare HTTP 429, as proxies in front of TikTok answer it, raises TikTokThrottled for `rest` seconds. A server's
        failure (HTTP 5xx) is not told apart here: its body may name TikTok's code, see `server_failed`.
        """
        try:
            document = parse(self.body)
        except ValueError as error:
            if self.status >= 500:
                self.lost(f"HTTP {self.status}")
            if self.status == 429:
                raise TikTokThrottled(self.endpoint.name, "HTTP 429", retry_after=rest, log_id=self.log_id) from error
            raise TikTokAnswerLost(
                self.endpoint.name, f"HTTP {self.status} without JSON", log_id=self.log_id
            ) from error
        if not isinstance(document, dict):
            self.lost("the answer is not a JSON object")
        return document

    def server_failed(self, message: str | None, *, code: str | None, log_id: str | None) -> None:
        """Raise TikTokAnswerLost for HTTP 5xx, with what TikTok said: the call may have been carried out before."""
        if self.status >= 500:
            said = message or code
            self.lost(f"HTTP {self.status}: {said}" if said else f"HTTP {self.status}", code=code, log_id=log_id)

    def lost(self, why: str, *, code: str | None = None, log_id: str | None = None) -> NoReturn:
        raise TikTokAnswerLost(self.endpoint.name, why, tiktok_code=code, log_id=log_id or self.log_id)


def word(value: object) -> str | None:
    """Return a code, message or log id as text, however it came; None when it is no such thing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None
