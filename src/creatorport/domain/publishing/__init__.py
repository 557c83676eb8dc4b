"""Publishing a video on a creator's account (TikTok for Developers, "content-posting-api-get-started")."""
