"""Whether the database and the keys are what the gateway needs."""

from collections.abc import Mapping, Sequence

from creatorport.adapters.http.health import Check
from creatorport.adapters.persistence.seals import SqlSeals
from creatorport.adapters.vault import KeySource
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.readiness import Finding, Standing


class Storage:
    """A probe of this process's own checks, and of the seals in the database."""

    def __init__(self, checks: Mapping[str, Check], seals: SqlSeals, keys: KeySource) -> None:
        self._checks = checks
        self._seals = seals
        self._keys = keys

    async def __call__(self) -> Sequence[Finding]:
        checked = [await self._checked(name, check) for name, check in self._checks.items()]
        return [*checked, *await self._keys_findings()]

    async def _checked(self, name: str, check: Check) -> Finding:
        area = "callers" if name == "issuer" else "storage"
        trouble = await check()
        if trouble is None:
            return Finding(area, name, Standing.OK, "well")
        detail, _, remedy = trouble.partition("; ")
        return Finding(area, name, Standing.MISSING, detail, remedy or "Look at the gateway's log.")

    async def _keys_findings(self) -> Sequence[Finding]:
        try:
            counted = await self._seals.by_key()
        except StorageUnavailable as error:
            return [Finding("keys", "seals", Standing.UNKNOWN, str(error))]
        names = [key.id for key in self._keys()]
        lost = sorted(counted.keys() - set(names))
        old = [name for name in names[1:] if counted.get(name)]
        if lost:
            detail = f"tokens are sealed under {', '.join(lost)}, which is not configured: they cannot be opened"
            remedy = "Put the key back behind the others; without it, those creators must connect again."
            return [Finding("keys", "seals", Standing.MISSING, detail, remedy)]
        if old:
            detail = f"tokens are still sealed under the older {', '.join(old)}"
            return [Finding("keys", "seals", Standing.WARNING, detail, "Run `creatorport keys rotate`.")]
        return [Finding("keys", "seals", Standing.OK, f"everything is sealed under {names[0]}")]
