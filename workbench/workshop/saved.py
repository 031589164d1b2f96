"""The group's totals as a file, when the trainer asks for it: no device, no time of a vote, no small number."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from workbench.workshop.room import Room
from workbench.writing import slug, write_whole

FOLDER = "workshops"


def save(room: Room, today: date) -> Path:
    """Write the totals of the votes held so far. Gives: the file, a new one each time."""
    folder = room.home / FOLDER
    stem = f"{slug(room.plan.key)}-{today.isoformat()}"
    number = 1 + sum(1 for _ in folder.glob(f"{stem}-*.json"))
    text = json.dumps(totals(room, today), ensure_ascii=False, indent=1)
    return write_whole(folder / f"{stem}-{number}.json", text + "\n")


def totals(room: Room, today: date) -> dict[str, Any]:
    """One row per vote that is over: what was asked of which case, how many answered, and the released counts."""
    rows = []
    for ballot in room.held():
        if ballot.part in room.exhibits and not room.exhibits[ballot.part].invented:
            continue  # nothing about a real curve is written down, not even what was said of it
        told = room.totals(ballot)
        row = {"family": room.plan.parts[ballot.part].family, "ask": ballot.ask, "turn": ballot.turn}
        rows.append(row | {"step": room.step_of(ballot), "n": told.n, "counts": told.counts and dict(told.counts)})
    return {"plan": room.plan.key, "date": today.isoformat(), "votes": rows}
