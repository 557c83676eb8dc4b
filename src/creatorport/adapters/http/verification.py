"""TikTok's file that proves whose the public URL is."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def verification_route(setting: str | None) -> list[Route]:
    """Return the route of the file that `name.txt=content` describes; none where there is none."""
    if setting is None:
        return []
    name, _, content = setting.partition("=")

    async def answer(_: Request) -> Response:
        return PlainTextResponse(content)

    return [Route(f"/{name}", answer, methods=["GET"])]
