"""Whether TikTok tells what became of the changes whose answer was lost."""

import re
from collections.abc import Sequence

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.effect import Effect
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.readiness import Finding, Standing

_SUBJECT = "lost answers"
_REMEDY = (
    "Put right what TikTok names (permission, account, app). It is asked again by itself, after six hours at most; "
    "until then nothing is sent twice."
)
_ID = re.compile(r"\d{6,}")


class WithheldOutcomes:
    """A probe of effects that stay unknown because TikTok refuses to be asked. It names no workspace and no account."""

    def __init__(self, units: UnitsOfWork) -> None:
        self._units = units

    async def __call__(self) -> Sequence[Finding]:
        try:
            async with self._units() as uow:
                withheld = await uow.effects.withheld()
        except StorageUnavailable as error:
            return [Finding("effects", _SUBJECT, Standing.UNKNOWN, str(error))]
        if not withheld:
            return [Finding("effects", _SUBJECT, Standing.OK, "TikTok tells what became of every change")]
        since = min(one.called_at or one.created_at for one in withheld)
        reasons = sorted({_ID.sub("…", one.trouble or "") for one in withheld})[:3]
        detail = (
            f"TikTok refuses to tell what became of {len(withheld)} changes ({_kinds(withheld)}), the oldest of "
            f"{since:%Y-%m-%d %H:%M} UTC: {'; '.join(reasons)}"
        )
        return [Finding("effects", _SUBJECT, Standing.WARNING, detail, _REMEDY)]


def _kinds(withheld: Sequence[Effect]) -> str:
    return ", ".join(sorted({one.kind.value.replace("_", " ") for one in withheld}))
