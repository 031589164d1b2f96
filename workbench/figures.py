"""Figures made once for every page, when data come in or many pages are asked for: nobody waits for them twice."""

import sys
from pathlib import Path

from fitlib import reference, store
from fitlib.errors import FitError
from fitlib.indicators.keep import keep as make
from fitlib.words import Words


def keep(home: Path, words: Words | None = None) -> bool:
    """Make the figures beside the store where they are not there or are of other data, definitions or constants.

    Takes: FIT_HOME; the language of a progress bar, where one is wanted. Gives: whether they are there.
    Rule: whatever stops it stops nothing else: pages that find no figures ask the store.
    """
    try:
        return _kept(store.Home(Path(home)), words)
    except (FitError, store.UNREADABLE):
        return False


def _kept(place: store.Home, words: Words | None) -> bool:
    if words is None or not sys.stderr.isatty():
        return make(place, reference.load(place.path))
    from tqdm import tqdm

    name, shape = words("store.progress.figures"), "{l_bar}{bar}| {elapsed}"
    with tqdm(total=1.0, bar_format=shape, leave=False, desc=name) as bar:

        def show(share: float) -> None:
            bar.n = share
            bar.refresh()

        return make(place, reference.load(place.path), show)
