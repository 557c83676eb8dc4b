"""Publishing videos: what may be posted when, and how a publication is driven to its verdict."""
