"""Creators' side of TikTok in memory: people who consent, their tokens, their profiles."""

import hashlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from urllib.parse import parse_qs, urlencode, urlsplit

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_login import Granted
from creatorport.domain.account import Profile, TokenGrant
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.fakes.tiktok_troubles import Troubles


@dataclass(frozen=True)
class Person:
    """Somebody with a TikTok account."""

    open_id: str
    handle: str = "mara.cooks"
    display_name: str = "Mara cooks"
    followers: int = 184_233


@dataclass(frozen=True)
class _Consent:
    person: Person
    challenge: str
    scopes: frozenset[str]


@dataclass
class _Pair:
    person: Person
    scopes: frozenset[str]
    access_expires_at: datetime
    refresh_expires_at: datetime


@dataclass
class FakeTikTokLogin:
    """TikTok's login. A refresh kills the pair before it; codes work once; lives run on the given clock."""

    clock: Clock
    troubles: Troubles = field(default_factory=Troubles)
    access_life: timedelta = timedelta(hours=2)
    refresh_life: timedelta = timedelta(days=180)
    _consents: dict[str, _Consent] = field(default_factory=dict)
    _by_access: dict[str, _Pair] = field(default_factory=dict)
    _by_refresh: dict[str, tuple[str, _Pair]] = field(default_factory=dict)
    _serial: Iterator[int] = field(default_factory=lambda: count(1))

    def authorize_url(self, *, state: Secret, verifier: Secret, scopes: AbstractSet[str], always_ask: bool) -> str:
        query = {
            "client_key": "fake-client-key",
            "response_type": "code",
            "scope": ",".join(sorted(scopes)),
            "redirect_uri": "https://gateway.test/connect/tiktok/callback",
            "state": state.reveal(),
            "code_challenge": hashlib.sha256(verifier.reveal().encode()).hexdigest(),
            "code_challenge_method": "S256",
            "disable_auto_auth": "1" if always_ask else "0",
        }
        return f"https://tiktok.test/v2/auth/authorize/?{urlencode(query)}"

    def consent(self, url: str, person: Person, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        """Say yes on the page at `url`, perhaps to `only` some scopes; return the callback's code and state."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        scopes = frozenset(asked["scope"].split(","))
        code = f"code*{next(self._serial)}!u1"
        self._consents[code] = _Consent(
            person, asked["code_challenge"], scopes if only is None else scopes & frozenset(only)
        )
        return code, asked["state"]

    async def exchange(self, code: Secret, verifier: Secret) -> Granted:
        async with self.troubles.around("login.exchange"):
            consent = self._consents.pop(code.reveal(), None)
            if consent is None:
                raise TikTokRefused("login.exchange", "Authorization code is expired.", tiktok_code="invalid_grant")
            if hashlib.sha256(verifier.reveal().encode()).hexdigest() != consent.challenge:
                raise TikTokRefused(
                    "login.exchange", "Code verifier or code challenge is invalid.", tiktok_code="invalid_request"
                )
            return Granted(consent.person.open_id, self._issue(consent.person, consent.scopes))

    async def refresh(self, refresh_token: Secret) -> TokenGrant:
        async with self.troubles.around("login.refresh"):
            access, pair = self._by_refresh.pop(refresh_token.reveal(), (None, None))
            if pair is None or self.clock.now() >= pair.refresh_expires_at:
                raise TikTokTokenRejected(
                    "login.refresh", "Refresh token is invalid or expired.", tiktok_code="invalid_grant"
                )
            self._by_access.pop(access or "", None)
            return self._issue(pair.person, pair.scopes)

    async def revoke(self, access_token: Secret) -> bool:
        async with self.troubles.around("login.revoke"):
            if self.holder(access_token) is None:
                return False
            self.forget(access_token)
            return True

    def forget(self, access_token: Secret) -> None:
        """End the grant at TikTok's side, as when the person disconnects the app there."""
        access = access_token.reveal()
        self._by_access.pop(access, None)
        for refresh, (of, _) in list(self._by_refresh.items()):
            if of == access:
                del self._by_refresh[refresh]

    def knows(self, grant: TokenGrant) -> bool:
        """Whether TikTok would still refresh this pair."""
        return grant.refresh_token.reveal() in self._by_refresh

    def living(self) -> int:
        """How many pairs could still be refreshed."""
        return len(self._by_refresh)

    def holder(self, access_token: Secret) -> tuple[Person, frozenset[str]] | None:
        """Whose living access token this is, and what it covers."""
        pair = self._by_access.get(access_token.reveal())
        if pair is None or self.clock.now() >= pair.access_expires_at:
            return None
        return pair.person, pair.scopes

    def _issue(self, person: Person, scopes: frozenset[str]) -> TokenGrant:
        now, number = self.clock.now(), next(self._serial)
        grant = TokenGrant(
            Secret(f"act.fake.{number}"),
            Secret(f"rft.fake.{number}"),
            now + self.access_life,
            now + self.refresh_life,
            now,
            scopes,
        )
        pair = _Pair(person, scopes, grant.access_expires_at, grant.refresh_expires_at)
        self._by_access[grant.access_token.reveal()] = pair
        self._by_refresh[grant.refresh_token.reveal()] = grant.access_token.reveal(), pair
        return grant


@dataclass
class FakeProfiles:
    """Profiles behind the tokens that a FakeTikTokLogin issued. `spent` is on whose behalf calls were made."""

    login: FakeTikTokLogin
    spent: list[WorkspaceId] = field(default_factory=list)
    _changed: dict[str, Person] = field(default_factory=dict)

    @property
    def troubles(self) -> Troubles:
        return self.login.troubles

    def change(self, person: Person, **facts: str | int) -> None:
        """Change what TikTok shows of a person: a new handle, more followers."""
        self._changed[person.open_id] = replace(self._changed.get(person.open_id, person), **facts)  # type: ignore[arg-type]  # named facts only

    async def read(self, access_token: Secret, scopes: AbstractSet[str], *, on_behalf_of: WorkspaceId) -> Profile:
        async with self.troubles.around("profiles.read"):
            held = self.login.holder(access_token)
            if held is None:
                raise TikTokTokenRejected(
                    "profiles.read", "The access token is invalid.", tiktok_code="access_token_invalid"
                )
            person, granted = held
            if not frozenset(scopes) <= granted:
                raise TikTokRefused(
                    "profiles.read", "The user did not authorize the scope.", tiktok_code="scope_not_authorized"
                )
            self.spent.append(on_behalf_of)
            return self._profile(self._changed.get(person.open_id, person), scopes)

    def _profile(self, person: Person, scopes: AbstractSet[str]) -> Profile:
        basic, more, stats = (f"user.info.{name}" in scopes for name in ("basic", "profile", "stats"))
        expires = self.login.clock.now() + timedelta(hours=6)
        return Profile(
            open_id=person.open_id,
            union_id=f"union-{person.open_id}" if basic else None,
            display_name=person.display_name if basic else None,
            avatar=ExpiringUrl(f"https://cdn.test/{person.open_id}.jpeg", expires) if basic else None,
            handle=Handle.of(person.handle) if more else None,
            bio="Five-minute dinners" if more else None,
            is_verified=False if more else None,
            profile_url="https://vm.tiktok.com/ZMexample1/" if more else None,
            reach=Reach(person.followers, 212, 3_120_457, 391) if stats else None,
        )
