"""The Finnish personal identity code: its form, its date and its check character.

Source: Digital and Population Data Services Agency, the reform of 2023 with the new signs of the century.
"""

import re
from datetime import date

WHOLE = r"^[0-9]{6}[^0-9][0-9]{3}[0-9A-Z]$"
FORM = re.compile(r"[0-9]{6}[^0-9][0-9]{3}[0-9A-Z]")
INSIDE = r"\b[0-3]\d[01]\d{3}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y]\b"
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
FIRST_NUMBER = 2


def has_form(found: str) -> bool:
    """True for six digits, one sign, three digits and a check character, whether or not such a person can exist."""
    return FORM.fullmatch(found) is not None


def exists(found: str) -> bool:
    """True where sign, date, running number and check character all fit together.

    Takes: a normal id (upper case, no spaces). Numbers from 900 on are temporary codes and valid; 000 and 001 are not.
    """
    if not has_form(found) or found[6] not in CENTURIES:
        return False
    day, sign, number = found[:6], found[6], found[7:10]
    return _is_day(day, sign) and int(number) >= FIRST_NUMBER and CHECK[int(day + number) % 31] == found[10]


def _is_day(day: str, sign: str) -> bool:
    try:
        date(CENTURIES[sign] + int(day[4:6]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    return True
