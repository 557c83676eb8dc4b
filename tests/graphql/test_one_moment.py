"""One answer is of one moment, on PostgreSQL: a capture that commits in its middle changes the next one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from strawberry.schema.schema_converter import GraphQLCoreConverter

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.reads import PerformanceReads
from creatorport.application.views import TotalsView
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.graphql.context import Application, GraphCaller
from creatorport.graphql.fields import READS_ONLY
from creatorport.graphql.schema import schema
from tests.graphql.gateway import HOME, Gateway
from tests.graphql.test_statements import crowd
from tests.sql_reads import sql_reads

ANSWER = """
query ($id: ID!) {
  campaign(id: $id) {
    performance { views { value } }
    invitations(first: 10) { nodes { performance { views { value } } } }
    posts(first: 10) { nodes { latest { views { value } } history(newest: 1) { views { value } } } }
  }
}
"""


@dataclass
class Interrupted:
    """Reads of performance, in which something happens right after the totals were read."""

    reads: PerformanceReads
    meanwhile: Callable[[], Awaitable[None]]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reads, name)

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, TotalsView]:
        found = await self.reads.of_campaigns(workspace_id, ids)
        await self.meanwhile()
        return found


async def answered(gateway: Gateway, reads: Any, document: str, **variables: Any) -> dict[str, Any]:
    application = Application(reads, gateway.application.use_cases, gateway.clock)
    context = GraphCaller(application, gateway.member()).context("r-1")
    result = await schema.execute(document, variable_values=variables, context_value=context)
    assert result.errors is None, [error.original_error or error for error in result.errors]
    assert result.data is not None
    return result.data


def sums(answer: dict[str, Any]) -> tuple[int, int, int, int]:
    campaign = answer["campaign"]
    posts = campaign["posts"]["nodes"]
    return (
        int(campaign["performance"]["views"]["value"]),
        sum(int(one["performance"]["views"]["value"]) for one in campaign["invitations"]["nodes"]),
        sum(int(one["latest"]["views"]["value"]) for one in posts),
        sum(int(one["history"][-1]["views"]["value"]) for one in posts),
    )


async def test_a_capture_between_the_statements_of_an_answer_leaves_its_sums_in_agreement(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork
) -> None:
    campaign = await crowd(sql_units, 1, 3)
    at = gateway.clock.now() + timedelta(hours=1)

    async def capture() -> None:
        async with sql_units() as uow:
            posts = await uow.posts.of_campaign(WorkspaceId(HOME), CampaignId("k0"))
            seen = Pedigree(Source.TIKTOK_ONE_REPORT, at, at + timedelta(minutes=15))
            await uow.posts.save_all([one.capture(Counts(100_000, 1, 1, 1), seen) for one in posts])
            await uow.commit()

    reads = sql_reads(engine)
    torn = replace(reads, performance=Interrupted(reads.performance, capture))
    assert sums(await answered(gateway, torn, ANSWER, id=campaign)) == (3 * 61_230,) * 4
    assert sums(await answered(gateway, reads, ANSWER, id=campaign)) == (300_000,) * 4
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # the pool of an engine that keeps connections


async def test_a_query_that_was_given_up_gives_its_connection_back(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork
) -> None:
    campaign = await crowd(sql_units, 1, 1)
    begun = asyncio.Event()

    async def for_ever() -> None:
        begun.set()
        await asyncio.Event().wait()

    reads = sql_reads(engine)
    torn = replace(reads, performance=Interrupted(reads.performance, for_ever))
    query = asyncio.create_task(answered(gateway, torn, ANSWER, id=campaign))
    await begun.wait()
    query.cancel()
    with pytest.raises(asyncio.CancelledError):
        await query
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # the pool of an engine that keeps connections


@pytest.mark.parametrize(
    ("document", "held"),
    [
        ("{ campaigns { totalCount } viewer { role } __typename }", 1),
        ("{ campaigns { totalCount } quotas { scope } }", 0),
        ("{ ...A } fragment A on Query { ... { quotas { scope } } }", 0),
        ("{ ...A } fragment A on Query { ... { campaigns { totalCount } } }", 1),
        ('mutation { setWorkspaceCurrency(input: {currency: "EUR"}) { errors { code } } }', 0),
    ],
)
async def test_a_moment_is_held_for_queries_that_do_nothing_but_read(
    gateway: Gateway, document: str, held: int
) -> None:
    begun = []

    @asynccontextmanager
    async def one_moment() -> AsyncIterator[None]:
        begun.append(1)
        yield

    await answered(gateway, replace(gateway.application.reads, one_moment=one_moment), document)
    assert len(begun) == held


def test_every_query_that_calls_a_use_case_says_that_it_does_more_than_to_read() -> None:
    query = schema.core.query_type
    assert query is not None
    declared = {name: field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF] for name, field in query.fields.items()}
    more = {name for name, one in declared.items() if not one.metadata[READS_ONLY]}
    assert more == {
        name for name, one in declared.items() if "use_cases" in one.base_resolver.wrapped_func.__code__.co_names
    }
    assert {"discoverCreators", "appReadiness"} <= more
