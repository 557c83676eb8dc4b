"""The yardstick: a bare Starlette route on the same kind of server, with the same JSON from one SQL statement.

`python -m bench.bare PORT DATABASE-URL`. No GraphQL, no identity, no limits, no log: what is left is HTTP, one round
trip to the database, and the database's own work.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from creatorport.adapters.persistence.engine import conninfo

_ID = "rtrim(translate(encode(convert_to('{0}:' || {1}, 'UTF8'), 'base64'), '+/', '-_'), '=')"
_CAMPAIGN, _INVITATION, _CREATOR = (
    _ID.format(*pair) for pair in (("Campaign", "c.id"), ("Invitation", "i.id"), ("Creator", "r.id"))
)
_SQL = f"""
SELECT json_build_object('data', json_build_object('campaign', json_build_object(
    'id', {_CAMPAIGN}, 'name', c.name, 'state', upper(c.state), 'invitations', json_build_object(
        'totalCount', (SELECT count(*) FROM invitations i
            WHERE (i.workspace_id, i.campaign_id) = (c.workspace_id, c.id)),
        'nodes', (SELECT json_agg(page.node ORDER BY page.created_at, page.id) FROM (
            SELECT i.created_at, i.id, json_build_object(
                'id', {_INVITATION}, 'state', upper(i.state),
                'creator', json_build_object('id', {_CREATOR}, 'handle', r.handle, 'displayName', r.display_name,
                    'followers', json_build_object('value', r.followers::text)),
                'performance', (SELECT json_build_object('posts', count(*),
                    'views', json_build_object('value', sum(p.views)::text),
                    'likes', json_build_object('value', sum(p.likes)::text),
                    'comments', json_build_object('value', sum(p.comments)::text),
                    'shares', json_build_object('value', sum(p.shares)::text)) FROM posts p
                    WHERE (p.workspace_id, p.campaign_id, p.creator_id) = (i.workspace_id, i.campaign_id, i.creator_id))
            ) AS node
            FROM invitations i JOIN creators r ON (r.workspace_id, r.id) = (i.workspace_id, i.creator_id)
            WHERE (i.workspace_id, i.campaign_id) = (c.workspace_id, c.id)
            ORDER BY i.created_at, i.id LIMIT 20
        ) AS page)
    )
)))::text
FROM campaigns c WHERE c.workspace_id = %s AND c.id = %s
"""


def app(url: str) -> Starlette:
    pool = AsyncConnectionPool(conninfo(url), min_size=4, max_size=10, open=False, kwargs={"autocommit": True})

    @asynccontextmanager
    async def pooled(_: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield

    async def campaign(request: Request) -> Response:
        body = await request.json()
        async with pool.connection() as connection:
            found = await connection.execute(_SQL, (body["workspace"], body["campaign"]))
            row = await found.fetchone()
        return Response(row[0] if row else "null", media_type="application/json")

    async def ready(_: Request) -> Response:
        return Response("ok")

    return Starlette(routes=[Route("/campaign", campaign, methods=["POST"]), Route("/readyz", ready)], lifespan=pooled)


if __name__ == "__main__":
    # On asyncio's own loop, as the gateway is.
    uvicorn.run(app(sys.argv[2]), port=int(sys.argv[1]), loop="asyncio", log_level="warning", access_log=False)
