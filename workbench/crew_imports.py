"""What every page needs, imported once: processes of a batch are copies of one that has imported this.

Rule: nothing here may start a thread or open a file, since a copy would have neither.
"""

import gc

import altair as alt  # noqa: F401
import scipy.stats  # noqa: F401
from nbconvert import HTMLExporter  # noqa: F401

from fitlib import reference
from workbench import batch, pages, shell  # noqa: F401

for page in pages.names():
    pages.report(page)
reference.load()
gc.collect()
gc.freeze()
