"""A dossier as a memorandum: the same sentences in the same order for the page and for the paper.

What is here are words and plain values; the page and the sheet only lay them out. `proof` is the number of
the record in the list of proofs at the end, which is also its number in the pack.
"""

from dataclasses import dataclass

from flask_babel import gettext as _

from ....core.i18n import show_date, show_days
from ...words import track_words
from ..shape.body import Body
from .clause_sheet import Sheet, sheet_of
from .lines import Section
from .sections import Sections
from .stripes import Stripe, stripes_of
from .telling import moment_words
from .words import disclaimer_words


@dataclass(frozen=True, slots=True)
class Memo:
    """The memorandum. `facts` are pairs for its head; `proofs` the records it rests on, numbered from 1."""

    agency: str
    number: str
    matter: str
    subject: str
    as_of: str
    known: str
    disclaimers: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    stripes: tuple[Stripe, ...]
    fairness: Section
    sections: tuple[Section, ...]
    proofs: tuple[str, ...]


def memo_of(body: Body, *, latest: int | None = None) -> Memo:
    """The memorandum of a dossier, in the reader's language; of each clause all runs, or the `latest`."""
    header, proofs = body.header, tuple(body.cited)
    numbers = {record: place for place, record in enumerate(proofs, start=1)}
    sections = Sections(body, numbers)
    return Memo(
        agency=header.agency,
        number=header.number,
        matter=_matter(body),
        subject=header.subject.name,
        as_of=_as_of(body),
        known=_(
            "Sebagaimana diketahui sampai %(at)s; yang tercatat sesudahnya disebut terpisah.",
            at=moment_words(header.known_by, header.zone),
        ),
        disclaimers=tuple(disclaimer_words(header.disclaimers)),
        facts=tuple(_facts(body)),
        sheets=tuple(sheet_of(body, about, numbers, latest=latest) for about in body.clauses),
        stripes=tuple(stripes_of(body)),
        fairness=sections.fairness(),
        sections=tuple(sections.others()),
        proofs=proofs,
    )


def _as_of(body: Body) -> str:
    """The day it speaks of; where a case is asked about another day than that of the act, it says so."""
    header = body.header
    said = _("Keadaan per %(day)s.", day=show_date(header.as_of))
    if header.kind == "nomination" or header.on_the_day(header.as_of):
        return said
    return said + " " + _("Hari itu bukan hari kejadian.")


def _matter(body: Body) -> str:
    if body.header.kind == "nomination":
        return _("Usulan penghargaan")
    return _("Perkara, jalur %(track)s", track=track_words().get(body.header.track, "").lower())


def _facts(body: Body) -> list[tuple[str, str]]:
    header, post = body.header, body.post
    happened = show_days(header.happened_on, header.happened_until)
    when = _("Hari kejadian") if header.kind == "case" else _("Dilihat mundur dari")
    pairs = [
        (_("Tentang"), header.subject.name),
        (_("NIP"), header.subject.nip),
        (_("Pangkat saat disusun"), header.subject.rank),
        (_("Jabatan saat itu"), post.position if post else _("tidak tercatat")),
        (_("Unit kerja saat itu"), post.unit if post else _("tidak tercatat")),
        (_("Atasan saat disusun"), post.superior_today if post else ""),
        (when, happened),
        (_("Disusun"), moment_words(header.made_at, header.zone)),
    ]
    return [(name, said) for name, said in pairs if said]
