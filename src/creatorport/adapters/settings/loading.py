"""Reading the environment: either settings that work, or one message that lists everything that does not."""

from pydantic import ValidationError

from creatorport.adapters.settings.contradictions import contradictions
from creatorport.adapters.settings.problem import SettingsError, problem
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.settings.variables import unknown_variables, variable_of

_NEEDED_TO_TALK_TO_TIKTOK = (
    ("tiktok_client_key", "TIKTOK_CLIENT_KEY", "TikTok for Developers"),
    ("tiktok_client_secret", "TIKTOK_CLIENT_SECRET", "TikTok for Developers"),
    ("tiktok_app_id", "TIKTOK_APP_ID", "TikTok API for Business"),
    ("tiktok_app_secret", "TIKTOK_APP_SECRET", "TikTok API for Business"),
)


def load(*, for_tiktok: bool) -> Settings:
    """Parse the environment. `for_tiktok` asks for everything that calls to TikTok need. Raises SettingsError."""
    problems: list[str] = []
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors(include_input=False)
        problems += dict.fromkeys(problem(dict(one)) for one in wrong)
        settings = _without(frozenset(str(one["loc"][0]) for one in wrong))
    if for_tiktok:
        problems += [
            f"{variable} is not set; it is on the app's page at {place}"
            for field, variable, place in _NEEDED_TO_TALK_TO_TIKTOK
            if getattr(settings, field) is None
        ]
    problems += [*contradictions(settings), *unknown_variables()]
    if problems:
        raise SettingsError(problems)
    return settings


def _without(wrong: frozenset[str]) -> Settings:
    """Return the settings without those that are `wrong`, so that the others can be looked at in the same go."""
    fields = Settings.model_fields.items()
    return Settings(
        **{
            name: field.get_default(call_default_factory=True, validated_data={})
            for name, field in fields
            if name in wrong or variable_of(name, field) in wrong
        }
    )
