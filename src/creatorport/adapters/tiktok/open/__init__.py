"""TikTok for Developers, API v2."""
