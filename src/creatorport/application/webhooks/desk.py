from dataclasses import dataclass

from creatorport.application.use_cases.replay_webhooks import ReplayWebhooks


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    """What the operator does about webhooks, at the console."""

    replay: ReplayWebhooks
