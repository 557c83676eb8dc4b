import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.undecided_views import UndecidedView
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.ids import CampaignId, EffectId, InvitationId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, effect, later

ONE = EffectId("effect-1")


async def test_an_effect_comes_back_as_it_was_stored(units: UnitsOfWork) -> None:
    stored = effect().call(later(1)).lose("no answer").stay_unknown("no").miss("away").wait(later(2))
    async with units() as uow:
        await uow.effects.add(stored)
        await uow.commit()
    async with units() as uow:
        assert await uow.effects.lock(LUMEN, ONE) == stored


async def test_an_effect_of_another_workspace_is_not_there(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.effects.add(effect(workspace=UMBRA))
        await uow.commit()
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.effects.lock(LUMEN, ONE)


async def test_a_locked_effect_is_called_by_one_only(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.effects.add(effect())
        await uow.commit()

    async def call() -> bool:
        async with units() as uow:
            seen = await uow.effects.lock(LUMEN, ONE)
            await asyncio.sleep(0)
            if seen.state is not EffectState.INTENDED:
                return False
            await uow.effects.save(seen.call(NOW))
            await uow.commit()
        return True

    assert sum(await asyncio.gather(*(call() for _ in range(6)))) == 1


async def test_a_stale_save_is_refused(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.effects.add(effect())
        await uow.commit()
    async with units() as uow:
        stale = await uow.effects.lock(LUMEN, ONE)
        await uow.effects.save(stale.call(NOW))
        await uow.commit()
    async with units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.effects.save(stale.fail("no", NOW))


async def test_unsettled_effects_of_all_workspaces_come_oldest_first(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.effects.add(effect("e-3", at=later(3)))
        await uow.effects.add(effect("e-1", UMBRA, later(1)).call(NOW))
        await uow.effects.add(effect("e-2", at=later(2)).call(NOW).lose("?"))
        await uow.effects.add(effect("e-0").call(NOW).succeed(NOW))
        await uow.effects.add(effect("e-9").fail("no", NOW))
        await uow.commit()
    async with units() as uow:
        assert [one.id for one in await uow.effects.unsettled(timedelta(0))] == ["e-1", "e-2", "e-3"]


async def test_what_is_pending_is_told_by_workspace_kind_and_subject(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.effects.add(one := effect("e-1").call(NOW).lose("?"))
        await uow.effects.add(effect("e-0").call(NOW).succeed(NOW))
        await uow.commit()
    other = next(kind for kind in EffectKind if kind is not one.kind)
    async with units() as uow:
        assert await uow.effects.is_pending(one.workspace_id, {one.kind, other}, ["nobody", one.subject])
        assert not await uow.effects.is_pending(one.workspace_id, {one.kind}, [])
        assert not await uow.effects.is_pending(one.workspace_id, {one.kind}, ["nobody"])
        assert not await uow.effects.is_pending(one.workspace_id, {other}, [one.subject])
        assert not await uow.effects.is_pending(UMBRA, {one.kind}, [one.subject])
        await uow.effects.save((await uow.effects.lock(one.workspace_id, one.id)).succeed(NOW))
        assert not await uow.effects.is_pending(one.workspace_id, {one.kind}, [one.subject])


async def test_an_effect_that_was_touched_of_late_has_a_driver(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.effects.add(effect())
        await uow.commit()
    async with units() as uow:
        assert await uow.effects.unsettled(timedelta(minutes=1)) == []
        assert [one.id for one in await uow.effects.unsettled(timedelta(0))] == [ONE]


async def test_those_whose_outcome_tiktok_withholds_are_found_until_it_tells(units: UnitsOfWork) -> None:
    lost = effect().call(NOW).lose("no answer")
    withheld = lost.stay_unknown("no permission")
    async with units() as uow:
        await uow.effects.add(effect("effect-0", at=later(-1)).call(NOW).lose("no answer"))
        await uow.effects.add(withheld)
        await uow.effects.add(effect(workspace=UMBRA, at=later(1)).call(NOW).lose("no answer").stay_unknown("no"))
        await uow.commit()
    async with units() as uow:
        found = await uow.effects.withheld()
        assert [(one.workspace_id, one.trouble, one.refusals) for one in found] == [
            (LUMEN, "no permission", 1),
            (UMBRA, "no", 1),
        ]
        await uow.effects.save((await uow.effects.lock(LUMEN, ONE)).succeed(NOW))
        await uow.commit()
    async with units() as uow:
        assert [one.workspace_id for one in await uow.effects.withheld()] == [UMBRA]


async def test_what_is_undecided_is_shown_with_its_invitations_and_its_campaign(backend: Backend) -> None:
    def lost(name: str, kind: EffectKind, subject: str, at: datetime, *many: str) -> Effect:
        made = replace(effect(name), kind=kind, subject=subject, request={"invitation_ids": list(many)} if many else {})
        return made.call(at).lose("no answer").wait(later(30))

    added = lost("e-1", EffectKind.ADD_CREATORS, "campaign-1", later(2), "i-1", "i-2").stay_unknown("no permission")
    sent = lost("e-2", EffectKind.SEND_INVITATION, "i-1", later(1))
    ordered = lost("e-3", EffectKind.PLACE_ORDER, "campaign-1", later(1)).miss("away")
    done = lost("e-4", EffectKind.SEND_INVITATION, "i-2", NOW).succeed(NOW)
    async with backend.units() as uow:
        for one in (added, sent, ordered, done, lost("e-5", EffectKind.LINK_VIDEO, "i-2", NOW)):
            await uow.effects.add(one)
        await uow.effects.add(replace(effect("e-6", UMBRA), subject="campaign-1").call(NOW).lose("no answer"))
        await uow.commit()
    reads = backend.reads.effects
    addition = UndecidedView("add_creators", later(2), "no permission", refused=True, retry_at=later(30))
    message = UndecidedView("send_invitation", later(1), "no answer", refused=False, retry_at=later(30))
    order = UndecidedView("place_order", later(1), "away", refused=False, retry_at=later(30))
    first, second, none = (InvitationId(name) for name in ("i-1", "i-2", "i-3"))
    assert await reads.of_invitations(LUMEN, [first, second, none]) == {
        first: [message, addition],
        second: [addition],
        none: [],
    }
    assert await reads.of_invitations(UMBRA, [first]) == {first: []}
    glow, other = CampaignId("campaign-1"), CampaignId("campaign-2")
    assert await reads.of_campaigns(LUMEN, [glow, other]) == {glow: [order, addition], other: []}
