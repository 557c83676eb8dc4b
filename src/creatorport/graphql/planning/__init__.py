"""The sync plan, the quotas behind it, and promises of freshness."""
