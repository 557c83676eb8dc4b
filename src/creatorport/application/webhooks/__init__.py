"""Acting on what TikTok tells by webhook."""
