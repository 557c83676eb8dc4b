"""The HTML a person sees on the simulated TikTok. No script and no outside file."""

from collections.abc import Sequence
from html import escape

from tiktok_simulator.open.authorize_request import AuthorizeRefusal

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;background:#f4f4f5;color:#161823;margin:0}
main{max-width:26rem;margin:4rem auto;background:#fff;border-radius:12px;padding:2rem;
box-shadow:0 1px 8px rgba(0,0,0,.12)}
h1{font-size:1.25rem;margin:0 0 1rem}label{display:block;margin:.4rem 0}
input[name=handle]{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #bbb;
border-radius:6px}fieldset{border:1px solid #ddd;border-radius:6px;margin:1rem 0}
button{font:inherit;padding:.6rem 1.4rem;border-radius:6px;border:1px solid #bbb;background:#fff;
cursor:pointer}button[value=authorize]{background:#fe2c55;border-color:#fe2c55;color:#fff}
.error{color:#b00020}small{color:#6b6c72}
"""


def consent_page(
    *,
    action: str,
    app_name: str,
    scopes: Sequence[tuple[str, bool]],
    handle: str,
    suggestions: Sequence[str],
    message: str = "",
) -> str:
    """Who are you, and what may the app do? `scopes` come with whether they can be unticked."""
    boxes = "".join(_box(scope, optional=optional) for scope, optional in scopes)
    options = "".join(f'<option value="{escape(name)}">' for name in suggestions)
    error = f'<p class="error">{escape(message)}</p>' if message else ""
    form = f"""
<h1>{escape(app_name)} wants to use your TikTok account</h1>{error}
<form method="post" action="{escape(action)}">
<label>Your handle<input name="handle" list="handles" value="{escape(handle)}" autocomplete="off"></label>
<datalist id="handles">{options}</datalist>
<fieldset><legend>It will be able to</legend>{boxes}</fieldset>
<button name="decision" value="authorize">Authorize</button>
<button name="decision" value="cancel">Cancel</button>
</form><p><small>A simulated TikTok: no real account is involved.</small></p>"""
    return _page("Authorize", form)


def refusal_page(refusal: AuthorizeRefusal) -> str:
    """TikTok's words on the page: `error`, `errCode` where there is one, and `error_type`."""
    facts = [f"error={refusal.error}"]
    if refusal.code is not None:
        facts.append(f"errCode={refusal.code}")
    facts.append(f"error_type={refusal.error_type}")
    words = "We couldn't log in with TikTok. This may be due to specific app settings."
    return _page(
        "Something went wrong",
        f'<h1>Something went wrong</h1><p>{words}</p><p class="error">{escape("&".join(facts))}</p>',
    )


def _box(scope: str, *, optional: bool) -> str:
    name = escape(scope)
    if optional:
        return f'<label><input type="checkbox" name="scopes" value="{name}" checked> {name}</label>'
    kept = f'<input type="hidden" name="scopes" value="{name}">'
    return f'<label>{kept}<input type="checkbox" checked disabled> {name}</label>'


def _page(title: str, content: str) -> str:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><main>{content}</main></body></html>'
