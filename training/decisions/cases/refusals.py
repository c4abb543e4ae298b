"""Why something about a case was not written down."""

from collections.abc import Sequence

from ..acts import Fault


class Refused(ValueError):
    """Nothing was written down. `faults` name what must change, by field and code (see `rules.faults`)."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(f"{fault.path or 'act'}: {fault.code}" for fault in faults))
        self.faults = tuple(faults)
