"""Clicking through a consent page as a person would: read the form, fill it in, press the button."""

from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx


@dataclass(slots=True)
class Form:
    """The first form of a page: where it goes, and what it would send as it stands."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form" and self.form is None:
            self.form = Form(named.get("action", ""), named.get("method", "get").lower())
        elif tag == "input" and self.form is not None and _is_sent(named):
            self.form.fields.append((named["name"], named.get("value", "")))


def _is_sent(named: dict[str, str]) -> bool:
    ticked = named.get("type") != "checkbox" or "checked" in named
    return ticked and "name" in named and "disabled" not in named


async def give_consent(
    client: httpx.AsyncClient, url: str, *, button: str, handle: str | None = None, only: Collection[str] = ()
) -> httpx.Response:
    """Open the page, fill in the form and press `button`; follow redirects to the end.

    `only` unticks every account but these. Raises httpx.HTTPError, and ValueError for a page without a form.
    """
    page = await client.get(url, follow_redirects=True)
    reader = _Reader()
    reader.feed(page.text)
    if reader.form is None:
        raise ValueError(f"no form to fill in: {page.text[:200]!r}")
    filled: dict[str, Any] = {}
    for name, value in [*reader.form.fields, ("decision", button)]:
        if name == "account" and only and value not in only:
            continue
        filled.setdefault(name, []).append(handle if name == "handle" and handle else value)
    target = urljoin(str(page.url), reader.form.action) if reader.form.action else str(page.url.copy_with(query=None))
    if reader.form.method == "post":
        return await client.post(target, data=filled, follow_redirects=True)
    return await client.get(target, params=filled, follow_redirects=True)
