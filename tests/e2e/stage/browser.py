"""A person's browser: it opens a consent page, fills in what the page shows, presses a button, and is sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urljoin

import httpx

from tests.e2e.stage.recording import Recording


@dataclass(slots=True)
class Page:
    """What a person sees of a page with one form."""

    text: str = ""
    heading: str = ""
    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Reads headings, the form's fields as they stand, and its buttons by their words."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._inside = ""
        self._button: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "form":
            self.page.action, self.page.method = named.get("action", ""), named.get("method", "get").lower()
        elif tag == "input" and "name" in named and "disabled" not in named:
            if named.get("type") != "checkbox" or "checked" in named:
                self.page.fields.append((named["name"], named.get("value", "")))
        elif tag == "button":
            self._button = (named["name"], named["value"])

    def handle_data(self, data: str) -> None:
        if self._inside == "h1":
            self.page.heading += data
        if self._button is not None:
            self.page.buttons[data.strip()] = self._button
            self._button = None

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def read(text: str) -> Page:
    reader = _Reader()
    reader.feed(text)
    reader.page.text = text
    return reader.page


class Browser:
    """Keeps cookies and follows redirects, as browsers do. `codes` are those it carried past."""

    def __init__(self, recording: Recording) -> None:
        self.codes: set[str] = set()
        self._http = recording.client()
        self._http.event_hooks["response"].append(self._watch)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, trace)

    async def open(self, url: str) -> Page:
        """Open a page that asks something."""
        answer = await self._http.get(url, follow_redirects=True)
        page = read(answer.text)
        assert page.buttons, f"{answer.status_code}: no form to fill in: {answer.text[:300]}"
        page.action = urljoin(str(answer.url), page.action) if page.action else str(answer.url.copy_with(query=None))
        return page

    async def press(
        self,
        page: Page,
        button: str,
        *,
        typed: Mapping[str, str] | None = None,
        only: Mapping[str, Sequence[str]] | None = None,
        follow: bool = True,
    ) -> httpx.Response:
        """Press a button by its words. `typed` goes into fields, `only` unticks every other box of a name."""
        filled: dict[str, list[str]] = {}
        for name, value in [*page.fields, page.buttons[button]]:
            if name in (only or {}) and value not in (only or {})[name]:
                continue
            filled.setdefault(name, []).append((typed or {}).get(name, value))
        if page.method == "post":
            return await self._http.post(page.action, data=filled, follow_redirects=follow)
        return await self._http.get(page.action, params=filled, follow_redirects=follow)

    async def get(self, url: str) -> httpx.Response:
        return await self._http.get(url)

    async def _watch(self, response: httpx.Response) -> None:
        query = parse_qs(httpx.URL(response.headers.get("location", "")).query.decode())
        for name in ("code", "auth_code"):
            self.codes.update(query.get(name, ()))
