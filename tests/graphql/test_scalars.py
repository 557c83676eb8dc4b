from datetime import UTC, datetime, timedelta, timezone

import pytest
from graphql import GraphQLError

from creatorport.domain.counts import Counts
from creatorport.graphql.scalars import read_big_int, read_date_time, write_big_int, write_date_time
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds

LARGE = [2**31, 2**53 + 1, 7678907398077074696, 2**63 - 1]
VIEWS = "query ($id: ID!) { campaign(id: $id) { posts { nodes { videoId latest { views { value } } } } } }"
FOUND = "query ($least: BigInt) { creators(filter: {minFollowers: $least}) { nodes { followers { value } } } }"


@pytest.mark.parametrize("number", LARGE)
async def test_large_counts_arrive_digit_by_digit(gateway: Gateway, number: int) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    await seeds.post(counts=Counts(number, 0, 0, 0), video_id="7678907398077074696")
    nodes = (await gateway.data(VIEWS, {"id": campaign}))["campaign"]["posts"]["nodes"]
    assert nodes == [{"videoId": "7678907398077074696", "latest": {"views": {"value": str(number)}}}]


@pytest.mark.parametrize("number", LARGE)
@pytest.mark.parametrize("form", [str, int])
async def test_large_counts_are_taken_as_text_and_as_numbers(
    gateway: Gateway, number: int, form: type[str] | type[int]
) -> None:
    seeds = Seeds(gateway)
    await seeds.creator("small", number - 1)
    await seeds.creator("large", number)
    found = await gateway.data(FOUND, {"least": form(number)})
    assert found["creators"]["nodes"] == [{"followers": {"value": str(number)}}]
    literal = f'"{number}"' if form is str else str(number)
    written = await gateway.data(f"{{ creators(filter: {{minFollowers: {literal}}}) {{ totalCount }} }}")
    assert written["creators"]["totalCount"] == 1


@pytest.mark.parametrize(
    "wrong", ["", "1.5", " 1", "1e3", "0x10", "\u0661\u0662", "007", str(2**63), 2**63 + 1, 1.0, True, None, []]
)
def test_what_is_no_64_bit_integer_is_refused(wrong: object) -> None:
    with pytest.raises(GraphQLError):
        read_big_int(wrong)


@pytest.mark.parametrize("wrong", [True, 1.5, "7", 2**63])
def test_what_is_no_64_bit_integer_is_never_written(wrong: object) -> None:
    with pytest.raises(TypeError):
        write_big_int(wrong)


async def test_a_fraction_in_the_document_is_refused(gateway: Gateway) -> None:
    result = await gateway.run("{ creators(filter: {minFollowers: 1.5}) { totalCount } }")
    assert [error.message for error in result.errors or ()] == ['BigInt takes a 64-bit integer, as "123" or 123.']


def test_instants_are_written_in_utc() -> None:
    there = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert write_date_time(there) == "2026-11-20T09:00:00Z"
    assert read_date_time("2026-11-20T10:00:00+01:00") == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["2026-11-20T09:00:00", "yesterday", 5, None])
def test_an_instant_without_its_zone_is_refused(wrong: object) -> None:
    with pytest.raises(GraphQLError):
        read_date_time(wrong)


def test_a_naive_instant_is_never_written() -> None:
    with pytest.raises(TypeError):
        write_date_time(datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001  naive on purpose
