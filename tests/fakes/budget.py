from creatorport.adapters.tiktok.endpoints import Endpoint


class UnlimitedBudget:
    """No limits: TikTok, or who plays it, says no."""

    async def spend(self, key: str, endpoint: Endpoint, tenant: str | None = None, subject: str | None = None) -> None:
        """Allow everything."""

    async def rest(self, key: str, endpoint: Endpoint, seconds: float) -> None:
        """Change nothing: the caller was told already."""
