"""One parser for a notebook's cell, a URL, the command line, a matrix and a form.

A page declares its parameters as a frozen dataclass. Only declared names pass - a name is code in a papermill cell -
and a text stays the text that was written: "007", "nan" and "None" are team names like any other.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl, urlencode

from fitlib.errors import ParameterRefused
from fitlib.period import Period

NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
DECIMAL = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,15})?(e[+-]?[0-9]{1,3})?")
YES_NO = {"true": True, "false": False, "1": True, "0": False}
SHOWN, FIELDS = 40, 100
LONGEST = 10_000  # characters of one text: a page, a file or an address carries no more


def declared(kind: type) -> dict[str, Any]:
    """Names and types of a page's parameters, in the order of the page."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def parse(kind: type, raw: Mapping[str, Any]) -> Any:
    """The page's Params from texts or typed values.

    Takes: the frozen dataclass, a mapping of name to value.
    Raises: ParameterRefused for a name that is not declared, one that is missing, a value that is not of its type.
    """
    typed = given(kind, raw)
    for field in fields(kind):
        if field.name not in raw and field.default is MISSING and field.default_factory is MISSING:
            raise ParameterRefused("param_missing", name=field.name)
    return kind(**typed)


def given(kind: type, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values of what is given, where the rest may come later. Raises: as `parse`, but for what is missing."""
    types = declared(kind)
    for name in raw:
        if not isinstance(name, str) or not NAME.fullmatch(name) or name not in types:
            raise ParameterRefused("param_unknown", name=str(name)[:SHOWN], known=", ".join(types))
    return {name: _typed(name, types[name], value) for name, value in raw.items()}


def from_url(kind: type, query: str, **wished: Any) -> Any:
    """The Params of a query string; `wished` fills in what the address leaves out.

    Raises: as `parse`, and where one value is given twice or the address is not UTF-8.
    """
    return parse(kind, wished | url_values(kind, query))


def url_values(kind: type, query: str) -> dict[str, Any]:
    """Texts of a query string by name, lists where the parameter is a list."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        raise ParameterRefused("param_address") from None
    types, found = declared(kind), {}
    for name, value in pairs:
        if is_list(types.get(name)):
            found.setdefault(name, []).append(value)
        elif name in found:
            raise ParameterRefused("param_twice", name=name[:SHOWN])
        else:
            found[name] = value
    return found


def is_list(kind: Any) -> bool:
    """True for a parameter that takes several values."""
    return get_origin(kind) in (list, tuple)


def to_url(params: Any) -> str:
    """The query string that `from_url` reads back to equal Params."""
    pairs = []
    for name, value in to_cells(params).items():
        several = value if isinstance(value, list) else [] if value is None else [value]
        pairs += [(name, str(one).lower() if isinstance(one, bool) else str(one)) for one in several]
    return urlencode(pairs)


def to_cells(params: Any) -> dict[str, Any]:
    """Name to str, int, float, bool, list of str or None: what papermill writes into a cell unchanged."""
    return {field.name: plain(getattr(params, field.name)) for field in fields(params)}


def plain(value: Any) -> Any:
    """A value as a cell or JSON holds it: a period as it is written, a tuple as a list."""
    if isinstance(value, Period):
        return value.text
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def not_too_long(name: str, value: Any) -> None:
    """Raises: ParameterRefused for a text that no person has written."""
    if isinstance(value, str) and len(value) > LONGEST:
        raise ParameterRefused("param_long", name=name, length=len(value), most=LONGEST)


def _typed(name: str, wanted: Any, value: Any) -> Any:
    not_too_long(name, value)
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        if value is None and NoneType in inner:
            return None
        return _typed(name, next(one for one in inner if one is not NoneType), value)
    if origin is Literal:
        return _chosen(name, inner, value)
    if origin in (list, tuple):
        several = value if isinstance(value, list | tuple) else [value]
        return origin(_typed(name, inner[0], one) for one in several)
    try:
        return READERS[wanted](value)
    except ValueError:
        raise ParameterRefused("param_type", name=name, wanted=wanted.__name__) from None


def _chosen(name: str, choices: tuple[Any, ...], value: Any) -> Any:
    for choice in choices:
        if value == choice and isinstance(value, type(choice)) or value == str(choice):
            return choice
    raise ParameterRefused("param_choice", name=name, known=", ".join(map(str, choices)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    value.encode()  # a lone surrogate is no text: it could not be written to any file
    return value


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    raise ValueError


def _decimal(value: Any) -> float:
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        value = float(value.replace(",", "."))
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise ValueError


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in YES_NO:
        return YES_NO[value]
    raise ValueError


def _period(value: Any) -> Period:
    return value if isinstance(value, Period) else Period.parse(_text(value))


READERS: dict[type, Callable[[Any], Any]] = {str: _text, int: _whole, float: _decimal, bool: _yes_no, Period: _period}
