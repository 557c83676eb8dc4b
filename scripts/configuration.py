"""Write `.env.example` and `docs/configuration.md` from the settings class; with --check, only compare."""

import sys
from pathlib import Path

from pydantic.fields import FieldInfo

from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.settings.variables import variable_of

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Configuration

Everything is set by environment variables, parsed once at start. What is missing or wrong is listed in one message, and
the command ends with exit code 78. Secrets are never printed.

A variable that is empty is absent: its default holds. A variable that begins with `CREATORPORT_` and is not on this
page is told as wrong, because it is most likely misspelt; not so those that Kubernetes sets for a service of that name.

This page is made from the settings class by `make format`.

| Variable | Default | Meaning |
|---|---|---|
"""


def main() -> int:
    pages = {ROOT / "docs" / "configuration.md": _page(), ROOT / ".env.example": _example()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what the settings class says; run make format")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages[path], encoding="utf-8")
    return 0


def _page() -> str:
    rows = [f"| `{_name(*one)}` | {_default(*one) or 'none'} | {one[1].description} |" for one in _all()]
    return HEAD + "\n".join(rows) + "\n"


def _example() -> str:
    lines = [
        "# Copy to .env, fill in, and load it into the environment. Every variable is optional unless it says so.",
        "",
    ]
    for name, field in _all():
        lines += [f"# {field.description}", f"#{_name(name, field)}={_default(name, field).strip('`')}", ""]
    return "\n".join(lines)


def _all() -> list[tuple[str, FieldInfo]]:
    return list(Settings.model_fields.items())


def _name(name: str, field: FieldInfo) -> str:
    return variable_of(name, field)


def _default(name: str, field: FieldInfo) -> str:
    if name == "data_dir":
        return "the user's data folder"
    value = field.default
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = ",".join(map(str, value))
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`" if value != "" else ""


if __name__ == "__main__":
    raise SystemExit(main())
