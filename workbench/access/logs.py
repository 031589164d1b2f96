"""What the server's log may hold: that something was asked and refused, never what stood behind the question mark."""

import logging
import re

QUERY = re.compile(r"\?\S+")  # a token, a team, a worker's pseudonym
LOGS = ("tornado.access", "tornado.general", "tornado.application")


class NoQuery(logging.Filter):
    """Lets every line pass, without the queries of the addresses in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: the line stays, its addresses end at the question mark."""
        record.msg, record.args = QUERY.sub("?…", record.getMessage()), ()
        return True


def without_queries() -> None:
    """Hold the logs of the web server to it, from now on."""
    for name in LOGS:
        log = logging.getLogger(name)
        if not any(isinstance(one, NoQuery) for one in log.filters):
            log.addFilter(NoQuery())
