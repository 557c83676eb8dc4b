"""What the operator is told of changes whose outcome TikTok refuses to tell."""

from datetime import timedelta

from creatorport.adapters.readiness.effects import WithheldOutcomes
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.ids import EffectId, WorkspaceId
from creatorport.domain.readiness import Standing
from tests.fakes.clock import START
from tests.fakes.units_of_work import InMemoryUnitsOfWork


async def keep(units: InMemoryUnitsOfWork, workspace: str, kind: EffectKind, hours: int, reason: str) -> None:
    at = START + timedelta(hours=hours)
    intended = Effect.intend(
        EffectId("effect-1"), WorkspaceId(workspace), kind, subject="s", reference="r", request={}, now=at
    )
    async with units() as uow:
        await uow.effects.add(intended.call(at).lose("no answer").stay_unknown(reason))
        await uow.commit()


async def test_it_is_told_how_many_since_when_and_why_but_not_whose() -> None:
    units = InMemoryUnitsOfWork()
    (well,) = await WithheldOutcomes(units)()
    assert (well.area, well.standing) == ("effects", Standing.OK)
    await keep(units, "umbra", EffectKind.ADD_CREATORS, 2, "no permission for account 7400000000000000001")
    await keep(units, "lumen", EffectKind.LAUNCH_CAMPAIGN, 1, "the app is suspended")
    (finding,) = await WithheldOutcomes(units)()
    assert finding.standing is Standing.WARNING
    assert finding.detail == (
        "TikTok refuses to tell what became of 2 changes (add creators, launch campaign), the oldest of "
        f"{START + timedelta(hours=1):%Y-%m-%d %H:%M} UTC: no permission for account …; the app is suspended"
    )
