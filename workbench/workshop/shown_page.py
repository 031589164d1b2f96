"""A page of the workbench for a training: of the invented organisation, so that anybody may look at its figures."""

import asyncio
import tempfile
from functools import cache
from pathlib import Path

from tornado.web import HTTPError

from workbench import demo, pages, params
from workbench.workshop import checking
from workbench.workshop.parts import PAGE
from workbench.workshop.trainer import Trainer

WISHES = {"audience": "internal", "period": "2025"}
SERVED, HERE = 'href="register.ipynb?', 'href="register?'


@cache
def document(name: str, lang: str) -> str:
    """The page of the first team of the invented organisation; the same each time, so it is made once."""
    with tempfile.TemporaryDirectory(prefix="fit-") as folder:
        home = Path(folder)
        demo.fill(home)
        declared = params.declared(pages.report(name).Params)
        wishes = {**WISHES, "lang": lang, "team": pages.teams(home)[0]}
        made = pages.open_page(name, home, **{key: value for key, value in wishes.items() if key in declared})
        return made.document().replace(SERVED, HERE)


class Shown(Trainer):
    """The page of a part, to look at together."""

    async def get(self, name: str) -> None:
        """The page, made beside the room's other work. Raises: HTTPError 404."""
        if name not in checking.known(PAGE):
            raise HTTPError(404, "nothing")
        self.as_paper(await asyncio.to_thread(document, name, self.words.lang))
