"""A case put into the workshop while it is held: it comes after the others, and the room goes to it."""

from fitlib.errors import InputRefused
from workbench.workshop import shelf
from workbench.workshop.exhibits import Exhibit, alone
from workbench.workshop.parts import CASE, FIRST_CASE, Part, Vote
from workbench.workshop.room import Room

MINUTES = 10


def of_library(room: Room, key: str) -> None:
    """A family of the library, or a case of the trainer's own. Raises: InputRefused where there is none."""
    if key not in shelf.kinds(room.home, room.reference):
        raise InputRefused("own_case_unreadable", file=key)
    one, told = shelf.made(room.home, key, FIRST_CASE, room.reference)
    show(room, alone(one, told, room.reference, len(room.exhibits)), key)


def show(room: Room, one: Exhibit, key: str = "", votes: tuple[Vote, ...] = ()) -> None:
    """The exhibit as the last part; the room goes to its beginning."""
    number = room.add(Part(CASE, MINUTES, family=key, votes=votes), one)
    room.move(room.script.part(number))
