"""What creators owe, with all that hangs on it, in as many statements for many as for one."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds
from tests.graphql.test_statements import Database, shown
from tests.integration.cost.counting import statements

OWED = """
query ($id: ID!) {
  campaign(id: $id) {
    deliverableCounts { state count }
    deliverables(first: 100) { nodes { state post { sparkAuthorization { status } } comments { totalCount } } }
    invitations(first: 100) { nodes { deliverables { number comments { nodes { text } } } } }
  }
}
"""


@pytest.mark.parametrize("creators", [1, 20])
async def test_what_is_owed_takes_the_same_statements_whatever_its_number(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, creators: int
) -> None:
    seeds = Seeds(Database(sql_units))
    campaign = await seeds.campaign()
    for number in range(creators):
        await seeds.creator(f"c{number}")
        await seeds.invitation("glow", f"c{number}")
        await seeds.deliverable("glow", f"c{number}", count=2)
    with statements(engine) as seen:
        answer = await shown(gateway, engine, OWED, id=campaign)
    owed = answer["campaign"]
    assert owed["deliverableCounts"] == [{"state": "DUE", "count": 2 * creators}]
    assert len(owed["deliverables"]["nodes"]) == 2 * creators
    assert [len(one["deliverables"]) for one in owed["invitations"]["nodes"]] == [2] * creators
    # The campaign, its counts, its list, its invitations and what is owed by each; posts; comments, once for all.
    assert len(seen) == 7
