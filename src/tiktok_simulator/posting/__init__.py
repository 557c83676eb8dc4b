"""TikTok's Content Posting API: direct posts and drafts, sent as bytes or pulled from a URL."""
