"""TikTok-account tokens: access for a day, refresh for a year that refreshing does not prolong."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

ACCESS_LIFE = 86_400
LINEAGE_LIFE = 31_536_000


@dataclass(frozen=True, slots=True)
class Lineage:
    """One consent and everything that came from it."""

    app_id: str
    open_id: str
    creator: int
    scopes: tuple[str, ...]
    refresh_token: str
    ends_at: float


class CreatorTokens:
    """Access tokens by value, each with its end and its lineage; ended ones are remembered, revoked ones are not."""

    def __init__(self) -> None:
        self._lineages: dict[int, Lineage] = {}
        self._access: dict[str, tuple[int, float]] = {}
        self._begun = 0

    def begin(self, lineage: Lineage, access_token: str, until: float) -> None:
        self._begun += 1
        self._lineages[self._begun] = lineage
        self._access[access_token] = (self._begun, until)

    def renew(self, refresh_token: str, access_token: str, until: float, new_refresh_token: str) -> Lineage:
        """A further access token for the lineage, whose refresh token becomes the new one (or stays the same)."""
        number = next(n for n, lineage in self._lineages.items() if lineage.refresh_token == refresh_token)
        self._lineages[number] = replace(self._lineages[number], refresh_token=new_refresh_token)
        self._access[access_token] = (number, until)
        return self._lineages[number]

    def by_refresh(self, refresh_token: str) -> Lineage | None:
        return next((one for one in self._lineages.values() if one.refresh_token == refresh_token), None)

    def by_access(self, access_token: str) -> tuple[Lineage, float] | None:
        """The lineage and the token's end, which may have passed."""
        number, until = self._access.get(access_token, (0, 0.0))
        return (self._lineages[number], until) if number in self._lineages else None

    def of_creator(self, creator: int) -> list[Lineage]:
        """The creator's consents that were not revoked, oldest first."""
        return [one for one in self._lineages.values() if one.creator == creator]

    def granted(self, app_id: str, creator: int, now: float) -> frozenset[str]:
        """Scopes that the creator's living consents for the app hold together."""
        living = [one for one in self.of_creator(creator) if one.app_id == app_id and one.ends_at > now]
        return frozenset(scope for one in living for scope in one.scopes)

    def revoke(self, access_token: str) -> None:
        """The whole lineage dies with the token."""
        number, _ = self._access.get(access_token, (0, 0.0))
        self._lineages.pop(number, None)

    def revoke_creator(self, creator: int, app_id: str | None = None) -> list[str]:
        """As when the person removes one app, or all, in TikTok's settings; returns the ids of the apps removed."""
        ended = [
            number
            for number, lineage in self._lineages.items()
            if lineage.creator == creator and app_id in (None, lineage.app_id)
        ]
        return sorted({self._lineages.pop(number).app_id for number in ended})

    def expire_access(self, creator: int, now: float) -> int:
        """End the person's living access tokens, as their day would; returns how many."""
        living = [
            token
            for token, (number, until) in self._access.items()
            if until > now and number in self._lineages and self._lineages[number].creator == creator
        ]
        for token in living:
            self._access[token] = (self._access[token][0], now)
        return len(living)

    def snapshot(self) -> dict[str, Any]:
        return {
            "begun": self._begun,
            "lineages": {str(number): asdict(lineage) for number, lineage in self._lineages.items()},
            "access": self._access,
        }

    def restore(self, saved: Mapping[str, Any]) -> None:
        self._begun = saved["begun"]
        self._lineages = {
            int(number): Lineage(**{**facts, "scopes": tuple(facts["scopes"])})
            for number, facts in saved["lineages"].items()
        }
        self._access = {token: (number, until) for token, (number, until) in saved["access"].items()}
