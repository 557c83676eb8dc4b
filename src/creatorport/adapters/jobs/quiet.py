import logging

_LOGGERS = ("procrastinate.jobs", "procrastinate.worker", "procrastinate.worker.worker")


class _NoArguments(logging.Filter):
    """Drops the queue's own records about single jobs: they spell out the arguments, sealed tokens among them.

    The worker writes its own record of each run instead.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        about_jobs = {"job", "jobs"} & record.__dict__.keys()
        return not about_jobs and record.__dict__.get("action") != "ending_job"


_FILTER = _NoArguments()


def keep_arguments_out_of_logs() -> None:
    """See to it that no job's arguments are logged, in this process."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
