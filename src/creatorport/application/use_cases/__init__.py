"""One use case per file: load, ask the aggregate, save, commit."""
