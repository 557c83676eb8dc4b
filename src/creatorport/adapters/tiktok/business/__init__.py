"""TikTok API for Business, v1.3: the TikTok One creator marketplace."""
