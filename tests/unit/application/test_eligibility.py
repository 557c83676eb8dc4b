"""What is known before anybody is invited."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.creator_status import Standing
from creatorport.application.standings import ABSENCE
from creatorport.application.use_cases.check_eligibility import CheckEligibility, CheckEligibilityQuery
from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand
from creatorport.application.writing import Words
from creatorport.domain.creator import Creator
from creatorport.domain.creator_profile import Whereabouts
from creatorport.domain.eligibility import Answer, Eligibility, Finding, Question
from creatorport.domain.errors import InvalidValue, NoCreatorsToLaunch, NotAllowed, NotFound
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.remedies import Remedy
from creatorport.domain.workspace import Member
from tests.unit.application.batches import DAY, BatchStage
from tests.unit.application.interleaving import InterleavingUnitsOfWork
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, STRANGER, VIEWER


async def check(
    stage: BatchStage, campaign: CampaignId, *creators: CreatorId, by: Member = MANAGER
) -> list[Eligibility]:
    case = CheckEligibility(stage.units, stage.clock, stage.standings)
    return list(await case(CheckEligibilityQuery(by, campaign, creators)))


def finding(found: Eligibility, question: Question) -> Finding:
    return next(one for one in found.findings if one.question is question)


async def outsider(stage: BatchStage, handle: str) -> CreatorId:
    (creator,) = await stage.know(handle, on_tiktok_one=False)
    stage.one.outsiders.add(next(one.handle for one in stage.kept(Creator) if one.id == creator))
    return creator


async def test_nothing_stands_in_the_way_of_a_creator_on_tiktok_one() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    (found,) = await check(stage, campaign, ann)
    assert (found.answer, found.handle) == (Answer.YES, "ann")
    assert [(one.question, one.answer) for one in found.findings] == [
        (Question.CAMPAIGN, Answer.YES),
        (Question.CREATOR, Answer.YES),
        (Question.EXCLUSION, Answer.YES),
        (Question.INVITATION, Answer.YES),
        (Question.TIKTOK_ONE, Answer.YES),
        (Question.REGION, Answer.UNKNOWN),
    ]
    assert finding(found, Question.TIKTOK_ONE).known_at == stage.clock.now()


async def test_each_hindrance_is_told_with_its_remedy_and_its_age() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    gone, (ben,) = await outsider(stage, "gone"), await stage.know("ben")
    async with stage.units() as uow:
        await uow.exclusions.put([Exclusion.of(LUMEN, ben, reason="Rude.", by=OWNER.id, now=stage.clock.now())])
        await uow.commit()
    then = stage.clock.now()
    stage.clock.advance(timedelta(hours=1))
    mara = stage.invitation("mara")
    found = await check(stage, campaign, gone, ben, mara.creator_id, CreatorId("nobody"))
    hindrances = [
        [(one.question, one.code, one.remedy, one.known_at) for one in each.findings if one.answer is Answer.NO]
        for each in found
    ]
    now = stage.clock.now()
    assert hindrances == [
        [(Question.TIKTOK_ONE, "NOT_ON_TIKTOK_ONE", Remedy.JOIN_LINK, now)],
        [(Question.EXCLUSION, "CREATOR_EXCLUDED", Remedy.READMIT, then)],
        [(Question.INVITATION, "ALREADY_INVITED", None, mara.created_at)],
        [(Question.CREATOR, "NOT_FOUND", Remedy.FIND_CREATOR, now)],
    ]
    assert {each.answer for each in found} == {Answer.NO}


async def test_a_campaign_on_its_way_is_waited_for_and_one_that_ended_is_not() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, creators = await stage.draft(), await stage.know("ann", "ben")
    await stage.invite(campaign, creators[:1])
    await stage.launch(campaign)
    (waiting,) = await check(stage, campaign, creators[1])
    await stage.finish()
    async with stage.units() as uow:
        await uow.campaigns.save((await uow.campaigns.load(LUMEN, campaign)).complete(stage.clock.now()))
        await uow.commit()
    (ended,) = await check(stage, campaign, creators[1])
    remedies = [finding(one, Question.CAMPAIGN).remedy for one in (waiting, ended)]
    assert remedies == [Remedy.WAIT, Remedy.OTHER_CAMPAIGN]


async def test_where_tiktok_cannot_be_asked_it_is_unknown_and_not_no() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    stage.one.troubles.throttle("status.of")
    (found,) = await check(stage, campaign, ann)
    assert (found.answer, finding(found, Question.TIKTOK_ONE).known_at) == (Answer.UNKNOWN, None)
    (again,) = await check(stage, campaign, ann)
    assert again.answer is Answer.YES


async def test_a_token_that_tiktok_rejects_is_noted_and_the_standing_unknown() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    stage.one.troubles.reject_token("status.of")
    (found,) = await check(stage, campaign, ann)
    assert (found.answer, stage.marketplace().cause) == (Answer.UNKNOWN, "the token is not valid")
    (again,) = await check(stage, campaign, ann)
    assert (again.answer, stage.one.troubles.calls["status.of"]) == (Answer.UNKNOWN, 1)


async def test_two_who_notice_a_rejected_token_at_once_are_both_answered() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    stage.one.troubles.reject_token("status.of", times=2)
    stage.standings = replace(stage.standings, units=InterleavingUnitsOfWork(stage.units))
    found = await asyncio.gather(check(stage, campaign, ann), check(stage, campaign, ann))
    assert [one.answer for (one,) in found] == [Answer.UNKNOWN] * 2
    assert (stage.marketplace().cause, stage.one.troubles.calls["status.of"]) == ("the token is not valid", 2)


async def test_without_a_connection_to_tiktok_one_it_is_unknown() -> None:
    stage = BatchStage()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    (found,) = await check(stage, campaign, ann)
    assert found.answer is Answer.UNKNOWN
    assert stage.one.troubles.calls == {}


async def test_twenty_are_asked_about_in_one_call_and_not_again_within_a_day() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, creators = await stage.draft(), await stage.know(*(f"c{number}" for number in range(45)))
    await check(stage, campaign, *creators)
    assert stage.one.troubles.calls["status.of"] == 3
    seen = stage.clock.now()
    stage.clock.advance(DAY - timedelta(seconds=1))
    (cached,) = await check(stage, campaign, creators[0])
    assert (finding(cached, Question.TIKTOK_ONE).known_at, stage.one.troubles.calls["status.of"]) == (seen, 3)
    stage.clock.advance(timedelta(seconds=1))
    stage.one.troubles.unreachable("status.of")
    (stale,) = await check(stage, campaign, creators[0])
    assert (finding(stale, Question.TIKTOK_ONE).answer, finding(stale, Question.TIKTOK_ONE).known_at) == (
        Answer.YES,
        seen,
    )


async def test_what_was_learnt_before_a_limit_is_kept() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, creators = await stage.draft(), await stage.know(*(f"c{number:02}" for number in range(25)))
    await check(stage, campaign, *creators[:20])
    stage.one.troubles.throttle("status.of")
    answers = [one.answer for one in await check(stage, campaign, *creators)]
    assert answers == [Answer.YES] * 20 + [Answer.UNKNOWN] * 5


async def test_a_word_of_tiktoks_that_is_not_known_is_unknown() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    await check(stage, campaign, ann)
    async with stage.units() as uow:
        handle = next(one.handle for one in stage.kept(Creator))
        seen = (await uow.standings.find(LUMEN, [handle]))[handle]
        await uow.standings.put(LUMEN, {handle: replace(seen, standing=Standing.OTHER)})
        await uow.commit()
    (found,) = await check(stage, campaign, ann)
    assert found.answer is Answer.UNKNOWN


async def test_whom_tiktok_turned_down_although_it_has_them_is_of_another_region() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    (ann,) = await stage.know("ann", abroad=True)
    await stage.invite(campaign, [ann])
    await stage.finish()
    turned_down = next(one for one in stage.kept(Invitation) if one.creator_id == ann)
    (found,) = await check(stage, campaign, ann)
    region = finding(found, Question.REGION)
    assert (found.answer, region.answer, region.code, region.remedy, region.known_at) == (
        Answer.NO,
        Answer.NO,
        "OUTSIDE_REGION",
        Remedy.OTHER_CAMPAIGN,
        turned_down.created_at,
    )


async def test_whoever_joined_since_tiktok_turned_them_down_is_taken_for_no_foreigner() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    (ann,) = await stage.know("ann", on_tiktok_one=False)
    stage.one.troubles.unreachable("status.of")
    await stage.invite(campaign, [ann])
    await stage.finish()
    assert stage.invitation("ann").state is InvitationState.UNDELIVERABLE
    stage.clock.advance(timedelta(minutes=1))
    stage.one.onboard("ann")
    (found,) = await check(stage, campaign, ann)
    assert (found.answer, finding(found, Question.REGION).answer) == (Answer.YES, Answer.UNKNOWN)
    await stage.invite(campaign, [ann])
    await stage.finish()
    assert stage.invitation("ann").state is InvitationState.SENT


async def test_invitations_are_refused_one_by_one_for_what_the_check_tells() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    gone, (ben, cleo, ann) = await outsider(stage, "gone"), await stage.know("ben", "cleo", "ann")
    (far,) = await stage.know("far", abroad=True)
    await stage.invite(campaign, [far])
    await stage.finish()
    async with stage.units() as uow:
        await uow.exclusions.put([Exclusion.of(LUMEN, ben, reason="Rude.", by=OWNER.id, now=stage.clock.now())])
        await uow.commit()
    asked = [gone, ben, stage.invitation("mara").creator_id, CreatorId("nobody"), far, cleo, ann, cleo]
    told = [
        next(((one.code, one.remedy) for one in each.findings if one.answer is Answer.NO), None)
        for each in await check(stage, campaign, *asked[:7])
    ]
    invited = await stage.invite(campaign, asked)
    assert [(one.field, one.code, one.remedy) for one in invited.refusals] == [
        *((f"creatorIds.{index}", *why) for index, why in enumerate(told) if why is not None),
        ("creatorIds.7", "ALREADY_INVITED", None),
    ]
    assert told[0] == ("NOT_ON_TIKTOK_ONE", Remedy.JOIN_LINK)
    assert len(invited.invitation_ids) == 2
    assert len(stage.kept(Invitation)) == 4


async def test_a_campaign_none_of_whose_creators_is_on_tiktok_one_is_not_half_created() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, gone = await stage.draft(), await outsider(stage, "gone")
    assert [one.code for one in (await stage.invite(campaign, [gone])).refusals] == ["NOT_ON_TIKTOK_ONE"]
    with pytest.raises(NoCreatorsToLaunch):
        await stage.launch(campaign)
    assert (stage.kept(Invitation), stage.effects(), stage.one.made) == ([], [], {})


async def test_inviting_asks_tiktok_about_twenty_in_a_call_and_about_nobody_for_a_repeat() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, creators = await stage.draft(), await stage.know(*(f"c{number}" for number in range(45)))
    invite = InviteCreators(stage.units, stage.clock, stage.identities, stage.standings)
    command = InviteCreatorsCommand(MANAGER, campaign, creators, Words(message="Join us."), "key-1")
    first = await invite(command)
    assert stage.one.troubles.calls["status.of"] == 3
    stage.clock.advance(2 * DAY)
    assert await invite(command) == first
    assert stage.one.troubles.calls["status.of"] == 3


async def test_whom_tiktok_one_did_not_have_is_asked_about_again_soon_for_they_may_have_joined() -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, gone = await stage.draft(), await outsider(stage, "gone")
    for _ in range(2):
        assert [one.code for one in (await stage.invite(campaign, [gone])).refusals] == ["NOT_ON_TIKTOK_ONE"]
    assert stage.one.troubles.calls["status.of"] == 1
    stage.one.onboard("gone")
    stage.clock.advance(ABSENCE)
    assert (await stage.invite(campaign, [gone])).refusals == ()


async def test_a_creator_who_was_found_where_the_campaign_runs_is_of_its_region() -> None:
    stage = BatchStage()
    campaign = await stage.active_campaign("mara")
    (ann,) = await stage.know("ann")
    at_tiktok = stage.campaign(campaign).at_tiktok
    assert at_tiktok is not None
    async with stage.units() as uow:
        found = (await uow.creators.find_many(LUMEN, [ann]))[ann]
        countries = Whereabouts(frozenset(at_tiktok.country_codes), found.pedigree)
        await uow.creators.put([replace(found, whereabouts=countries)])
        await uow.commit()
    (judged,) = await check(stage, campaign, ann)
    assert finding(judged, Question.REGION).answer is Answer.YES


@pytest.mark.parametrize("by", [VIEWER, CREATOR, STRANGER], ids=str)
async def test_nobody_else_is_told(by: Member) -> None:
    stage = BatchStage()
    await stage.connect_marketplace()
    campaign, (ann,) = await stage.draft(), await stage.know("ann")
    with pytest.raises(NotFound if by is STRANGER else NotAllowed):
        await check(stage, campaign, ann, by=by)
    assert stage.one.troubles.calls == {}


async def test_a_thousand_creators_are_named_at_most_and_each_once() -> None:
    stage = BatchStage()
    campaign = await stage.draft()
    for named in ([], ["a", "a"], [str(number) for number in range(1001)]):
        with pytest.raises(InvalidValue):
            await check(stage, campaign, *map(CreatorId, named))
