import json

from creatorport.adapters.tiktok.open.videos import DisplayVideos
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Stage, display

LUMEN = WorkspaceId("lumen")


async def test_the_cursor_of_a_page_goes_back_as_it_came_and_times_stay_seconds() -> None:
    cursor = 1_794_800_123_456_789_013  # no instant in any unit, and beyond what a float holds
    shown = {"id": "7678907398077074696", "create_time": 1_794_800_123}
    stage = Stage([display(data={"videos": [shown, shown], "cursor": cursor, "has_more": True})])
    videos = DisplayVideos(stage.transport())
    page = await videos.page(Secret("act"), cursor=None, on_behalf_of=LUMEN)
    await videos.page(Secret("act"), cursor=page.cursor, on_behalf_of=LUMEN)
    first, second = stage.asked
    assert "cursor" not in json.loads(first.content)
    assert json.loads(second.content)["cursor"] == cursor
    assert "id" in second.url.params["fields"].split(",")
    assert [(one.video_id, one.facts.published_at.timestamp()) for one in page.videos if one.facts.published_at] == [
        ("7678907398077074696", 1_794_800_123)
    ]


async def test_an_empty_page_in_the_middle_is_no_end() -> None:
    stage = Stage([display(data={"videos": [], "cursor": 5, "has_more": True})])
    page = await DisplayVideos(stage.transport()).page(Secret("act"), cursor=None, on_behalf_of=LUMEN)
    assert (page.videos, page.cursor, page.has_more) == ((), 5, True)
