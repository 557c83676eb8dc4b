"""What becomes of invitations by themselves: they end at their time, and creators are reminded before."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.use_cases import tend_invitations
from creatorport.application.use_cases.tend_invitations import Tended, TendInvitations
from creatorport.domain.activity import Activity
from creatorport.domain.campaign import Campaign
from creatorport.domain.errors import AlreadyInvited
from creatorport.domain.events import InvitationMoved
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.reminder import ReminderDelivery
from tests.unit.application.stage import LUMEN, Stage

DAYS_BEFORE = (timedelta(days=3), timedelta(days=1))


@pytest.fixture
async def stage() -> Stage:
    stage = Stage()
    await stage.active_campaign("mara", "ben", "zoe")
    return stage


def tending(stage: Stage, *before: timedelta) -> TendInvitations:
    return TendInvitations(stage.units, stage.clock, stage.identities, personal=True, before=before)


def sent_at(stage: Stage) -> timedelta:
    (moment,) = {one.expires_at for one in stage.kept(Invitation)}
    assert moment is not None
    return moment - stage.clock.now()


async def test_an_invitation_ends_at_its_time_however_late_that_is_seen(stage: Stage) -> None:
    left = sent_at(stage)
    end = stage.clock.now() + left
    stage.clock.advance(left - timedelta(microseconds=1))
    assert await tending(stage)() == Tended(0, 0)
    stage.clock.advance(timedelta(hours=5))
    assert await tending(stage)() == Tended(3, 0)
    assert await tending(stage)() == Tended(0, 0)
    assert {one.state for one in stage.kept(Invitation)} == {InvitationState.EXPIRED}
    entries = [one for one in stage.kept(Activity) if one.verb == "expired"]
    assert {(one.at, one.actor.kind.value) for one in entries} == {(end, "GATEWAY")}
    logged = [one for name in stage.storage.streams for one in stage.storage.entries(name) if one.at == end]
    assert [one.kind for one in logged] == [InvitationMoved.__name__] * 3


async def test_an_invitation_on_its_way_ends_only_after_it_has_arrived(stage: Stage) -> None:
    kim = await stage.know("kim")
    campaign_id = stage.kept(Campaign)[0].id
    await stage.invite(campaign_id, kim)
    stage.clock.advance(timedelta(days=20))
    assert await tending(stage)() == Tended(3, 0)
    assert stage.invitation("kim").state is InvitationState.SENDING
    assert [one.code for one in (await stage.invite(campaign_id, kim)).refusals] == [AlreadyInvited.code]
    await stage.work(stage.drive(personal=False))
    assert stage.invitation("kim").state is InvitationState.SENT
    assert await tending(stage)() == Tended(1, 0)
    assert stage.invitation("kim").state is InvitationState.EXPIRED


async def test_many_are_looked_through_in_bounded_batches(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tend_invitations, "_BATCH", 1)
    stage.clock.advance(timedelta(days=14))
    assert await tending(stage)() == Tended(3, 0)


async def test_what_was_answered_or_extended_does_not_end(stage: Stage) -> None:
    async with stage.units() as uow:
        mara = await uow.invitations.lock(LUMEN, stage.invitation("mara").id)
        ben = await uow.invitations.lock(LUMEN, stage.invitation("ben").id)
        await uow.invitations.save(mara.accept(stage.clock.now()))
        await uow.invitations.save(ben.extend(stage.clock.now() + timedelta(days=30), stage.clock.now()))
        await uow.commit()
    stage.clock.advance(timedelta(days=14))
    assert await tending(stage)() == Tended(1, 0)
    states = {one.handle.text: one.state for one in stage.kept(Invitation)}
    assert states == {
        "mara": InvitationState.ACCEPTED,
        "ben": InvitationState.SENT,
        "zoe": InvitationState.EXPIRED,
    }


async def test_reminders_come_before_the_end_each_once(stage: Stage) -> None:
    tend = tending(stage, *DAYS_BEFORE)
    came: list[int] = []
    for _ in range(14 * 4):
        stage.clock.advance(timedelta(hours=6))
        came.append((await tend()).reminded)
    assert sum(came) == 2 * 3
    assert [quarter for quarter, many in enumerate(came, start=1) if many] == [11 * 4, 13 * 4]
    assert {one.state for one in stage.kept(Invitation)} == {InvitationState.EXPIRED}
    reminders = stage.invitation("mara").reminders
    assert [(one.delivery, one.by) for one in reminders] == [(ReminderDelivery.JOIN_LINK, None)] * 2
    assert {one.actor.kind.value for one in stage.kept(Activity) if one.verb == "reminded"} == {"GATEWAY"}


@pytest.mark.parametrize("days", [13, 14], ids=["a reminder", "an end"])
async def test_an_answer_after_the_list_was_read_does_not_keep_the_others_waiting(stage: Stage, days: int) -> None:
    opened: list[UnitOfWork] = []

    @asynccontextmanager
    async def answered_once_the_list_is_read() -> AsyncIterator[UnitOfWork]:
        if len(opened) == 1:
            async with stage.units() as uow:
                mara = await uow.invitations.lock(LUMEN, stage.invitation("mara").id)
                await uow.invitations.save(mara.accept(stage.clock.now()))
                await uow.commit()
        async with stage.units() as uow:
            opened.append(uow)
            yield uow

    stage.clock.advance(timedelta(days=days))
    tend = TendInvitations(
        answered_once_the_list_is_read, stage.clock, stage.identities, personal=True, before=DAYS_BEFORE
    )
    assert await tend() == (Tended(0, 2) if days == 13 else Tended(2, 0))
    mara = stage.invitation("mara")
    assert (mara.state, mara.reminders) == (InvitationState.ACCEPTED, ())


async def test_without_a_schedule_nobody_is_reminded(stage: Stage) -> None:
    stage.clock.advance(timedelta(days=13))
    assert await tending(stage)() == Tended(0, 0)
