"""Charts of a batch: one warmed process draws for one page after another, since starting the drawing costs as much as
twenty drawings. It knows specifications only (released values), answers each, and keeps nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from fitlib.charts import drawing, picture


def serve(line: Connection) -> None:
    """Draw what comes over the line until the other side hangs up. A drawing that fails is told as its error."""
    while True:
        try:
            kind, asked = line.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            answer = (True, drawing.vega(asked) if kind == "svg" else picture.raster(asked))
        except Exception as error:  # the page that asked must hear of it, and the next page must be drawn
            answer = (False, str(error))
        line.send(answer)


@contextmanager
def elsewhere(line: Connection | None) -> Iterator[None]:
    """Meanwhile the drawings of this process are made at the other end of the line; here where there is none."""
    if line is None:
        yield
        return

    def ask(kind: str, what: Any) -> Any:
        line.send((kind, what))
        good, answer = line.recv()
        if not good:
            raise ValueError(answer)
        return answer

    drawing.draw_by(lambda spec: ask("svg", spec))
    picture.draw_by(lambda svg: ask("png", svg))
    try:
        yield
    finally:
        drawing.draw_by(None)
        picture.draw_by(None)
