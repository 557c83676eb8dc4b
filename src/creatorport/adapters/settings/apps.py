from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings


class AppSettings(BaseSettings):
    """Our apps at TikTok."""

    tiktok_client_key: str | None = Field(
        None,
        validation_alias=AliasChoices("TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_ID"),
        description="Client key of the app at TikTok for Developers. The older name `TIKTOK_CLIENT_ID` is understood.",
    )
    tiktok_client_secret: SecretStr | None = Field(
        None, validation_alias="TIKTOK_CLIENT_SECRET", description="Client secret of that app."
    )
    tiktok_redirect_uri: str | None = Field(
        None,
        validation_alias="TIKTOK_REDIRECT_URI",
        description="Redirect URI registered at TikTok, byte for byte. "
        "Absent: the public URL followed by `/oauth/tiktok/callback`.",
    )
    tiktok_app_id: str | None = Field(
        None, validation_alias="TIKTOK_APP_ID", description="App id at TikTok API for Business."
    )
    tiktok_app_secret: SecretStr | None = Field(
        None, validation_alias="TIKTOK_APP_SECRET", description="App secret at TikTok API for Business."
    )
    tiktok_creator_redirect_uri: str | None = Field(
        None,
        validation_alias="TIKTOK_CREATOR_REDIRECT_URI",
        description="Redirect URI registered for that app's TikTok account holders, byte for byte: https, without a "
        "port, ending in a slash. Absent: the public URL followed by `/oauth/tiktok/callback/`.",
    )
    tiktok_shop_app_key: str | None = Field(
        None,
        validation_alias="TIKTOK_SHOP_APP_KEY",
        description="App key at TikTok Shop. With its secret, `/webhooks/tiktok-shop` takes a Shop app's webhooks.",
    )
    tiktok_shop_app_secret: SecretStr | None = Field(
        None, validation_alias="TIKTOK_SHOP_APP_SECRET", description="App secret at TikTok Shop."
    )
    tiktok_advertiser_id: str | None = Field(
        None,
        validation_alias="TIKTOK_ADVERTISER_ID",
        description="Advertiser account, for the calls of the ads side. Campaigns do without it.",
    )
