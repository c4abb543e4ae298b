"""What the pages of files share: a matter loaded through the person, the visit, closed doors."""

from datetime import datetime
from typing import NoReturn

from flask import abort, session, url_for

from ....people.models import Person
from ....people.refused import note_refusal
from ....people.session import current_person
from ...gate import find, keeps
from ...models import CASE, NOMINATION, Case, Dossier, Matter, Nomination, Opening
from ..freezing import find_version
from ..opening import NoAccess, may_open, visit

KINDS: dict[str, type[Case] | type[Nomination]] = {"cases": Case, "nominations": Nomination}
SHELVES = {CASE: "cases", NOMINATION: "nominations"}
VISITS, MOST_VISITS = "dossier_visits", 8


def closed_door() -> NoReturn:
    """404, and a line for the auditor: somebody tried to open what is not theirs."""
    note_refusal("dossier")
    abort(404)


def matter_at(shelf: str, ref: str) -> Matter:
    """A matter that the visitor keeps or sits in."""
    found: Matter | None = find(current_person(), KINDS[shelf], ref)
    return found if found is not None else closed_door()


def address(endpoint: str, matter: Matter, **values: object) -> str:
    """Where a page of a matter's file is."""
    where = {"shelf": SHELVES[matter.kind], "ref": matter.ref}
    return url_for(f"dossiers.{endpoint}", **where, **values)  # type: ignore[arg-type]


def kept_address(endpoint: str, matter: Matter) -> str:
    """Where a page is that only the keeper of a matter has."""
    return url_for(f"dossiers.{endpoint}_of_{SHELVES[matter.kind]}", ref=matter.ref)


def kept_at(shelf: str, ref: str) -> Matter:
    """A matter that the visitor keeps."""
    matter = matter_at(shelf, ref)
    return matter if keeps(current_person(), matter) else closed_door()


def home_of(matter: Matter) -> str:
    """Where the page of the matter itself is."""
    return f"/{SHELVES[matter.kind]}/{matter.ref}"


def may_read(matter: Matter, reader: Person, now: datetime) -> bool:
    """Whether the reader holds a loan that lasts, or keeps the matter."""
    try:
        may_open(matter, reader, now)
    except NoAccess:
        return False
    return True


def remember_visit(opening: Opening) -> None:
    """Let this browser leaf through the file for a while under what was just put on record."""
    kept = {ref: made for ref, made in session.get(VISITS, {}).items() if ref != opening.matter.ref}
    session[VISITS] = dict([*kept.items(), (opening.matter.ref, opening.ref)][-MOST_VISITS:])


def visit_of(matter: Matter, reader: Person, now: datetime) -> Opening | None:
    """The visit this browser is on, if it lasts still."""
    return visit(matter, reader, session.get(VISITS, {}).get(matter.ref, ""), now)


def version_at(matter: Matter, number: int) -> Dossier:
    """A version that was handed over."""
    found = find_version(matter, number)
    return found if found is not None else closed_door()
