"""Days in the sentences of what should be weighed, in the reader's language."""

from datetime import date

from flask_babel import gettext as _

from ....core.i18n import show_date
from ..shape.parts import Scalar

Values = dict[str, Scalar]


def day(values: Values, name: str) -> str:
    """A day by its name."""
    value = values.get(name)
    return show_date(date.fromisoformat(str(value))) if value else _("hari yang tidak tercatat")


def days(values: Values) -> str:
    """From `since` to `until`, which may be open or the same day."""
    if not values.get("until"):
        return _("sejak %(first)s", first=day(values, "since"))
    if values.get("since") == values["until"]:
        return day(values, "since")
    return _("%(first)s sampai %(last)s", first=day(values, "since"), last=day(values, "until"))
