"""How scripts answer consent pages without a browser."""

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ScriptedConsent:
    """An answer given in advance.

    `page` is "login" (TikTok accounts), "portal" (advertisers and brands) or "*". `handle` and `scopes` say who
    consents to what (None: whatever the page proposes). With `lasting`, it answers every later page as well.
    """

    approve: bool
    page: str = "*"
    handle: str | None = None
    scopes: tuple[str, ...] | None = None
    lasting: bool = False


class Consents:
    def __init__(self) -> None:
        self._scripted: deque[ScriptedConsent] = deque()

    def script(self, consent: ScriptedConsent) -> None:
        """Queue an answer; a lasting one replaces every earlier answer for its page."""
        if consent.lasting:
            self._scripted = deque(earlier for earlier in self._scripted if earlier.page != consent.page)
        self._scripted.append(consent)

    def clear(self) -> None:
        """People answer again."""
        self._scripted.clear()

    def next(self, page: str) -> ScriptedConsent | None:
        """The answer for a page that is about to be shown, or None when a person is to answer."""
        for consent in self._scripted:
            if consent.page in (page, "*"):
                if not consent.lasting:
                    self._scripted.remove(consent)
                return consent
        return None

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(consent) for consent in self._scripted]

    def restore(self, saved: list[dict[str, Any]]) -> None:
        self._scripted = deque(
            ScriptedConsent(**{**facts, "scopes": None if facts["scopes"] is None else tuple(facts["scopes"])})
            for facts in saved
        )
