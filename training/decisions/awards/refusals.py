"""Why something about awards was not saved."""

from collections.abc import Mapping


class Late(ValueError):
    """Somebody was quicker: what one looked at is no longer how it is."""


class Unfit(ValueError):
    """What was typed cannot be taken. `why` names the codes by field."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)
