"""The few pages that people see: plain, without anything from elsewhere."""

import html
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from starlette.responses import HTMLResponse, RedirectResponse, Response

HEADERS: Mapping[str, str] = {
    # These addresses hold codes and tokens: they must not travel on, be kept, or be framed.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1rem;color:#222}}
button{{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:#111;color:#fff}}</style>
<h1>{title}</h1>{body}</html>"""


def told(title: str, text: str, *, status: int = 200) -> Response:
    """Return a page that says something."""
    body = f"<p>{html.escape(text)}</p><p>You can close this window.</p>"
    return HTMLResponse(
        _PAGE.format(title=html.escape(title), body=body), status_code=status, headers=_headers(_POLICY)
    )


def failed(title: str, text: str, request_id: str, *, status: int) -> Response:
    """Return a page that apologises, with the number under which the log has the reason."""
    number = f"If it goes on, tell whoever runs this the number of your request: <code>{html.escape(request_id)}</code>"
    body = f"<p>{html.escape(text)}</p><p>{number}</p>"
    return HTMLResponse(
        _PAGE.format(title=html.escape(title), body=body), status_code=status, headers=_headers(_POLICY)
    )


def asking(title: str, text: str, *, button: str, leads_to: str) -> Response:
    """Return a page with one button, which posts to the page itself and may be redirected to an origin."""
    body = f'<p>{html.escape(text)}</p><form method="post"><button>{html.escape(button)}</button></form>'
    # Browsers hold redirects of a form against this, too.
    policy = f"{_POLICY}; form-action 'self' {leads_to}"
    return HTMLResponse(_PAGE.format(title=html.escape(title), body=body), headers=_headers(policy))


@dataclass
class Parts:
    """A longer page, put together part by part. Whatever is put in is text: markup in it is shown, not followed."""

    body: list[str] = field(default_factory=list)

    def heading(self, text: str) -> None:
        self.body.append(f"<h2>{html.escape(text)}</h2>")

    def paragraph(self, text: str) -> None:
        lines = "<br>".join(html.escape(line) for line in text.splitlines())
        self.body.append(f"<p>{lines}</p>")

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        told = (f"<dt>{html.escape(name)}</dt><dd>{html.escape(fact)}</dd>" for name, fact in pairs)
        self.body.append(f"<dl>{''.join(told)}</dl>")

    def link(self, url: str, text: str) -> None:
        """Add a link, unless it is none to the web."""
        if urlsplit(url).scheme in {"https", "http"}:
            self.body.append(f'<p><a rel="noreferrer" href="{html.escape(url)}">{html.escape(text)}</a></p>')

    def button(self, text: str) -> None:
        self.body.append(f'<form method="post"><button>{html.escape(text)}</button></form>')

    def page(self, title: str, *, leads_to: str | None = None) -> Response:
        """Return the page. `leads_to` is the origin that its button may be redirected to."""
        policy = _POLICY if leads_to is None else f"{_POLICY}; form-action 'self' {leads_to}"
        content = _PAGE.format(title=html.escape(title), body=f"<main>{''.join(self.body)}</main>")
        return HTMLResponse(content, headers=_headers(policy))


def messaging(title: str, text: str, message: Mapping[str, str], *, origin: str) -> Response:
    """Return a page that hands a message to the window that opened it, if that is of this origin, and closes."""
    nonce = secrets.token_urlsafe(16)
    # Within a script, `<` could end it.
    data, target = (json.dumps(part).replace("<", "\\u003c") for part in (dict(message), origin))
    script = f"if(window.opener){{window.opener.postMessage({data},{target});window.close()}}"
    body = f'<p>{html.escape(text)}</p><p>You can close this window.</p><script nonce="{nonce}">{script}</script>'
    policy = f"{_POLICY}; script-src 'nonce-{nonce}'"
    return HTMLResponse(_PAGE.format(title=html.escape(title), body=body), headers=_headers(policy))


def returning(return_to: str, outcome: str) -> Response:
    """Return a redirect to a front-end, which reads the outcome from the query."""
    parts = urlsplit(return_to)
    query = f"{parts.query}&outcome={outcome}" if parts.query else f"outcome={outcome}"
    return RedirectResponse(urlunsplit(parts._replace(query=query)), status_code=303, headers=dict(HEADERS))


def _headers(policy: str) -> dict[str, str]:
    return {**HEADERS, "Content-Security-Policy": policy}
