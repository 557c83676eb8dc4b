"""Whom a workspace does not invite."""

import pytest

from creatorport.application.creators_named import CREATORS_PER_COMMAND, Named
from creatorport.application.refused import Refused
from creatorport.application.use_cases.exclude_creators import ExcludeCreators, ExcludeCreatorsCommand
from creatorport.application.use_cases.readmit_creators import ReadmitCreators, ReadmitCreatorsCommand
from creatorport.domain.errors import CreatorExcluded, InvalidValue, NotAllowed, NotFound
from creatorport.domain.ids import CreatorId
from creatorport.domain.lists.exclusion import REASON_MAX, Exclusion
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, VIEWER, Stage


async def exclude(stage: Stage, *ids: CreatorId, by: Member = MANAGER, reason: str = "Rude.") -> Named:
    return await ExcludeCreators(stage.units, stage.clock)(ExcludeCreatorsCommand(by, ids, reason))


async def readmit(stage: Stage, *ids: CreatorId, by: Member = MANAGER) -> Named:
    return await ReadmitCreators(stage.units)(ReadmitCreatorsCommand(by, ids))


async def test_one_who_is_excluded_is_not_invited_and_does_not_hold_up_the_others() -> None:
    stage = Stage()
    mara, ben = await stage.know("mara", "ben")
    await exclude(stage, mara, reason=" Missed\ntwo dates. ")
    invited = await stage.invite(await stage.draft(), [mara, ben])
    assert len(invited.invitation_ids) == 1
    refusal = CreatorExcluded("mara", "Missed\ntwo dates.")
    assert invited.refusals == (Refused.of(refusal, field="creatorIds.0").about_a_creator(),)
    assert refusal.message == "@mara is excluded by this workspace: Missed\ntwo dates."


async def test_one_who_is_readmitted_can_be_invited_again() -> None:
    stage = Stage()
    (mara,) = await stage.know("mara")
    await exclude(stage, mara)
    assert await readmit(stage, mara) == await readmit(stage, mara) == Named((mara,))
    assert len((await stage.invite(await stage.draft(), [mara])).invitation_ids) == 1


async def test_an_exclusion_tells_who_made_it_when_and_why() -> None:
    stage = Stage()
    mara, ben = await stage.know("mara", "ben")
    assert await exclude(stage, ben, mara, ben) == Named((ben, mara))
    await exclude(stage, mara, reason="No show.")
    assert {one.creator_id: one for one in stage.kept(Exclusion)} == {
        ben: Exclusion(LUMEN, ben, "Rude.", MANAGER.id, stage.clock.now()),
        mara: Exclusion(LUMEN, mara, "No show.", MANAGER.id, stage.clock.now()),
    }


async def test_who_is_not_known_here_is_named_and_the_others_are_excluded() -> None:
    stage = Stage()
    (mara,) = await stage.know("mara")
    named = await exclude(stage, CreatorId("nobody"), mara)
    assert named == Named((mara,), (Refused.of(NotFound("creator", "nobody"), field="creatorIds.0"),))
    assert (await readmit(stage, CreatorId("nobody"))).creator_ids == ()


async def test_creators_of_another_workspace_are_not_there() -> None:
    stage = Stage()
    (mara,) = await stage.know("mara")
    await exclude(stage, mara)
    assert (await exclude(stage, mara, by=STRANGER)).creator_ids == ()
    assert (await readmit(stage, mara, by=STRANGER)).creator_ids == ()
    assert [one.workspace_id for one in stage.kept(Exclusion)] == [LUMEN]


@pytest.mark.parametrize("by", [VIEWER, CREATOR], ids=str)
async def test_those_who_only_look_on_exclude_and_readmit_nobody(by: Member) -> None:
    stage = Stage()
    (mara,) = await stage.know("mara")
    with pytest.raises(NotAllowed):
        await exclude(stage, mara, by=by)
    with pytest.raises(NotAllowed):
        await readmit(stage, mara, by=by)
    assert stage.kept(Exclusion) == []


@pytest.mark.parametrize("reason", ["", " \n ", "r" * (REASON_MAX + 1), "a\0b"])
async def test_nobody_is_excluded_without_a_proper_reason(reason: str) -> None:
    stage = Stage()
    (mara,) = await stage.know("mara")
    with pytest.raises(InvalidValue) as refused:
        await exclude(stage, mara, reason=reason)
    assert refused.value.field == "reason"
    assert stage.kept(Exclusion) == []


@pytest.mark.parametrize("many", [0, CREATORS_PER_COMMAND + 1])
async def test_a_command_names_1_to_100_creators(many: int) -> None:
    stage = Stage()
    with pytest.raises(InvalidValue) as refused:
        await exclude(stage, *(CreatorId(str(number)) for number in range(many)))
    assert refused.value.field == "creatorIds"
