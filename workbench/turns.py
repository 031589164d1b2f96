"""Whose turn it is: kernels start when nobody is waiting for a picture, so that twenty who come at once all see first.

A visitor who is alone has a kernel at once. Where several come together, each page tells when it is painted.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

BOOTS = 2  # kernels that start at the same time: more would only slow each other down
PAINT = 3.0  # seconds that a page may take to be painted: one without a script never tells
LONGEST = 6.0  # seconds that a kernel waits for others: they may come without end


class Turns:
    """Looks that are not seen yet, and the kernels that wait for them."""

    def __init__(self, paint: float = PAINT, longest: float = LONGEST, boots: int = BOOTS) -> None:
        self.paint, self.longest = paint, longest
        self.looks: dict[str, asyncio.TimerHandle | None] = {}
        self.quiet = asyncio.Event()
        self.boots = asyncio.Semaphore(boots)
        self.starting = 0
        self._settle()

    def come(self) -> str:
        """Somebody wants to see a page. Gives the name of this look, which nobody else can guess."""
        look = secrets.token_urlsafe(16)
        self.looks[look] = None
        self._settle()
        return look

    def alone(self, look: str) -> bool:
        """True where nobody else looks, and no kernel is starting: this one need not wait."""
        return not self.starting and not self.looks.keys() - {look}

    def sent(self, look: str, waits: bool) -> None:
        """The picture is on its way; the page tells when it is `seen`, or nobody waits for it."""
        if waits:
            self.looks[look] = asyncio.get_running_loop().call_later(self.paint, self.seen, look)
        else:
            self.seen(look)

    def seen(self, look: str) -> None:
        """The page is painted, or its visitor has left; a look that is not known is none."""
        timer = self.looks.pop(look, None)
        if timer:
            timer.cancel()
        self._settle()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Within, a kernel may start: when all is seen or this one has waited long enough, in the order of coming."""
        try:
            async with asyncio.timeout(self.longest):
                await self.quiet.wait()
        except TimeoutError:
            pass
        async with self.boots:
            self.starting += 1
            try:
                yield
            finally:
                self.starting -= 1

    def _settle(self) -> None:
        self.quiet.clear() if self.looks else self.quiet.set()
