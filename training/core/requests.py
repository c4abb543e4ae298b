"""What arrives: text without the characters that no page can show and not every database can keep."""

import re
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter

_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_UNSHOWABLE_BYTES = re.compile("[\x00-\x1f\x7f]")
_MARK = "\ufffd"


def showable(text: str) -> str:
    """The text with a visible mark in place of each control character or half character."""
    return _UNSHOWABLE.sub(_MARK, text)


class Typed(ImmutableMultiDict[str, Any]):
    """Query or form values as they may be shown again and kept: whoever sent a mark sees where it stood."""

    def __init__(self, values: Any = None) -> None:
        pairs = MultiDict(values).items(multi=True)
        super().__init__([(showable(name), _showable(value)) for name, value in pairs])


class TidyRequest(Request):
    """A request whose path, query and form hold no character that cannot be shown."""

    parameter_storage_class = Typed

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        path = environ.get("PATH_INFO", "")
        if _UNSHOWABLE_BYTES.search(path):
            environ["PATH_INFO"] = _UNSHOWABLE_BYTES.sub(_MARK.encode().decode("latin-1"), path)
        super().__init__(environ, *args, **kwargs)


class SmallNumber(IntegerConverter):
    """A number in an address that every database can hold; a longer one names nothing."""

    regex = r"[0-9]{1,9}"


def _showable(value: Any) -> Any:
    return showable(value) if isinstance(value, str) else value
