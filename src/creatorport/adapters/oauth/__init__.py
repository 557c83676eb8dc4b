"""Sign-in at TikTok: the creators' accounts and the brand's marketplace account."""
