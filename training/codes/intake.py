"""Taking in a decree: from a file or pasted words to a draft beside its source."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..core.db import db
from ..core.slots import Slots
from ..people.models import Agency, Person
from .extraction import Company, How, Reading, read_apart
from .formats import SLUG
from .kinds.limits import QUICK_LIMITS
from .kinds.scan import can_recognise
from .kinds.source import TooSlow, WithoutText
from .models import Code, CodeVersion
from .service import SlugTaken, import_text

PATIENCE = 3.0


class SlugKnown(ValueError):
    """The agency has a code by this name already: the text may be meant as its next version."""


class BadSlug(ValueError):
    """Not a short name: lower-case letters, digits and hyphens, at most 80."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the administrator filled in; the document's own words fill what was left empty."""

    code: Code | None
    slug: str = ""
    title: str = ""
    decree: str = ""
    decree_date: date | None = None
    in_force_from: date | None = None


class MustWait(Exception):
    """Not read while somebody waits: every reader is busy, it takes long, or `how` is `pictures`."""

    def __init__(self, how: How) -> None:
        super().__init__(how)
        self.how = how


def read_quickly(data: bytes, name: str, how: How, slots: Slots) -> Reading:
    """Read an upload at once. Raises Refused with the place, or MustWait."""
    with slots.take(quick=True, wait=PATIENCE) as slot:
        if slot is None:
            raise MustWait(how)
        try:
            reading = read_apart(data, name, how, QUICK_LIMITS, Company(slot=slot))
        except TooSlow:
            raise MustWait(how) from None
        except WithoutText:
            if not can_recognise():
                raise
            raise MustWait("pictures") from None
    if reading.source.unread and can_recognise():
        raise MustWait("pictures")
    return reading


def check_name(agency: Agency, told: Told) -> None:
    """Raise SlugTaken, SlugKnown or BadSlug before anything is read for a name that cannot be."""
    if told.slug and not told.code:
        _slug(agency, told.slug, 0)


def take_in(agency: Agency, reading: Reading, name: str, told: Told, *, now: datetime) -> CodeVersion:
    """Keep what was read as a draft, with the facts it states of itself; a known text is that version.

    Raises SlugTaken, SlugKnown or BadSlug.
    """
    found = reading.facts
    decided = told.decree_date or found.decree_date
    slug = told.code.slug if told.code else _slug(agency, told.slug, (decided or now).year)
    try:
        return import_text(
            agency,
            slug=slug,
            text=reading.source.text,
            source_name=name,
            title=told.title or found.title,
            decree=told.decree or found.decree,
            decree_date=decided,
            in_force_from=told.in_force_from or found.in_force_from,
            document=reading.document,
            now=now,
        )
    except IntegrityError:
        # Two uploads under one new name at the same moment: the other one has it now.
        raise SlugTaken(slug) from None


def codes_of(person: Person) -> list[Code]:
    """The codes of the person's agency, by title."""
    rows = sa.select(Code).where(Code.agency_id == person.agency_id).order_by(Code.title, Code.id)
    return list(db.session.scalars(rows))


def _slug(agency: Agency, asked: str, year: int) -> str:
    """The short name asked for, if it is one and free; else one made of the agency's name and the year."""
    if asked:
        if not re.fullmatch(SLUG, asked) or len(asked) > 80:
            raise BadSlug(asked)
        if (owner := _owner(asked)) is not None:
            raise SlugKnown(asked) if owner == agency.id else SlugTaken(asked)
        return asked
    own = slug = f"{agency.slug[:60]}-{year}"
    number = 1
    while _owner(slug) is not None:
        number += 1
        slug = f"{own}-{number}"
    return slug


def _owner(slug: str) -> int | None:
    return db.session.scalar(sa.select(Code.agency_id).where(Code.slug == slug))
