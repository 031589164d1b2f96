"""The only user of DuckDB: what was imported, kept append-only, and one derived file that readers open.

Door: Home (the places), commit (keep rows), open (read them), open_cells (every team × period at once),
extract (some teams' rows in a home of their own), Store.ask (rows of one SELECT).
"""

from fitlib.store.commit import Committed, FileCommitted, commit
from fitlib.store.extract import extract
from fitlib.store.home import Home
from fitlib.store.opened import Stamp, Store, is_empty, open, open_cells
from fitlib.store.trouble import UNREADABLE

__all__ = [
    "UNREADABLE", "Committed", "FileCommitted", "Home", "Stamp", "Store", "commit", "extract", "is_empty", "open",
    "open_cells",
]  # fmt: skip
