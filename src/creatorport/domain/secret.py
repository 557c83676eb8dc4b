"""A text that hides itself wherever it is printed."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A token, code, verifier or key. `reveal()` is the only way in, and easy to search for."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        return self._text

    @property
    def fingerprint(self) -> str:
        """What tells it from others, and leads back to none of them: only for texts too long to be guessed."""
        return hashlib.sha256(self._text.encode()).hexdigest()

    def __repr__(self) -> str:
        return "Secret(…)"

    def __str__(self) -> str:
        return "…"
