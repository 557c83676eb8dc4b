"""What is PostgreSQL's own about the reads: one statement each, and cursors that are sort keys."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.queries import Reads
from creatorport.application.stored_creators import StoredOrder, StoredQuery
from creatorport.application.views import Slice
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import AccountId, InvitationId, PostId
from tests.contract.persistence.specimens import IDA, LUMEN, NOW
from tests.contract.persistence.world import BEN, EMPTY, MARA, ONE, TWO, fill, ids
from tests.integration.cost.counting import statements
from tests.sql_reads import sql_reads


@pytest.fixture
async def reads(engine: AsyncEngine, sql_units: SqlUnitsOfWork) -> Reads:
    await fill(sql_units, LUMEN)
    return sql_reads(engine)


@asynccontextmanager
async def one_statement(engine: AsyncEngine) -> AsyncIterator[None]:
    """Assert that exactly one statement is run inside the block."""
    with statements(engine) as sent:
        yield
    assert len(sent) == 1, sent


EVERYTHING = StoredQuery(
    "a or b", ("US",), ("dance",), ("games",), 1, 9, 0.1, 0.9, 1, 9, Decimal(1), Decimal(9), order=StoredOrder.RELEVANCE
)


async def test_each_read_takes_one_statement_whatever_the_number_of_keys(reads: Reads, engine: AsyncEngine) -> None:
    part = Slice(2)
    calls: list[Awaitable[object]] = [
        reads.campaigns.page(LUMEN, part, states=["active"], name_contains="a"),
        reads.campaigns.by_ids(LUMEN, [ONE, TWO, EMPTY]),
        reads.invitations.pages_of_campaigns(LUMEN, [ONE, TWO, EMPTY], part),
        reads.invitations.by_ids(LUMEN, [InvitationId("i-1"), InvitationId("i-2")]),
        reads.invitations.counts_of_campaigns(LUMEN, [ONE, TWO, EMPTY]),
        reads.creators.page(LUMEN, part, EVERYTHING),
        reads.creators.by_ids(LUMEN, [MARA, BEN]),
        reads.performance.of_campaigns(LUMEN, [ONE, TWO, EMPTY]),
        reads.performance.of_creators(LUMEN, [(ONE, MARA), (ONE, BEN)]),
        reads.performance.pages_of_posts(LUMEN, [ONE, TWO, EMPTY], part),
        reads.performance.posts_by_ids(LUMEN, [PostId("p-1"), PostId("p-2")]),
        reads.performance.histories(LUMEN, [PostId("p-1"), PostId("p-2")], 5),
        reads.accounts.page(LUMEN, part, owner=IDA),
        reads.accounts.by_ids(LUMEN, [AccountId("account-1")]),
        reads.accounts.marketplace(LUMEN),
    ]
    for call in calls:
        async with one_statement(engine):
            await call


def forged(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%%%",
        "é",
        forged(),
        forged("campaigns"),
        forged("campaigns", NOW.isoformat()),
        forged("campaigns", "yesterday", "campaign-1"),
        forged("campaigns", "2026-11-20T09:00:00", "campaign-1"),
        forged("campaigns", NOW.isoformat(), 7),
        forged("campaigns", NOW.isoformat(), "a\0b"),
        forged("campaigns", NOW.isoformat(), "\ud800"),
        forged("campaigns", NOW.isoformat(), "campaign-1", "more"),
        forged("invitations", NOW.isoformat(), "campaign-1"),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
        base64.urlsafe_b64encode(b"7").decode(),
    ],
)
async def test_a_cursor_that_is_not_of_this_list_is_refused(reads: Reads, cursor: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        await reads.campaigns.page(LUMEN, Slice(10, cursor))
    assert refused.value.field == "after"


@pytest.mark.parametrize("followers", [2**63, -(2**63) - 1, True, "7", None, 1.5])
async def test_a_cursor_with_an_impossible_number_is_refused(reads: Reads, followers: object) -> None:
    with pytest.raises(InvalidValue):
        await reads.creators.page(LUMEN, Slice(10, forged("creators", followers, "creator-1")))


async def test_a_cursor_goes_on_where_it_was_when_its_entry_has_gone(reads: Reads) -> None:
    gone = forged("campaigns", datetime(2026, 11, 20, 9, 0, 30, tzinfo=UTC).isoformat(), "campaign-x")
    page = await reads.campaigns.page(LUMEN, Slice(10, gone))
    assert (ids(page.nodes), page.total, page.has_previous) == (["campaign-1"], 3, True)
