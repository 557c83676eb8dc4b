"""The business app's login of creators in memory: no PKCE, and refreshing keeps the old pair."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from urllib.parse import parse_qs, urlencode, urlsplit

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_login import Granted
from creatorport.domain.account import TokenGrant
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.fakes.tiktok_troubles import Troubles


@dataclass(frozen=True)
class _Lineage:
    """One consent, and everything that came from it."""

    handle: Handle
    scopes: frozenset[str]
    refresh_token: str
    ends_at: datetime


def business_open_id(handle: Handle) -> str:
    """What the business app knows a creator by: another id than Login Kit's."""
    return f"-000biz-{handle}"


@dataclass
class FakeBusinessLogin:
    """`rotates`: whether a refresh brings a new refresh token, which kills the one before it."""

    clock: Clock
    troubles: Troubles = field(default_factory=Troubles)
    rotates: bool = False
    access_life: timedelta = timedelta(days=1)
    refresh_life: timedelta = timedelta(days=365)
    _codes: dict[str, tuple[Handle, frozenset[str]]] = field(default_factory=dict)
    _lineages: dict[int, _Lineage] = field(default_factory=dict)
    _access: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    _serial: Iterator[int] = field(default_factory=lambda: count(1))

    def authorize_url(
        self,
        *,
        state: Secret,
        verifier: Secret,
        scopes: AbstractSet[str],
        always_ask: bool,
    ) -> str:
        query = {
            "client_key": "7519035078651936769",
            "scope": ",".join(sorted(scopes)),
            "response_type": "code",
            "redirect_uri": "https://gateway.test/oauth/tiktok/callback/",
            "state": state.reveal(),
            "disable_auto_auth": "1" if always_ask else "0",
        }
        return f"https://tiktok.test/v2/auth/authorize?{urlencode(query)}"

    def consent(self, url: str, handle: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        """Say yes on the page at `url`, perhaps to `only` some scopes; return the callback's code and state."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        scopes = frozenset(asked["scope"].split(","))
        code = f"biz-code-{next(self._serial)}"
        self._codes[code] = Handle.of(handle), scopes if only is None else scopes & frozenset(only)
        return code, asked["state"]

    async def exchange(self, code: Secret, verifier: Secret) -> Granted:
        async with self.troubles.around("creator.exchange"):
            consented = self._codes.pop(code.reveal(), None)
            if consented is None:
                raise TikTokRefused("creator.exchange", "Auth code is invalid, used or expired.", tiktok_code="40110")
            handle, scopes = consented
            number = next(self._serial)
            ends = self.clock.now() + self.refresh_life
            self._lineages[number] = _Lineage(handle, scopes, f"rft.biz.{number}", ends)
            return Granted(business_open_id(handle), self._issue(number))

    async def refresh(self, refresh_token: Secret) -> TokenGrant:
        async with self.troubles.around("creator.refresh"):
            for number, lineage in self._lineages.items():
                if lineage.refresh_token == refresh_token.reveal() and self.clock.now() < lineage.ends_at:
                    if self.rotates:
                        self._lineages[number] = replace(lineage, refresh_token=f"rft.biz.{next(self._serial)}")
                    return self._issue(number)
            raise TikTokTokenRejected("creator.refresh", "Refresh token is invalid.", tiktok_code="40107")

    async def revoke(self, access_token: Secret) -> bool:
        async with self.troubles.around("creator.revoke"):
            number, until = self._access.get(access_token.reveal(), (0, self.clock.now()))
            if number not in self._lineages or self.clock.now() >= until:
                return False
            del self._lineages[number]
            return True

    def knows(self, grant: TokenGrant) -> bool:
        """Whether TikTok would still refresh this pair."""
        return any(one.refresh_token == grant.refresh_token.reveal() for one in self._lineages.values())

    def forget(self, handle: str) -> None:
        """End all grants of a creator at TikTok's side."""
        self._lineages = {n: one for n, one in self._lineages.items() if one.handle != Handle.of(handle)}

    def admit(self, call: str, token: Secret, open_id: str, *scopes: str) -> Handle:
        """Return whose call it is; raise what TikTok says to a dead token, another's id, or a missing scope."""
        number, until = self._access.get(token.reveal(), (0, self.clock.now()))
        lineage = self._lineages.get(number)
        if lineage is None or self.clock.now() >= until:
            raise TikTokTokenRejected(call, "Access token is incorrect or has been revoked.", tiktok_code="40105")
        if not frozenset(scopes) <= lineage.scopes:
            raise TikTokRefused(call, "No permission: a scope was not granted.", tiktok_code="40001")
        if open_id != business_open_id(lineage.handle):
            raise TikTokRefused(call, "No permission to operate this creator.", tiktok_code="40001")
        return lineage.handle

    def _issue(self, number: int) -> TokenGrant:
        lineage, now = self._lineages[number], self.clock.now()
        access = f"act.biz.{next(self._serial)}"
        self._access[access] = number, now + self.access_life
        return TokenGrant(
            Secret(access),
            Secret(lineage.refresh_token),
            now + self.access_life,
            lineage.ends_at,
            now,
            lineage.scopes,
        )
