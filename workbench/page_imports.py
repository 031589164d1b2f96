"""What the kernel of every served page needs, imported once: kernels are forks of a process that has imported this."""

import sys

sys.modules["debugpy"] = None  # nobody debugs the kernel of a visitor; it would cost each of them a tenth of a second

import IPython.core.debugger  # noqa: E402, F401
import IPython.extensions.storemagic  # noqa: E402, F401

from fitlib import reference  # noqa: E402
from workbench import forms, pages  # noqa: E402, F401

for page in pages.names():
    pages.report(page)
reference.load()  # the constants that the program brings are read once
