"""A creator who said no before we knew that the invitation had arrived, and is asked again."""

from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.domain.effect import EffectKind, EffectState
from creatorport.domain.invitation import Invitation, InvitationState
from tests.unit.application.stage import LUMEN, Stage


async def test_the_second_invitation_is_not_taken_for_the_first_when_its_request_is_lost() -> None:
    stage = Stage()
    campaign = await stage.active_campaign("mara", personal=True)
    drive, ben = stage.drive(personal=True), await stage.know("ben")
    stage.one.troubles.lose_answer("invitations.send")
    await stage.invite(campaign, ben)
    while not any(one.state is EffectState.UNKNOWN for one in stage.effects()):
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    (arrived,) = [id_ for id_, sent in stage.one.sent.items() if sent.facts.handle.key == "ben"]
    stage.one.answer(arrived, AnswerStatus.REJECTED)
    async with stage.units() as uow:
        first = await uow.invitations.load(LUMEN, stage.invitation("ben").id)
        await uow.invitations.save(first.decline(stage.clock.now()))
        await uow.commit()
    held_back = stage.next_effect()
    assert held_back is not None
    stage.one.troubles.lose_request("invitations.send")
    await stage.invite(campaign, ben)
    for _ in range(4):  # the second is added before the first is known, and waits for its verdict
        job = stage.next_effect()
        assert job is not None
        await drive(job)
    assert sum(sent.facts.handle.key == "ben" for sent in stage.one.sent.values()) == 1
    await drive(held_back)
    await stage.work(drive)
    bens = [one for one in stage.kept(Invitation) if one.handle.key == "ben"]
    assert [one.state for one in bens] == [InvitationState.DECLINED, InvitationState.SENT]
    assert bens[0].tiktok_id == arrived
    assert bens[1].tiktok_id not in (None, arrived)
    assert sum(sent.facts.handle.key == "ben" for sent in stage.one.sent.values()) == 2
    assert {one.state for one in stage.effects() if one.kind is EffectKind.SEND_INVITATION} == {EffectState.DONE}


async def test_an_id_that_an_answer_told_stays() -> None:
    stage = Stage()
    await stage.active_campaign("mara", personal=True)
    sent = stage.invitation("mara")
    assert sent.known_as("other") is sent
