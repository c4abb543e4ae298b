"""Days in the sentences of what should be weighed, in the reader's language."""

from datetime import date

from flask_babel import gettext as _

from ....core.i18n import show_date, show_days
from ..shape.parts import Scalar

Values = dict[str, Scalar]


def day(values: Values, name: str) -> str:
    """A day by its name."""
    value = values.get(name)
    return show_date(date.fromisoformat(str(value))) if value else _("hari yang tidak tercatat")


def days(values: Values) -> str:
    """From `since` to `until`, which may be open or the same day."""
    since, until = values.get("since"), values.get("until")
    if not since or not until:
        return _("sejak %(first)s", first=day(values, "since"))
    return show_days(date.fromisoformat(str(since)), date.fromisoformat(str(until)))


def number(values: Values, name: str) -> int:
    """A number by its name; nought where it was not told."""
    value = values.get(name)
    return value if isinstance(value, int) else 0
