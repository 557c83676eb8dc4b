"""What the commands need of a composed gateway."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Protocol

from creatorport.adapters.settings.settings import Settings
from creatorport.domain.readiness import Readiness

if TYPE_CHECKING:  # what it takes a second to load is not needed to tell that a setting is wrong
    from starlette.types import ASGIApp

    from creatorport.adapters.http.health import Check
    from creatorport.adapters.persistence.seals import SqlSeals
    from creatorport.application.ports.retention import PurgeReads
    from creatorport.application.webhooks.desk import WebhookDesk


class Gateway(Protocol):
    """A gateway that is wired and connected, for as long as its context lasts."""

    @property
    def app(self) -> "ASGIApp":
        """The web application. Its own start and stop are the server's business."""

    async def drain(self) -> None:
        """Say goodbye to everyone on the line, so that a server can stop."""

    async def work(self) -> None:
        """Work off jobs until cancelled, then finish those that were begun."""

    async def readiness(self) -> Readiness:
        """Look at everything that the gateway needs, at TikTok too."""

    @property
    def checks(self) -> "dict[str, Check]":
        """What must be well for the gateway to do its work."""


class Office(Protocol):
    """What the operator's commands need, wired and connected for as long as its context lasts."""

    @property
    def seals(self) -> "SqlSeals":
        """What is sealed in the database."""

    @property
    def purges(self) -> "PurgeReads":
        """The report of what was dropped."""

    @property
    def webhooks(self) -> "WebhookDesk":
        """What the operator does about webhooks."""


class Composition(Protocol):
    """How gateways and offices are made: the one thing the commands do not know."""

    def gateway(self, settings: Settings, *, worker: bool) -> AbstractAsyncContextManager[Gateway]:
        """Connect everything; with `worker`, the web application also works off jobs. Migrates an embedded database."""

    def office(self, settings: Settings) -> AbstractAsyncContextManager[Office]:
        """Connect what the operator's commands need, and no more. Migrates an embedded database."""

    async def migrate(self, settings: Settings) -> str:
        """Bring the database's schema up to date; return the revision it is at."""

    @property
    def sdl(self) -> Callable[[], str]: ...
