"""The issuer's published keys, fetched when needed and kept for a while."""

import asyncio
import time
from dataclasses import dataclass, field

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from creatorport.adapters.identity.bearer import IssuerUnreachable

_KEEP = 600.0
_RENEW_AT_MOST_EVERY = 30.0
RETRY_AFTER = 5
"""Seconds for which an issuer that did not answer is not asked again: who comes meanwhile does not wait for it."""
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class JwksUrl:
    """A JWKS document. Old keys serve on while the issuer is away; strangers' key ids cannot make us hammer it."""

    url: str
    client: httpx.AsyncClient
    _keys: KeySet | None = None
    _fetched: float = 0.0
    _failed: float | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def keys(self, *, renewed: bool = False) -> KeySet:
        async with self._lock:
            age = time.monotonic() - self._fetched
            if self._keys is not None and age < (_RENEW_AT_MOST_EVERY if renewed else _KEEP):
                return self._keys
            if self._failed is not None and time.monotonic() - self._failed < RETRY_AFTER:
                return self._kept()
            try:
                answer = await self.client.get(self.url, timeout=5)
                answer.raise_for_status()
                self._keys, self._fetched = KeySet.import_key_set(answer.json()), time.monotonic()
                self._failed = None
            except (httpx.HTTPError, httpx.InvalidURL, JoseError, TypeError, ValueError, KeyError) as error:
                _log.warning(
                    "issuer's keys cannot be fetched", reason=type(error).__name__, kept=self._keys is not None
                )
                self._failed = time.monotonic()
            return self._kept()

    async def check(self) -> str | None:
        """Return None when there are keys to check tokens by, else what is wrong and what to do."""
        try:
            await self.keys()
        except IssuerUnreachable as error:
            return f"{error}, so that nobody is let in; check CREATORPORT_JWKS_URL, and whether the issuer answers"
        return None

    def _kept(self) -> KeySet:
        if self._keys is None:
            raise IssuerUnreachable("the issuer's keys cannot be fetched")
        return self._keys
