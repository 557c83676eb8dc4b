"""What the documentation gives to a browser does what it says: the client goes on by itself where the line is cut."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stage.cutting import cutter
from tests.e2e.stage.following import number, time_passing
from tests.e2e.stage.journey import connected_brand, discovered, launched
from tests.e2e.stage.stage import Stage
from tests.protocol.audits import installed, node

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "follow-performance.md"
SUBSCRIPTION = """
subscription ($id: ID!, $after: String) {
  campaignPerformance(campaignId: $id, after: $after) {
    ... on CampaignPerformanceUpdate { cursor totals { posts views { value } } }
    ... on Lagged { cursor oldestCursor message }
  }
}
"""


def program(url: str, **given: Any) -> str:
    """The page's own lines, with what it takes for granted, and each update printed."""
    [example] = re.findall(r"```js\n(import .*?)```", PAGE.read_text(), re.DOTALL)
    assert example.count('"ws://localhost:8000/graphql"') == 1
    granted = [f"const {name} = {json.dumps(value)};" for name, value in given.items()]
    granted += [
        "const freshToken = async () => token;",
        "const show = (totals) => console.log(JSON.stringify({ cursor, totals }));",
        "const loadCampaign = async () => console.log(JSON.stringify({ lagged: cursor }));",
    ]
    return "\n".join([*granted, example.replace("ws://localhost:8000/graphql", url)])


async def test_the_client_of_the_documentation_misses_and_repeats_nothing(stage: Stage) -> None:
    brand = await connected_brand(stage)
    campaign_id = await launched(brand, await discovered(brand, 6), name="In a tunnel")
    async with cutter(stage.gateway.port) as line, time_passing(stage):
        script = program(
            f"ws://localhost:{line.port}/graphql", id=campaign_id, token=brand.token, SUBSCRIPTION=SUBSCRIPTION
        )
        process = await asyncio.create_subprocess_exec(
            node(), "--input-type=module", "--eval", script, cwd=installed(), stdout=-1, stderr=-1
        )
        assert process.stdout is not None
        heard: list[dict[str, Any]] = []
        try:
            async with asyncio.timeout(90):
                while line.cuts < 4 and (told := await process.stdout.readline()):
                    heard.append(json.loads(told))
                    if len(heard) % 2 == 0:
                        line.cut()
        finally:
            process.kill()
            _, trouble = await process.communicate()
    assert line.cuts == 4, trouble.decode()
    numbers = [number(update["cursor"]) for update in heard]
    assert numbers == list(range(numbers[0], numbers[0] + len(heard)))
    assert len(heard) >= 4
