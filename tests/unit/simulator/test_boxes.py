from dataclasses import asdict

import pytest

from tests.integration.simulator.film import box, film
from tiktok_simulator.posting.boxes import Boxes


def look(file: bytes, cut: int) -> Boxes:
    boxes = Boxes()
    for start in range(0, len(file), cut):
        boxes.take(file[start : start + cut])
        boxes = Boxes(**asdict(boxes))
    return boxes


def told(boxes: Boxes) -> tuple[object, ...]:
    return boxes.duration, boxes.width, boxes.height, boxes.frame_rate


@pytest.mark.parametrize("moov_last", [True, False])
@pytest.mark.parametrize("long", [True, False])
@pytest.mark.parametrize("cut", [1, 7, 64, 10_000])
def test_a_film_tells_its_length_picture_and_frames_however_it_is_cut(moov_last: bool, long: bool, cut: int) -> None:
    file = film(21.5, frames=25, width=720, height=1280, size=3000, moov_last=moov_last, long=long)
    assert len(file) == 3000
    assert told(look(file, cut)) == (21.5, 720, 1280, 25.0)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        bytes(4000),
        b"\xff" * 4000,
        box(b"ftyp", b"mp42") + box(b"mdat", bytes(500)),
        box(b"ftyp", b"mp42") + box(b"moov", box(b"mvhd", b"") + box(b"trak", box(b"tkhd", b"\1"))),
        film()[:60],
    ],
)
def test_a_file_that_does_not_tell_is_no_error(file: bytes) -> None:
    for cut in (1, 999):
        assert told(look(file, cut)) == (None, None, None, None)


def test_frames_of_uneven_length_have_no_rate() -> None:
    file = film().replace(b"stts\0\0\0\0\0\0\0\1", b"stts\0\0\0\0\0\0\0\2")
    assert look(file, 50).frame_rate is None


def test_what_is_held_of_a_large_file_is_small() -> None:
    boxes, part = Boxes(), bytes(1_000_000)
    boxes.take(film(size=None, moov_last=False)[:-8] + (2**31).to_bytes(4, "big") + b"mdat")
    for _ in range(50):
        boxes.take(part)
    assert boxes.held == ""
    assert boxes.duration == 15
