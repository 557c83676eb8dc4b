"""What TikTok sends us: is it TikTok's, was it here before, and what does it say."""
