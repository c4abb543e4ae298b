"""Taking in a decree: from a file or pasted words to a draft beside its source."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..core.db import db
from ..people.models import Agency, Person
from .extraction import extract_apart
from .facts import facts_of
from .formats import SLUG
from .models import Code, CodeVersion
from .service import SlugTaken, import_text
from .sources import Source, pasted


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


def source_of(data: bytes, name: str, text: str) -> Source:
    """The text of an uploaded file, else of what was pasted. Raises BadFile with the place."""
    return extract_apart(data, name=name) if data else pasted(text)


def take_in(agency: Agency, source: Source, name: str, told: Told, *, now: datetime) -> CodeVersion:
    """Keep a text as a draft, with the facts it states of itself. A text that is known is that version.

    Raises SlugTaken, SlugKnown or BadSlug.
    """
    found = facts_of(source.text)
    decided = told.decree_date or found.decree_date
    slug = told.code.slug if told.code else _slug(agency, told.slug, (decided or now).year)
    try:
        return import_text(
            agency,
            slug=slug,
            text=source.text,
            source_name=name,
            title=told.title or found.title,
            decree=told.decree or found.decree,
            decree_date=decided,
            in_force_from=told.in_force_from or found.in_force_from,
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
