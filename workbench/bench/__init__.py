"""`fit bench`: how fast the workbench is, as ratios to what a colleague would write, measured side by side.

One file a subject; the colleague's way stands in `by_hand.py`. `line.py` says what is measured, `table.py` prints it.
"""
