"""A dossier as a memorandum: the same sentences in the same order for the page and for the paper.

What is here are words and plain values; the page and the sheet only lay them out. `proof` is the number of
the record in the list of proofs at the end, which is also its number in the pack.
"""

from dataclasses import dataclass

from flask_babel import gettext as _

from training.core.i18n import show_date

from ...words import track_words
from ..shape.body import Body
from ..shape.learning import AboutClause, Lesson, WordOf
from ..shape.parts import Fact
from .clauses import answer_sentence, clause_sentence, peers_sentence, run_sentence, today_sentence
from .lines import Section
from .sections import Sections
from .stripes import Stripe, stripes_of
from .telling import moment_words
from .words import disclaimer_words, today_words


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was recorded about a clause: what, when, under which number; and its details."""

    what: str
    when: str
    proof: int | None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one clause: `source` is where it was decreed, `today` what became of it since."""

    address: str
    heading: str
    text: str
    source: str
    proof: int | None
    sentence: str
    today: str
    words: tuple[WordOf, ...]
    rows: tuple[Row, ...]
    peers: str


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


def memo_of(body: Body) -> Memo:
    """The memorandum of a dossier, in the reader's language."""
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
        sheets=tuple(_sheet(body, about, numbers) for about in body.clauses),
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
    happened = show_date(header.happened_on)
    if header.happened_until and header.happened_until != header.happened_on:
        happened = _("%(first)s sampai %(last)s", first=happened, last=show_date(header.happened_until))
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


def _sheet(body: Body, about: AboutClause, numbers: dict[str, int]) -> Sheet:
    cited = about.cited
    since = _(
        "%(citation)s, versi %(version)s, berlaku sejak %(day)s. Sidik naskah %(hash)s.",
        citation=cited.citation,
        version=cited.version,
        day=show_date(cited.in_force_from),
        hash=cited.content_hash[:16],
    )
    if not cited.in_force_that_day:
        since += " " + _("Versi ini belum berlaku pada hari itu.")
    return Sheet(
        address=cited.address,
        heading=cited.heading,
        text=cited.text,
        source=since,
        proof=proof_of(cited, numbers),
        sentence=clause_sentence(body, about),
        today=today_sentence(cited.today, today_words()),
        words=cited.today.words,
        rows=tuple(_rows(body, about, numbers)),
        peers=peers_sentence(about.peers),
    )


def _rows(body: Body, about: AboutClause, numbers: dict[str, int]) -> list[Row]:
    """What was taught, declared and answered, in the order in which a board asks for it."""
    zone = body.header.zone
    lessons = [_lesson_row(lesson, zone, numbers) for lesson in about.lessons]
    declared = [
        Row(
            _(
                "Menyatakan sanggup mematuhi versi %(version)s, dengan kata sandi yang diketik ulang.",
                version=each.version,
            ),
            moment_words(each.at, zone),
            proof_of(each, numbers),
        )
        for each in body.declared
        if each.code == about.cited.code
    ]
    runs = [
        Row(
            run_sentence(run),
            moment_words(run.ended_at, zone),
            proof_of(run, numbers),
            tuple(answer_sentence(answer) for answer in run.answers),
        )
        for run in about.runs
    ]
    return [*lessons, *declared, *runs]


def _lesson_row(lesson: Lesson, zone: str, numbers: dict[str, int]) -> Row:
    """The record of a module shows that it was there to be read, not that it was read: days of reading are
    kept beside the record."""
    read_at = lesson.reading.read_at if lesson.reading else None
    if read_at:
        said = _("Pelajaran “%(title)s” dibaca sampai selesai.", title=lesson.title)
    elif lesson.reading:
        said = _("Pelajaran “%(title)s” dibuka, belum sampai selesai.", title=lesson.title)
    else:
        said = _("Pelajaran “%(title)s” tersedia, belum dibuka.", title=lesson.title)
    return Row(
        said, moment_words(read_at, zone) if read_at else "", proof_of(lesson.reading or lesson, numbers)
    )


def proof_of(fact: Fact, numbers: dict[str, int]) -> int | None:
    """The number of the record a fact rests on."""
    return numbers.get(fact.source) if fact.source else None
