import pytest

from tiktok_simulator.posting.chunks import BAD_CHUNK, BAD_COUNT, BAD_SIZE, chunk_at, flaw


def verdict(size: int, chunk: int, count: int, *, rules: str = "2026-08", megabyte: str = "decimal") -> str | None:
    return flaw(size, chunk, count, rules=rules, megabyte=megabyte)


@pytest.mark.parametrize(
    ("size", "chunk", "count"),
    [
        (1, 1, 1),
        (3_145_728, 3_145_728, 1),
        (5_000_000, 5_000_000, 1),
        (15_000_000, 15_000_000, 1),
        (50_000_123, 10_000_000, 5),
        (64_000_000, 64_000_000, 1),
        (64_000_001, 10_000_000, 6),
        (128_000_000, 64_000_000, 2),
        (150_000_000, 64_000_000, 2),
        (4_294_967_296, 64_000_000, 67),
        (10_000_000, 5_000_000, 2),
    ],
)
def test_a_plan_by_the_rules_is_taken(size: int, chunk: int, count: int) -> None:
    assert verdict(size, chunk, count) is None


@pytest.mark.parametrize(
    ("size", "chunk", "count", "flawed"),
    [
        (0, 1, 1, BAD_SIZE),
        (4_294_967_297, 64_000_000, 67, BAD_SIZE),
        (50_000_123, 10_000_000, 6, BAD_COUNT),
        (64_000_001, 64_000_001, 1, BAD_CHUNK),
        (15_000_000, 10_000_000, 1, BAD_CHUNK),
        (15_000_000, 15_000_001, 1, BAD_CHUNK),
        (10_000_000, 4_999_999, 2, BAD_CHUNK),
        (128_000_002, 64_000_001, 2, BAD_CHUNK),
        (4_294_967_296, 5_000_000, 858, None),
        (10_000_000, 5_000_000, 0, BAD_COUNT),
        (100_000_000, 64_000_000, 1, BAD_CHUNK),
        (10_485_760, 5_242_880, 3, BAD_COUNT),
    ],
)
def test_a_plan_against_the_rules_is_named_by_its_first_flaw(
    size: int, chunk: int, count: int, flawed: str | None
) -> None:
    assert verdict(size, chunk, count) == flawed


def test_one_chunk_may_be_smaller_than_the_file_where_only_the_documented_rules_hold() -> None:
    assert verdict(15_000_000, 10_000_000, 1, rules="documented") is None
    assert verdict(100_000_000, 64_000_000, 1, rules="documented") is None


def test_a_binary_megabyte_moves_both_ends() -> None:
    assert verdict(134_217_728, 67_108_864, 2) == BAD_CHUNK
    assert verdict(134_217_728, 67_108_864, 2, megabyte="binary") is None
    assert verdict(10_000_000, 5_000_000, 2, megabyte="binary") == BAD_CHUNK


@pytest.mark.parametrize(
    ("size", "chunk", "count"), [(50_000_123, 10_000_000, 5), (15_000_000, 10_000_000, 1), (7, 7, 1)]
)
def test_the_chunks_of_a_plan_cover_the_file_once(size: int, chunk: int, count: int) -> None:
    first, lengths = 0, []
    while first < size:
        lengths.append(chunk_at(first, size, chunk, count))
        first += lengths[-1]
    assert first == size
    assert len(lengths) == count
    assert lengths[:-1] == [chunk] * (count - 1)
