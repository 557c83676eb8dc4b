"""What is answered, and logged, where nothing else answered: to people a page, to programs JSON."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from structlog.testing import capture_logs

from creatorport.adapters.http.access_log import AccessLog
from creatorport.adapters.http.graphql.request_ids import RequestIds
from creatorport.domain.errors import StorageUnavailable

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


async def away(_: Request) -> Response:
    raise StorageUnavailable("The database does not answer.") from OSError("no such socket")


async def broken(_: Request) -> Response:
    raise RuntimeError("password=hunter2")


APP = Starlette(
    routes=[Route("/connect/{token}", away), Route("/broken", broken)],
    middleware=[Middleware(RequestIds), Middleware(AccessLog)],
)


async def get(path: str, accept: str) -> httpx.Response:
    transport = httpx.ASGITransport(APP, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as http:
        return await http.get(path, headers={"Accept": accept, "X-Request-ID": "web-7"})


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [("/connect/s3cret", 503, "Not available right now"), ("/broken", 500, "Something went wrong")],
)
async def test_a_browser_is_shown_a_page_with_what_to_do_and_the_request_s_number(
    path: str, status: int, title: str
) -> None:
    page = await get(path, BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f"<h1>{title}</h1>" in page.text
    assert "Please try again in a moment." in page.text
    assert "<code>web-7</code>" in page.text
    assert "hunter2" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
async def test_a_program_is_given_a_code_a_message_and_the_request_s_number(accept: str) -> None:
    answer = await get("/connect/s3cret", accept)
    message = "Not available right now. Please try again in a moment."
    assert answer.status_code == 503
    assert answer.json() == {"error": {"code": "STORAGE_UNAVAILABLE", "message": message, "requestId": "web-7"}}
    assert (await get("/broken", accept)).json()["error"]["code"] == "INTERNAL"


async def test_a_database_that_is_away_is_logged_in_one_line_without_the_way_there() -> None:
    with capture_logs() as logs:
        await get("/connect/s3cret", BROWSER)
    failed, request = logs
    assert {key: failed[key] for key in ("event", "log_level", "path", "reason", "cause")} == {
        "event": "request failed",
        "log_level": "error",
        "path": "/connect/…",
        "reason": "StorageUnavailable: The database does not answer.",
        "cause": "OSError: no such socket",
    }
    assert "exc_info" not in failed
    assert request["status"] == 503


async def test_any_other_fault_is_logged_whole() -> None:
    with capture_logs() as logs:
        await get("/broken", BROWSER)
    failed, request = logs
    assert (failed["event"], request["event"]) == ("request failed", "request")
    assert isinstance(failed["exc_info"], RuntimeError)
