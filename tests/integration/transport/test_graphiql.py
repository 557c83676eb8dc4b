"""The page for a browser: ours entirely."""

import re
from html.parser import HTMLParser
from importlib.resources import files

import httpx
from typing_extensions import override

from tests.integration.transport.serving import serving
from tests.transport_defaults import transport_settings

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}


class Links(HTMLParser):
    """Every URL that a page makes a browser fetch, and whether anything is written inline."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.inline: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.urls += [url for name in ("src", "href") if (url := given.get(name))]
        if (tag == "script" and "src" not in given) or tag == "style":
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]


async def test_a_browser_gets_the_page_under_a_policy_that_allows_only_us(http: httpx.AsyncClient) -> None:
    response = await http.get("/graphql", headers=BROWSER)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert "unsafe" not in response.headers["content-security-policy"]
    assert policy["frame-ancestors"] == "'none'"


async def test_the_bundle_s_own_style_elements_are_allowed_by_a_nonce_that_is_used_once(
    http: httpx.AsyncClient,
) -> None:
    nonces = set()
    for _ in range(2):
        response = await http.get("/graphql", headers=BROWSER)
        [allowed] = re.findall(
            r"style-src 'self' 'nonce-([A-Za-z0-9_-]{22})'; ", response.headers["content-security-policy"]
        )
        assert re.findall(r'<script defer nonce="([^"]+)" src="[^"]*/nonce\.js', response.text) == [allowed]
        assert response.headers["cache-control"] == "no-store"
        nonces.add(allowed)
    assert len(nonces) == 2
    folder = files("creatorport.adapters.http") / "graphiql"
    # What the one hands over is what the other asks for, and puts on every style element that it makes.
    assert "window.__webpack_nonce__ = document.currentScript.nonce;" in (folder / "nonce.js").read_text()
    bundle = (folder / "graphiql.js").read_text()
    assert 'if(typeof __webpack_nonce__<"u")return __webpack_nonce__' in bundle
    assert '.setAttribute("nonce",' in bundle


async def test_every_url_of_the_page_is_ours_and_nothing_is_inline(http: httpx.AsyncClient) -> None:
    links = Links()
    links.feed((await http.get("/graphql", headers=BROWSER)).text)
    assert links.inline == []
    fetched = [url for url in links.urls if url != "data:,"]
    assert [url.split("?")[0] for url in fetched] == [
        "/graphql/assets/graphiql.css",
        "/graphql/assets/nonce.js",
        "/graphql/assets/graphiql.js",
    ]
    for url in fetched:
        asset = await http.get(url, headers={"accept-encoding": "gzip"})
        assert asset.status_code == 200
        assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert asset.headers["content-encoding"] == "gzip"
        again = await http.get(url, headers={"if-none-match": asset.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


async def test_the_stylesheet_and_the_script_fetch_nothing_foreign() -> None:
    folder = files("creatorport.adapters.http") / "graphiql"
    style = (folder / "graphiql.css").read_text()
    assert re.findall(r"@import|@font-face", style) == []
    assert {url.strip("\"'")[:5] for url in re.findall(r"url\(([^)]*)\)", style)} <= {"data:", "#"}
    script = (folder / "graphiql.js").read_text()
    hosts = set(re.findall(r"https?://([a-z0-9.-]+\.[a-z]+)", script))
    # Names of XML vocabularies, and links that a reader may follow; a host that serves code or fonts is not among them.
    assert hosts <= {
        "www.w3.org",
        "codemirror.net",
        "commonmark.org",
        "en.wikipedia.org",
        "github.com",
        "react.dev",
        "yarnpkg.com",
    }
    assert "new Worker" not in script


async def test_the_licences_of_the_bundle_are_served(http: httpx.AsyncClient) -> None:
    text = (await http.get("/graphql/assets/LICENCES.txt")).text
    for package in ("graphiql 4", "codemirror 5", "react 19", "graphql-ws 6", "graphql 16"):
        assert f"\n{package}" in text


async def test_only_files_of_the_bundle_are_served(http: httpx.AsyncClient) -> None:
    for name in ("__init__.py", "..%2fgraphql%2froutes.py", "x.js"):
        assert (await http.get(f"/graphql/assets/{name}")).status_code == 404


async def test_the_page_can_be_switched_off() -> None:
    async with serving(transport_settings(graphiql=False)) as served, served.client() as http:
        response = await http.get("/graphql", headers=BROWSER)
        assert (response.status_code, response.headers["content-type"]) == (400, "application/json; charset=utf-8")
        assert (await http.get("/graphql/assets/graphiql.js")).status_code == 404
