"""The hand-out, as the trainer gets it."""

import asyncio
from datetime import date

from tornado.web import HTTPError

from fitlib.errors import SetUpFailed
from workbench.workshop import handout
from workbench.workshop.trainer import Trainer
from workbench.writing import slug


class Paper(Trainer):
    """The hand-out, to print or to keep."""

    async def get(self, kind: str) -> None:
        """HTML in the browser, or a PDF file. Where no PDF can be made, the page says how to print."""
        document = await self._document()
        if kind == "html":
            self.as_paper(document)
            return
        try:
            made = await handout.pdf(document)
        except SetUpFailed:
            raise HTTPError(503, "pdf") from None
        name = f"{slug(self.room.plan.key)}-{self.words.lang}-{date.today().isoformat()}.pdf"
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(made)

    async def _document(self) -> str:
        """Drawn once for each language, beside the room's other work."""
        made, words = self.room.handouts, self.words
        if words.lang not in made:
            made[words.lang] = await asyncio.to_thread(handout.html, self.room, words)
        return made[words.lang]
