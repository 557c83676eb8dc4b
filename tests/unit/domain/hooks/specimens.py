"""An outgoing webhook and an event on its way to it, both new."""

from creatorport.domain.hooks.delivery import HookDelivery
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType, HookNews, HookObject
from creatorport.domain.ids import HookId, MemberId
from creatorport.domain.secret import Secret
from tests.unit.domain.specimens import LUMEN, NOW

URL = "https://lumen.example/hooks?for=campaigns"
SECRET = Secret("whsec_" + "a" * 32)


def hook(types: frozenset[HookEventType] | None = None, url: str = URL) -> Hook:
    return Hook.made(HookId("hook-1"), LUMEN, url=url, types=types, secret=SECRET, by=MemberId("ida"), now=NOW)


def news() -> HookNews:
    about = HookObject("Campaign", "Q2FtcGFpZ246MQ")
    return HookNews("evt_1", HookEventType.CAMPAIGN_MOVED, about, 3, NOW, {"state": "ACTIVE"})


def delivery() -> HookDelivery:
    return HookDelivery.of(HookId("hook-1"), LUMEN, news())
