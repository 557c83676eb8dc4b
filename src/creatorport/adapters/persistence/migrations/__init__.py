"""The schema's history, packaged, so that an installed creatorport can bring any database up to date."""
