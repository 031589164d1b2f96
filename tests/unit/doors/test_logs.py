"""The server's log says that something was refused, and nothing of what stood in the address."""

import logging

from workbench.access.logs import LOGS, NoQuery, without_queries


def test_attack_19_a_line_ends_its_address_at_the_question_mark() -> None:
    line = logging.LogRecord("x", logging.WARNING, "", 0, "%d GET %s (%s): no", (404, "/a?token=t&team=Ä", "::1"), None)
    assert NoQuery().filter(line)
    assert line.getMessage() == "404 GET /a?… (::1): no"


def test_a_line_without_a_query_stays_and_asking_twice_is_asking_once() -> None:
    line = logging.LogRecord("x", logging.WARNING, "", 0, "100 % of 404", (), None)
    assert NoQuery().filter(line)
    assert line.getMessage() == "100 % of 404"
    without_queries()
    without_queries()
    assert [sum(isinstance(one, NoQuery) for one in logging.getLogger(name).filters) for name in LOGS] == [1, 1, 1]
