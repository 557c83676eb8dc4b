from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue
from creatorport.domain.publishing.upload_plan import LARGEST, UploadPlan

MB, MIB = 1_000_000, 1_048_576


@given(st.integers(1, 10 * 1024**3))
@settings(max_examples=60)
def test_the_chunks_cover_every_byte_once_within_all_bounds(total: int) -> None:
    plan = UploadPlan.of(total)
    chunks = list(plan)
    assert (chunks[0].first, chunks[-1].last, len(chunks)) == (0, total - 1, plan.chunks)
    assert all(later.first == earlier.last + 1 for earlier, later in pairwise(chunks))
    assert plan.chunks == total // plan.chunk_size
    assert plan.chunks <= 1000
    if plan.chunks == 1:
        assert plan.chunk_size == total <= 64 * MB
        return
    assert 5 * MIB <= plan.chunk_size <= 64 * MB
    assert all(chunk.length == plan.chunk_size for chunk in chunks[:-1])
    assert plan.chunk_size <= chunks[-1].length <= 128 * MB


@pytest.mark.parametrize(
    ("total", "size", "chunks", "last"),
    [
        (1, 1, 1, 1),
        (3 * MIB, 3 * MIB, 1, 3 * MIB),
        (5 * MB, 5 * MB, 1, 5 * MB),
        (10 * MB, 10 * MB, 1, 10 * MB),
        (15 * MB, 15 * MB, 1, 15 * MB),
        (20 * MB, 20 * MB, 1, 20 * MB),
        (64 * MB, 64 * MB, 1, 64 * MB),
        (64 * MB + 1, 10 * MB, 6, 14_000_001),
        (150 * MB, 10 * MB, 15, 10 * MB),
        (4_294_967_296, 10 * MB, 429, 14_967_296),
    ],
)
def test_the_sizes_at_the_edges_have_these_plans(total: int, size: int, chunks: int, last: int) -> None:
    plan = UploadPlan.of(total)
    assert (plan.chunk_size, plan.chunks, list(plan)[-1].length) == (size, chunks, last)


@given(st.integers(64 * MB + 1, 200 * MB), st.data())
@settings(max_examples=30)
def test_an_upload_goes_on_at_the_first_byte_that_tiktok_lacks(total: int, data: st.DataObject) -> None:
    sent = data.draw(st.integers(0, total - 1))
    left = list(UploadPlan.of(total).after(sent))
    assert (left[0].first, left[-1].last) == (sent, total - 1)
    assert sum(chunk.length for chunk in left) == total - sent


def test_nothing_is_left_when_all_was_sent() -> None:
    assert list(UploadPlan.of(7).after(7)) == []


@pytest.mark.parametrize("total", [0, -1, LARGEST + 1])
def test_a_video_has_bytes_and_not_too_many(total: int) -> None:
    with pytest.raises(InvalidValue):
        UploadPlan.of(total)
