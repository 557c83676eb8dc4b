"""Discovery: one question in business words, put to TikTok One group by group, or to what is stored."""
