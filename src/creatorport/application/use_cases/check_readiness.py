import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.domain.readiness import Finding, Readiness
from creatorport.domain.workspace import Member

Probe = Callable[[], Awaitable[Sequence[Finding]]]
"""Looks at one area. Raises nothing: what cannot be found out is a finding, too."""


@dataclass(frozen=True, slots=True)
class CheckReadiness:
    """Probe everything at once. Some of it calls TikTok, so it is for owners and managers."""

    clock: Clock
    redirect_uri: str
    probes: Sequence[Probe]

    async def __call__(self, member: Member) -> Readiness:
        """Raises NotAllowed."""
        authorize(member, Action.SEE_READINESS)
        return await self.examine()

    async def examine(self) -> Readiness:
        """The same for the operator at the machine, whom nobody has to authorize."""
        found = await asyncio.gather(*(probe() for probe in self.probes))
        findings = [finding for findings in found for finding in findings]
        return Readiness(self.clock.now(), self.redirect_uri, findings)
