"""Why something about the calendar was not saved."""

from collections.abc import Mapping


class Refused(ValueError):
    """Nothing was saved. `why` names what must change, by field: the codes of `rules_terms.faults`, or those
    of `service`."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)
