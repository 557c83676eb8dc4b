from pydantic import Field

from creatorport.adapters.settings.kinds import Texts
from creatorport.adapters.settings.publishing import PublishingSettings


class HookSettings(PublishingSettings):
    """What outgoing webhooks need to know."""

    hooks_networks: Texts = Field(
        (),
        description="Networks besides the internet that outgoing webhooks may go to, as `127.0.0.0/8, ::1/128`, also "
        "by plain http. For development: whoever may name a webhook's address reaches what stands there.",
    )
    hooks_timeout: float = Field(
        15, ge=1, le=60, description="Seconds that a call to a webhook's receiver may take altogether."
    )
