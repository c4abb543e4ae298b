"""Everything about one clause for a memorandum: its words, the sentence, what was recorded row by row."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ....core.i18n import show_date
from ..shape.body import Body
from ..shape.learning import AboutClause, Cited, Lesson, WordOf
from ..shape.parts import Fact
from .clauses import answer_sentence, clause_sentence, peers_sentence, run_sentence, today_sentence
from .telling import moment_words
from .words import today_words


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was recorded about a clause: what, when, under which number; and its details."""

    what: str
    when: str
    proof: int | None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one clause: `source` is where it was decreed, `today` what became of it since;
    `folded` says that there were earlier runs, where they are not shown."""

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
    folded: str = ""


def sheet_of(body: Body, about: AboutClause, numbers: dict[str, int], *, latest: int | None) -> Sheet:
    """Everything about a clause; of its runs all, or the `latest` so many. `numbers` are those of records."""
    cited, earlier = about.cited, max(0, len(about.runs) - latest) if latest is not None else 0
    return Sheet(
        address=cited.address,
        heading=cited.heading,
        text=cited.text,
        source=_source(cited, body.header.as_of),
        proof=_proof_of(cited, numbers),
        sentence=clause_sentence(body, about),
        today=today_sentence(cited.today, today_words()),
        words=cited.today.words,
        rows=tuple(_rows(body, about, numbers, earlier)),
        peers=peers_sentence(about.peers),
        folded=_folded(earlier) if earlier else "",
    )


def _source(cited: Cited, as_of: date) -> str:
    said = _(
        "%(citation)s, versi %(version)s, berlaku sejak %(day)s. Sidik naskah %(hash)s.",
        citation=cited.citation,
        version=cited.version,
        day=show_date(cited.in_force_from),
        hash=cited.content_hash[:16],
    )
    if cited.in_force_that_day:
        return said
    if cited.in_force_from <= as_of:
        return said + " " + _("Versi ini sudah tidak berlaku pada hari itu.")
    return said + " " + _("Versi ini belum berlaku pada hari itu.")


def _folded(earlier: int) -> str:
    return ngettext(
        "%(num)d uji yang lebih dahulu tentang butir ini ada dalam PDF.",
        "%(num)d uji yang lebih dahulu tentang butir ini ada dalam PDF.",
        earlier,
    )


def _rows(body: Body, about: AboutClause, numbers: dict[str, int], earlier: int) -> list[Row]:
    """What was taught, declared and answered, in the order in which a board asks for it; but for so many
    earlier runs."""
    zone = body.header.zone
    lessons = [_lesson_row(lesson, zone, numbers) for lesson in about.lessons]
    declared = [
        Row(
            _(
                "Menyatakan sanggup mematuhi versi %(version)s, dengan kata sandi yang diketik ulang.",
                version=each.version,
            ),
            moment_words(each.at, zone),
            _proof_of(each, numbers),
        )
        for each in body.declared
        if each.code == about.cited.code
    ]
    runs = [
        Row(
            run_sentence(run),
            moment_words(run.ended_at, zone),
            _proof_of(run, numbers),
            tuple(answer_sentence(answer) for answer in run.answers),
        )
        for run in about.runs[earlier:]
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
        said, moment_words(read_at, zone) if read_at else "", _proof_of(lesson.reading or lesson, numbers)
    )


def _proof_of(fact: Fact, numbers: dict[str, int]) -> int | None:
    return numbers.get(fact.source) if fact.source else None
