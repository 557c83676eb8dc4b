"""Jobs by procrastinate, in the same database as everything else."""
