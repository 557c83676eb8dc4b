import pytest

from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import MemberId
from creatorport.domain.submission import Submission, VideoReference, draft_link
from tests.unit.domain.specimens import NOW

MARA = Handle.of("Mara.Cooks")
VIDEO = "7493990579714164574"
PAGE = f"https://www.tiktok.com/@Mara.Cooks/video/{VIDEO}"


@pytest.mark.parametrize(
    "given",
    [
        VIDEO,
        f" https://www.tiktok.com/@mara.cooks/video/{VIDEO} ",
        f"https://m.tiktok.com/@MARA.COOKS/video/{VIDEO}/?is_from_webapp=1&x=%2F#top",
        f"https://TikTok.com:443/@mara.cooks/video/{VIDEO}",
    ],
)
def test_a_video_is_named_by_its_id_or_by_its_page(given: str) -> None:
    read = VideoReference.of(given, MARA)
    assert (read.video_id, read.url) == (VIDEO, PAGE)
    assert read.by_url is (given != VIDEO)


def test_whoever_names_no_video_is_told_how_to() -> None:
    with pytest.raises(InvalidValue, match="give the video's id, or https"):
        VideoReference.of("123", MARA)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "12345",
        "0493990579714164574",
        "74939905797141645740000",
        f"http://www.tiktok.com/@mara.cooks/video/{VIDEO}",
        f"https://www.tiktok.com.evil.example/@mara.cooks/video/{VIDEO}",
        f"https://evil.example/@mara.cooks/video/{VIDEO}",
        f"https://www.tiktok.com@evil.example/@mara.cooks/video/{VIDEO}",
        f"https://mara@www.tiktok.com/@mara.cooks/video/{VIDEO}",
        f"https://www.tiktok.com:8443/@mara.cooks/video/{VIDEO}",
        f"https://www.tiktok.com/@ben/video/{VIDEO}",
        f"https://www.tiktok.com/@mara.cooks/photo/{VIDEO}",
        f"https://www.tiktok.com/@mara.cooks/video/{VIDEO}/more",
        f"https://www.tiktok.com/@mara.cooks/video/{VIDEO}\x00",
        "https://vm.tiktok.com/ZMexample1/",
        "https://[/@mara.cooks/video/1",
        f"javascript://www.tiktok.com/@mara.cooks/video/{VIDEO}",
        "https://www.tiktok.com/" + "a" * 1000,
    ],
)
def test_nothing_else_names_a_video(given: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        VideoReference.of(given, MARA)
    assert refused.value.field == "video"


@pytest.mark.parametrize("given", ["https://drive.example/file/1?key=a%20b", "https://x.example"])
def test_a_draft_lies_anywhere_behind_https(given: str) -> None:
    assert draft_link(f" {given} ") == given


@pytest.mark.parametrize(
    "given",
    [
        "http://x.example/1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://ann:pw@x.example/",
        "https://x.example/a b",
        'https://x.example/"><script>',
        "https://x.example:99999/",
    ],
)
def test_a_draft_is_a_plain_address(given: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        draft_link(given)
    assert refused.value.field == "draftUrl"


def test_a_video_or_a_draft_is_handed_in_and_not_both() -> None:
    for video, draft in ((None, None), (VIDEO, "https://x.example")):
        with pytest.raises(InvalidValue, match="either a video or a link"):
            Submission(NOW, MemberId("mara"), video, PAGE, draft)
