"""What a workspace keeps about creators: whom it excludes, its shortlists, saved searches, notes and tags."""
