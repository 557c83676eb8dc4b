"""PostgreSQL: the embedded server, rows and repositories, migrations, the event log, leases and reads."""
