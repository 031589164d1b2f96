"""Doors and machines: command line, settings, parameters, batch, rendering, serving. The core is `fitlib`.

Nothing is imported here: `python3 -m workbench` starts with the standard library alone.
"""

import sys

# jsonschema (behind Altair and Jupyter Server) would build a grammar of internationalised web addresses when it is
# imported: one to two seconds for every process, and nothing here checks such an address.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
