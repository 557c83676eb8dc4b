"""What TikTok tells of comments: the newest of each, told apart by workspace and video."""

from dataclasses import replace

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.comment_news import CommentAction, CommentNews, CommentTally
from creatorport.domain.ids import MemberId, VideoId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, UMBRA, account, later
from tests.contract.persistence.test_syncs import video

SEEN = VideoId("account-1.1")


def news(comment_id: str = "9", minutes: int = 0, action: CommentAction = CommentAction.INSERT) -> CommentNews:
    return CommentNews(LUMEN, SEEN, comment_id, False, action, later(minutes))


async def hear(units: UnitsOfWork, *heard: CommentNews) -> int:
    async with units() as uow:
        number = await uow.comments.hear(heard)
        await uow.commit()
    return number


async def test_only_what_is_newer_is_news(units: UnitsOfWork) -> None:
    assert await hear(units) == 0
    assert await hear(units, news("1"), news("2", 5)) == 2
    assert await hear(units, news("1"), news("2", 4, CommentAction.DELETE)) == 0
    assert await hear(units, news("1", 1, CommentAction.DELETE), news("1", 2, CommentAction.SET_TO_PUBLIC)) == 1


async def test_a_video_is_told_its_tally(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.accounts.add(account())
        await uow.videos.put([video("1"), video("2")])
        await uow.commit()
    await hear(
        backend.units,
        news("1"),
        replace(news("2", 1), is_reply=True),
        news("3", 2, CommentAction.SET_TO_HIDDEN),
        news("4", 9, CommentAction.DELETE),
        replace(news("5"), video_id=VideoId("account-1.unknown")),
        replace(news("6"), workspace_id=UMBRA),
    )
    asked = [SEEN, VideoId("account-1.2"), VideoId("account-1.unknown")]
    reads = backend.reads.comments
    assert await reads.of_videos(LUMEN, asked) == {SEEN: CommentTally(4, 1, 1, 1, later(9))}
    assert await reads.of_videos(LUMEN, asked, owner=account().owner) == {SEEN: CommentTally(4, 1, 1, 1, later(9))}
    assert await reads.of_videos(LUMEN, asked, owner=MemberId("somebody else")) == {}
    assert await reads.of_videos(UMBRA, asked) == {}
