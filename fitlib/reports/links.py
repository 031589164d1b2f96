"""Links from a figure to its entry in the register.

The address is that of the served page, beside which every other page lies; a batch puts its own file in its place.
"""

from markupsafe import Markup

LINK = Markup('<a href="register.ipynb?lang={}#{}-{}">{}</a>')


def to_register(kind: str, name: str, text: str, lang: str) -> Markup:
    """The text as a link to an entry. Takes: kind indicator, pattern, constant or evidence, and the entry's name."""
    return LINK.format(lang, kind, name, text)
