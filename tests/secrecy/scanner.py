"""Finding secrets in what was said: those that are known, and those that have a known shape."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

SHORTEST = 16
"""Letters of a secret that is looked for. A shorter one is a word, and words stand anywhere."""

# TikTok's tokens, secrets of webhooks, and bearer tokens, whoever made them.
_SHAPES = re.compile(
    r"\b(?:act|rft|clt)\.[A-Za-z0-9!*~._%-]{16,}|\bwhsec_[A-Za-z0-9+/=]{32,}|\beyJ[\w-]{16,}\.[\w-]{8,}\.[\w-]{8,}"
)
# A state travels in the address of TikTok's page, and an invite's token in its own link: there they are told by design.
_BY_DESIGN = re.compile(r"""([?&]state=|/connect/|/join/)[^&"'\\\s<>?]+""")


@dataclass(slots=True)
class Scanner:
    """Collects secrets and what was said; tells which of the one stands in the other.

    Everything is remembered until `clear`, except what is `lasting`: secrets of processes that outlive a test.
    """

    secrets: set[str] = field(default_factory=set)
    lasting: set[str] = field(default_factory=set)
    said: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, secret: object) -> None:
        """Note a secret."""
        if isinstance(secret, str) and len(secret) >= SHORTEST:
            self.secrets.add(secret)

    def hear(self, place: str, text: str) -> None:
        """Note what was said somewhere."""
        if text:
            self.said.setdefault(place, []).append(text)

    def found(self) -> list[str]:
        """Where which secret stands; of the secret, its first letters alone."""
        texts = {place: _BY_DESIGN.sub(r"\1…", "\n".join(said)) for place, said in self.said.items()}
        known = spoken(texts, sorted(self.secrets | self.lasting))
        shaped = [(place, f"{hit[:6]}…") for place, text in texts.items() for hit in _SHAPES.findall(text)]
        return sorted({f"{place}: {secret}" for place, secret in (*known, *shaped)})

    def clear(self) -> None:
        self.secrets.clear()
        self.said.clear()


def spoken(texts: Mapping[str, str], secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Where which secret stands, by its first letters alone; also as it would be written within an address."""
    return [
        (where, f"{secret[:6]}…")
        for secret in secrets
        for where, text in texts.items()
        if secret in text or quote(secret, safe="") in text
    ]
