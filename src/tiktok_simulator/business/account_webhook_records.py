"""What apps have asked to be told of the accounts that authorised them."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(slots=True)
class AccountWebhook:
    """`items` are the posts that comments are told of; empty means all."""

    app_id: str
    event_type: str
    callback_url: str
    items: list[str]


class AccountWebhooks:
    """Kept by app and event type; a further update replaces what was there."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], AccountWebhook] = {}

    def of(self, app_id: str, event_type: str) -> AccountWebhook | None:
        return self._kept.get((app_id, event_type))

    def urls_of(self, app_id: str) -> list[str]:
        """Every URL of the app, each once."""
        return sorted({one.callback_url for one in self._kept.values() if one.app_id == app_id})

    def keep(self, webhook: AccountWebhook) -> None:
        self._kept[webhook.app_id, webhook.event_type] = webhook

    def drop(self, app_id: str, event_type: str) -> None:
        del self._kept[app_id, event_type]

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._kept.values()]

    def restore(self, saved: list[dict[str, Any]]) -> None:
        self._kept = {}
        for facts in saved:
            self.keep(AccountWebhook(**facts))
