"""GraphiQL, served whole from our own origin."""

import gzip
import secrets
from hashlib import sha256
from html import escape
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

# Nothing foreign, nothing inline, but for the style elements of the bundle itself: dialogs lock the page's scrolling by
# one that is made as they open. They name the page's nonce, which `nonce.js` hands to the bundle.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
KINDS = {
    "nonce.js": "text/javascript; charset=utf-8",
    "graphiql.js": "text/javascript; charset=utf-8",
    "graphiql.css": "text/css; charset=utf-8",
    "LICENCES.txt": "text/plain; charset=utf-8",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>creatorport GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{assets}/graphiql.css?v={css}">
<script defer nonce="{nonce}" src="{assets}/nonce.js?v={own}"></script>
<script defer src="{assets}/graphiql.js?v={js}"></script>
</head>
<body>
<div id="graphiql"><noscript>GraphiQL needs JavaScript.</noscript></div>
</body>
</html>
"""


class GraphiQLPage:
    """The page and its assets, read once from the package."""

    def __init__(self, assets_path: str) -> None:
        folder = files("creatorport.adapters.http") / "graphiql"
        self._assets_path = assets_path
        self._assets = {name: (folder / name).read_bytes() for name in KINDS}
        self._versions = {name: sha256(body).hexdigest()[:16] for name, body in self._assets.items()}
        self._packed: dict[str, bytes] = {}

    def response(self, request: Request) -> Response:
        """The page itself."""
        assets = escape(request.scope.get("root_path", "") + self._assets_path, quote=True)
        versions = self._versions
        nonce = secrets.token_urlsafe(16)
        css, js, own = (versions[name] for name in ("graphiql.css", "graphiql.js", "nonce.js"))
        page = PAGE.format(assets=assets, css=css, js=js, own=own, nonce=nonce)
        headers = {
            "Content-Security-Policy": POLICY.format(nonce=nonce),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Vary": "Accept",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(page, headers=headers, media_type="text/html; charset=utf-8")

    async def asset(self, request: Request) -> Response:
        """One file of the bundle. With its version in the URL it is kept by the browser for good."""
        name = request.path_params["name"]
        body = self._assets.get(name)
        if body is None:
            return PlainTextResponse("Not found", 404)
        version = self._versions[name]
        named = request.query_params.get("v") == version
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if named else "no-cache",
            "ETag": f'"{version}"',
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        if request.headers.get("if-none-match") == f'"{version}"':
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            if name not in self._packed:
                self._packed[name] = gzip.compress(body, mtime=0)
            body = self._packed[name]
            headers["Content-Encoding"] = "gzip"
        return Response(body, headers=headers, media_type=KINDS[name])
