"""Doors and machines: command line, settings, parameters, batch, rendering, serving. The core is `fitlib`.

Nothing is imported here: `python3 -m workbench` starts with the standard library alone.
"""
