"""The public audits of GraphQL over HTTP, against the gateway itself, as somebody who is signed in."""

import pytest

from tests.e2e.stage.stage import Stage
from tests.protocol.audits import audit, installed

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

KNOWN_AUDITS = 61


async def test_the_gateway_passes_every_audit(stage: Stage) -> None:
    verdicts = await audit(installed(), stage.gateway.graph, stage.caller().headers)
    assert len({verdict.id for verdict in verdicts}) == len(verdicts) >= KNOWN_AUDITS
    assert [verdict for verdict in verdicts if verdict.status != "ok"] == []
