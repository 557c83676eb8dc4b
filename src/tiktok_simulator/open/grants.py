"""Which people have let which open-API apps do what, and the tokens that prove it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.clock import VirtualClock
from tiktok_simulator.identifiers import Identifiers, readable
from tiktok_simulator.ledger import Ledger

# Seconds that an access token and a refresh token live, by the app's `token_profile`.
LIVES = {"2026": (7_200, 15_552_000), "legacy": (86_400, 31_536_000)}


@dataclass(frozen=True, slots=True)
class Token:
    """An access or refresh token of one person for one app."""

    value: str
    client_key: str
    creator: int
    scopes: tuple[str, ...]
    expires_at: float


@dataclass(frozen=True, slots=True)
class Pair:
    access: Token
    refresh: Token


class Grants:
    def __init__(
        self, clock: VirtualClock, identifiers: Identifiers, ledger: Ledger, handle_of: Callable[[int], str]
    ) -> None:
        self._clock = clock
        self._identifiers = identifiers
        self._ledger = ledger
        self._handle_of = handle_of
        self._access: dict[str, Token] = {}
        self._refresh: dict[str, Token] = {}

    def open_id(self, client_key: str, creator: int) -> str:
        """The person's id for this app alone."""
        return "-000" + readable(self._identifiers.digest("open id", client_key, creator), 32)

    def union_id(self, developer: str, creator: int) -> str:
        """The person's id for all apps of one developer, in the form of a UUID."""
        digits = self._identifiers.digest("union id", developer, creator).hex()
        return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-9{digits[17:20]}-{digits[20:32]}"

    def issue(self, app: OpenApp, creator: int, scopes: tuple[str, ...]) -> Pair:
        """A first pair, after consent."""
        until = self._clock.now() + LIVES[app.switches.token_profile][1]
        pair = Pair(self._access_token(app, creator, scopes), self._refresh_token(app, creator, scopes, until))
        self._record("token_issued", app, creator, scopes)
        return pair

    def rotate(self, app: OpenApp, refresh_token: str) -> Pair | None:
        """A new pair for a live refresh token of this app, else None. Older access tokens live on to their end."""
        now = self._clock.now()
        old = self._refresh.get(refresh_token)
        if old is None or old.client_key != app.client_key or old.expires_at <= now:
            return None
        access = self._access_token(app, old.creator, old.scopes)
        if app.switches.token_profile == "legacy":
            refresh = old
        else:
            del self._refresh[refresh_token]
            restarts = app.switches.refresh_life == "restarts"
            until = now + LIVES[app.switches.token_profile][1] if restarts else old.expires_at
            refresh = self._refresh_token(app, old.creator, old.scopes, until)
        self._record("token_refreshed", app, old.creator, old.scopes)
        return Pair(access, refresh)

    def access(self, value: str) -> Token | None:
        """The live access token with this value."""
        token = self._access.get(value)
        return token if token is not None and token.expires_at > self._clock.now() else None

    def held(self, value: str) -> Token | None:
        """The access token with this value, dead or alive; the dead are forgotten when others are issued."""
        return self._access.get(value)

    def granted(self, client_key: str, creator: int) -> frozenset[str]:
        """Scopes the person's live refresh tokens of this app hold together."""
        now = self._clock.now()
        tokens = [token for token in self._refresh.values() if token.expires_at > now]
        return frozenset(
            scope
            for token in tokens
            if (token.client_key, token.creator) == (client_key, creator)
            for scope in token.scopes
        )

    def clients_of(self, creator: int) -> list[str]:
        """Keys of the apps this person is connected to."""
        now = self._clock.now()
        live = [token for token in (*self._refresh.values(), *self._access.values()) if token.expires_at > now]
        return sorted({token.client_key for token in live if token.creator == creator})

    def remove(self, client_key: str, creator: int, reason: int) -> bool:
        """End the connection: every token dies. False when there was none."""
        before = len(self._refresh)
        self._refresh = {
            value: token
            for value, token in self._refresh.items()
            if (token.client_key, token.creator) != (client_key, creator)
        }
        ended = self._end_access(creator, client_key)
        removed = bool(ended) or len(self._refresh) < before
        if removed:
            handle = self._handle_of(creator)
            self._ledger.record("authorization_removed", client_key=client_key, handle=handle, reason=reason)
        return removed

    def expire_access(self, creator: int) -> int:
        """Kill the person's access tokens, as their end would; returns how many."""
        return self._end_access(creator)

    def snapshot(self) -> dict[str, list[Token]]:
        # As they are: orjson writes dataclasses, and copying thousands of them would hold up requests.
        return {"access": list(self._access.values()), "refresh": list(self._refresh.values())}

    def restore(self, saved: dict[str, list[dict[str, Any]]]) -> None:
        self._access = _tokens(saved["access"])
        self._refresh = _tokens(saved["refresh"])

    def _end_access(self, creator: int, client_key: str | None = None) -> int:
        now = self._clock.now()
        ended = [
            token
            for token in self._access.values()
            if token.creator == creator and client_key in (None, token.client_key) and token.expires_at > now
        ]
        for token in ended:
            self._access[token.value] = replace(token, expires_at=now)
        return len(ended)

    def _keep(self, tokens: dict[str, Token], token: Token) -> Token:
        now = self._clock.now()
        for dead in [value for value, held in tokens.items() if held.expires_at <= now]:
            del tokens[dead]
        tokens[token.value] = token
        return token

    def _access_token(self, app: OpenApp, creator: int, scopes: tuple[str, ...]) -> Token:
        expires_at = self._clock.now() + LIVES[app.switches.token_profile][0]
        value = self._identifiers.token("act.")
        return self._keep(self._access, Token(value, app.client_key, creator, scopes, expires_at))

    def _refresh_token(self, app: OpenApp, creator: int, scopes: tuple[str, ...], expires_at: float) -> Token:
        value = self._identifiers.token("rft.")
        return self._keep(self._refresh, Token(value, app.client_key, creator, scopes, expires_at))

    def _record(self, kind: str, app: OpenApp, creator: int, scopes: tuple[str, ...]) -> None:
        open_id = self.open_id(app.client_key, creator)
        handle = self._handle_of(creator)
        self._ledger.record(kind, client_key=app.client_key, handle=handle, open_id=open_id, scopes=list(scopes))


def _tokens(saved: list[dict[str, Any]]) -> dict[str, Token]:
    tokens = [Token(**{**facts, "scopes": tuple(facts["scopes"])}) for facts in saved]
    return {token.value: token for token in tokens}
