"""The core: export → measurement → curve → indicator → released → chart or table → page."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: data/, templates/, notebooks/ and dashboards/ lie beside this package."""

try:
    __version__ = version("fit-workbench")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
