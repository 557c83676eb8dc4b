"""Our HTTP transport passes every public audit: what MUST be, what SHOULD be, and what MAY be."""

from pathlib import Path

import pytest

from tests.integration.transport.serving import serving
from tests.protocol.audits import audit

KNOWN_AUDITS = 61


@pytest.mark.process
async def test_every_audit_of_graphql_over_http_passes(audits: Path) -> None:
    async with serving() as served:
        verdicts = await audit(audits, served.url)
    assert len({verdict.id for verdict in verdicts}) == len(verdicts) >= KNOWN_AUDITS
    assert [verdict for verdict in verdicts if verdict.status != "ok"] == []


@pytest.mark.process
async def test_the_audits_find_fault_with_a_server_that_refuses(audits: Path) -> None:
    async with serving(strict=True) as served:
        refused = await audit(audits, served.url)
        let_in = await audit(audits, served.url, {"authorization": "Bearer owner"})
    assert "MUST accept POST requests" in [verdict.name for verdict in refused if verdict.status == "error"]
    assert {verdict.status for verdict in let_in} == {"ok"}
