"""Advertiser and TikTok One tokens: no expiry, no refresh; codes live an hour and work once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CODE_LIFE = 3600
SCOPE = (4, 12_020_000)


@dataclass(frozen=True, slots=True)
class Granted:
    """What the person at the portal let the app reach."""

    app_id: str
    advertiser_ids: tuple[str, ...]
    account_ids: tuple[str, ...]


class BrandTokens:
    def __init__(self) -> None:
        self._codes: dict[str, tuple[Granted, float]] = {}
        self._tokens: dict[str, Granted] = {}

    def keep_code(self, code: str, granted: Granted, until: float) -> None:
        self._codes[code] = (granted, until)

    def redeem(self, code: str, app_id: str, now: float) -> Granted | None:
        """Use up the code: None when it is unknown, another app's, already used or too old."""
        granted, until = self._codes.get(code, (None, 0.0))
        if granted is None or granted.app_id != app_id or until <= now:
            return None
        del self._codes[code]
        return granted

    def keep(self, token: str, granted: Granted) -> None:
        self._tokens[token] = granted

    def find(self, token: str) -> Granted | None:
        return self._tokens.get(token)

    def revoke(self, token: str) -> None:
        self._tokens.pop(token, None)

    def snapshot(self) -> dict[str, Any]:
        return {
            "codes": {code: [asdict(granted), until] for code, (granted, until) in self._codes.items()},
            "tokens": {token: asdict(granted) for token, granted in self._tokens.items()},
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        self._codes = {code: (_granted(facts), until) for code, (facts, until) in saved["codes"].items()}
        self._tokens = {token: _granted(facts) for token, facts in saved["tokens"].items()}


def _granted(facts: Mapping[str, Any]) -> Granted:
    return Granted(facts["app_id"], tuple(facts["advertiser_ids"]), tuple(facts["account_ids"]))
