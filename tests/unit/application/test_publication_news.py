"""What TikTok tells of publications by webhook: repeated, late, in any order, and of inits whose answer was lost."""

from dataclasses import replace
from itertools import permutations

import pytest

from creatorport.application.ports.notices import PublicationTold
from creatorport.application.webhooks.about_publications import hear_publication
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import TroubleCode
from tests.unit.application.publishing_stage import PublishingStage, publishing

S = PublicationState
URL = "https://media.lumen.example/a.mp4"


@pytest.fixture
async def stage() -> PublishingStage:
    return await publishing()


def news(stage: PublishingStage, verdict: str, publish_id: str = "v_pub~v2.1", **facts: str) -> PublicationTold:
    told = PublicationTold("open-mara", publish_id, verdict, None, None, stage.clock.now())
    return replace(told, **facts)  # type: ignore[arg-type]  # texts only


async def tell(stage: PublishingStage, *notices: PublicationTold) -> str:
    outcome = ""
    for notice in notices:
        async with stage.units() as uow:
            outcome = await hear_publication(uow, notice, stage.clock.now())
            await uow.commit()
    return outcome


@pytest.mark.parametrize("order", sorted(set(permutations((0, 1, 1)))), ids=str)
async def test_good_news_settle_a_post_in_whatever_order_they_come(
    stage: PublishingStage, order: tuple[int, ...]
) -> None:
    await stage.publish()
    await stage.step()
    told = (news(stage, "complete"), news(stage, "public", post_id="7678907398077074696"))
    await tell(stage, *(told[place] for place in order))
    assert (stage.it.state, stage.it.post_ids, stage.it.next_at) == (S.PUBLISHED, ("7678907398077074696",), None)


async def test_bad_news_tell_the_reason_and_a_verdict_is_never_taken_back(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    bad = news(stage, "failed", reason="duration_check_failed")
    assert await tell(stage, bad) == "failed for 1 publications"
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code) == (S.FAILED, TroubleCode.MEDIA_DURATION)
    assert await tell(stage, news(stage, "complete"), bad) == "failed for 0 publications"
    assert stage.it.state is S.FAILED


async def test_news_of_somebody_else_change_nothing(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    strange = (news(stage, "complete", open_id="open-ben"), news(stage, "complete", "v_pub~v2.9"))
    assert await tell(stage, *strange) == "complete for 0 publications"
    assert stage.it.state is S.PROCESSING


async def test_news_name_the_one_download_whose_init_lost_its_answer(stage: PublishingStage) -> None:
    await stage.publish(video_url=URL)
    stage.posting.troubles.lose_answer("posting.begin")
    await stage.work()
    assert (stage.it.state, stage.it.publish_id) == (S.UNCONFIRMED, None)
    await tell(stage, news(stage, "public", post_id="7"))
    assert (stage.it.state, stage.it.publish_id, stage.it.post_ids) == (S.PUBLISHED, "v_pub~v2.1", ("7",))
    assert stage.inits == 1


async def test_news_that_could_mean_two_downloads_settle_neither(stage: PublishingStage) -> None:
    for _ in range(2):
        await stage.publish(video_url=URL)
        stage.posting.troubles.lose_answer("posting.begin")
        await stage.work()
    await tell(stage, news(stage, "complete"))
    assert [one.state for one in stage.publications] == [S.UNCONFIRMED, S.UNCONFIRMED]


async def test_an_upload_whose_init_lost_its_answer_is_never_meant(stage: PublishingStage) -> None:
    await stage.publish()
    stage.posting.troubles.lose_answer("posting.begin")
    await stage.step()
    await tell(stage, news(stage, "complete"))
    assert stage.it.state is S.UNCONFIRMED
