"""The graph: a Strawberry schema over the application's queries and use cases. `schema.py` assembles it."""
