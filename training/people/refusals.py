"""Why a change to people or units is refused."""

from collections.abc import Sequence

from .models import Posting


class Taken(Exception):
    """A NIP, e-mail, unit name or agency that already exists; `field` names which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Stale(Exception):
    """Somebody else changed the person after this form was opened."""


class LastAdministrator(Exception):
    """The change would leave nobody who can administer the agency."""


class Loop(Exception):
    """A unit would lie beneath itself; `path` names the units round the loop, empty when too many levels."""

    def __init__(self, path: Sequence[str]) -> None:
        super().__init__(path)
        self.path = list(path)


class StillUsed(Exception):
    """A unit that cannot be closed: `by` is `people` or `units`."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class Clash(Exception):
    """Two posts on one day: the one that stands, and the one that was to be written."""

    def __init__(self, standing: Posting, wanted: Posting) -> None:
        super().__init__(standing, wanted)
        self.standing, self.wanted = standing, wanted


class Gone(Exception):
    """The person has left, or is here, or the day does not fit: `slug` says which."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug
