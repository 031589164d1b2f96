"""What holds for whatever data: a few examples of each property in CI, a thousand where FIT_TRUST is set."""

import os

from hypothesis import settings

WHOLE = 1000 if os.environ.get("FIT_TRUST") else None


def examples(usual: int) -> settings:
    """How many examples a property that is slow is tried with."""
    return settings(max_examples=WHOLE or usual)
