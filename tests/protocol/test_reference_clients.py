"""The clients that browsers use understand us: npm `graphql-ws` and `graphql-sse`."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.transport.serving import serving
from tests.protocol.audits import node


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return {
        "query": {"results": [{"data": {"hello": "hello you"}}]},
        "member": {"results": [{"data": {"me": "owner"}}]},
        "mutation": {"results": [{"data": {"publish": 0}}]},
        "subscription": {"results": [{"data": {"count": number}} for number in (1, 2, 3)]},
    }


@pytest.mark.process
async def test_the_reference_clients_hear_what_was_said(audits: Path, expected: dict[str, Any]) -> None:
    async with serving() as served:
        process = await asyncio.create_subprocess_exec(
            node(), "conversation.mjs", served.url, cwd=audits, stdout=-1, stderr=-1
        )
        async with asyncio.timeout(60):
            out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    heard = json.loads(out)
    for name, answer in expected.items():
        assert heard["socket"][name] == answer
        assert heard["stream"][name] == answer
    refusals = {
        "syntax": "GRAPHQL_PARSE_FAILED",
        "validation": "GRAPHQL_VALIDATION_FAILED",
        "costly": "TOO_COSTLY",
    }
    for name, code in refusals.items():
        # A socket has `error` messages; an event stream reports the same as a result.
        assert heard["socket"][name] == {"results": [], "refused": [code]}
        (result,) = heard["stream"][name]["results"]
        assert [error["extensions"]["code"] for error in result["errors"]] == [code]
