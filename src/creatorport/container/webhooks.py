"""Where TikTok sends its webhooks, and what is done about stored ones."""

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.use_cases.register_webhooks import RegisterWebhooks
from creatorport.application.use_cases.repair_webhooks import RepairWebhooks
from creatorport.application.use_cases.replay_webhook import ReplayWebhook
from creatorport.application.use_cases.replay_webhooks import ReplayWebhooks
from creatorport.application.webhooks.desk import WebhookDesk
from creatorport.application.webhooks.registrar import Registrar


def _registers(settings: Settings) -> bool:
    """Whether TikTok could reach us: the real one reaches no address of this machine."""
    return not settings.is_real_tiktok or settings.is_public


class Webhooks(containers.DeclarativeContainer):
    """Registering, repairing, replaying."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    callback_url = providers.Callable("{}/webhooks/tiktok-business".format, settings.provided.public_url)
    registrar = providers.Singleton(
        Registrar,
        storage.leases,
        tiktok.webhooks,
        tiktok.account_webhooks,
        callback_url,
        providers.Callable(_registers, settings),
    )
    register = providers.Singleton(RegisterWebhooks, storage.units, registrar)
    repair = providers.Singleton(RepairWebhooks, storage.units, registrar)
    replay = providers.Singleton(ReplayWebhook, storage.units)
    desk = providers.Singleton(
        WebhookDesk, storage.units, registrar, providers.Singleton(ReplayWebhooks, storage.units)
    )
