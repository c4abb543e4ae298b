"""Facts of a dossier as sentences, and the one sentence of a clause, in the reader's language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from training.core.i18n import ZONES, show_date, show_number

from ...entries.words import all_level_words
from ...models import DISCIPLINE, ETHICS
from ..shape.body import Body, Entered
from ..shape.career import Certified, Declared, RoundHeld
from ..shape.learning import AboutClause, Answer, Peers, Run, TextToday
from .words import grade_words, state_words, weight_words


def moment_words(at: datetime, zone: str) -> str:
    """`21 November 2026, 13.05 WIB`, wherever it is printed."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{show_date(local.date())}, {local:%H.%M} {ZONES.get(zone, zone)}"


def day_of(at: datetime, zone: str) -> date:
    """The day a moment was on, in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def clause_sentence(body: Body, about: AboutClause) -> str:
    """The sentence no other paper can finish: taught, declared, answered, about one clause that day."""
    return _(
        "Pada %(day)s, mengenai butir %(clause)s versi %(version)s, %(name)s %(taught)s, %(attested)s, dan "
        "%(answered)s.",
        day=show_date(body.header.as_of),
        clause=about.cited.address,
        version=about.cited.version,
        name=body.header.subject.name,
        taught=_taught(about),
        attested=_attested(about, body.declared),
        answered=_answered(about),
    )


def _taught(about: AboutClause) -> str:
    run = next((each for each in reversed(about.runs) if each.passed), None) or (about.runs or (None,))[-1]
    if about.taught == "passed" and run:
        return _("sudah lulus uji yang menanyakannya (%(day)s)", day=show_date(run.day))
    if about.taught == "answered" and run:
        return _("sudah diuji tentangnya tetapi belum lulus (%(day)s)", day=show_date(run.day))
    said = {
        "passed": _("sudah lulus uji yang menanyakannya"),
        "answered": _("sudah diuji tentangnya tetapi belum lulus"),
        "read": _("sudah membaca pelajarannya tetapi belum diuji"),
        "assigned": _("sudah ditugasi mempelajarinya tetapi belum membaca pelajarannya"),
        "not_assigned": _("belum pernah ditugasi mempelajarinya"),
    }
    return said[about.taught]


def _attested(about: AboutClause, declared: tuple[Declared, ...]) -> str:
    own = [each for each in declared if each.version == about.cited.version]
    if about.attested == "this_version" and own:
        day = show_date(own[-1].day)
        return _("sudah menyatakan sanggup mematuhi versi itu (%(day)s)", day=day)
    said = {
        "this_version": _("sudah menyatakan sanggup mematuhi versi itu"),
        "same_words": _("sudah menyatakan sanggup mematuhi versi lain yang bunyinya sama untuk butir ini"),
        "other_version": _("hanya menyatakan sanggup mematuhi versi lain yang bunyinya berbeda"),
        "no": _("belum menyatakan sanggup mematuhinya"),
    }
    return said[about.attested]


def _answered(about: AboutClause) -> str:
    if about.last is None:
        return _("belum pernah menjawab pertanyaan uji tentangnya")
    values = {
        "day": show_date(about.last.day),
        "chosen": _quoted(about.last.chosen),
        "grade": grade_words()[about.last.grade],
    }
    if about.last.asked > 1:
        return _(
            "terakhir diuji tentangnya pada %(day)s, tepat dalam %(right)s dari %(asked)s pertanyaan, dengan "
            "jawaban terakhir %(chosen)s (%(grade)s)",
            right=about.last.right,
            asked=about.last.asked,
            **values,
        )
    return _("terakhir menjawab pertanyaan uji tentangnya pada %(day)s: %(chosen)s (%(grade)s)", **values)


def answer_sentence(answer: Answer) -> str:
    """One decision of a run: what was asked, what was chosen, how it was graded by then."""
    said = _(
        "Cerita “%(title)s”. %(question)s Jawaban: %(chosen)s (%(grade)s).",
        title=answer.title,
        question=answer.question,
        chosen=_quoted(answer.chosen) if answer.chosen else _("tidak dijawab"),
        grade=grade_words()[answer.grade],
    )
    if not answer.counts:
        said += " " + _("Pertanyaan ini kemudian tidak dihitung.")
    if any(not each.known for each in answer.judged):
        said += " " + _("Penilaiannya ditinjau kembali sesudah saat yang dipakai berkas ini.")
    return said


def run_sentence(run: Run) -> str:
    """A run as a whole, as it was known by then."""
    values = {"title": run.title, "percent": run.percent, "asked": run.mastery_percent}
    if not run.submitted:
        said = _("Uji “%(title)s”: waktunya habis, nilai %(percent)s%% (batas %(asked)s%%).", **values)
    elif run.passed:
        said = _("Uji “%(title)s”: lulus, nilai %(percent)s%% (batas %(asked)s%%).", **values)
    else:
        said = _("Uji “%(title)s”: belum lulus, nilai %(percent)s%% (batas %(asked)s%%).", **values)
    notes = []
    if run.passed_now != run.passed:
        notes.append(_("Setelah dinilai kembali, hasilnya berubah."))
    if not run.same_words:
        notes.append(_("Bunyi butirnya saat itu berbeda."))
    if run.same_day:
        notes.append(
            _("Pada hari kejadian; jam kejadiannya tidak tercatat, jadi tidak pasti mana yang dahulu.")
        )
    if run.extra_time:
        notes.append(_("Dengan tambahan waktu."))
    return " ".join([said, *notes])


def today_sentence(today: TextToday, words: dict[str, str]) -> str:
    """What became of the clause since, and what was decided about that."""
    said = words[today.state]
    if today.state in ("moved", "edited") and today.version:
        said += " " + _(
            "Kini butir %(clause)s dalam versi %(version)s.", clause=today.address, version=today.version
        )
    if today.weight:
        said += " " + _("Perubahannya dinyatakan %(weight)s.", weight=weight_words()[today.weight])
    if today.why:
        said += " " + _("Alasannya: %(why)s", why=today.why)
    return said


def peers_sentence(peers: Peers) -> str:
    """How colleagues answered, without anybody in it."""
    if not peers.shown or peers.at_least is None or peers.right_percent is None:
        return _("Jawaban rekan kerja tidak ditampilkan: kelompoknya kurang dari sepuluh orang.")
    return _(
        "Dari sekurangnya %(people)s rekan kerja, sekitar %(percent)s%% memilih jawaban yang tepat pada uji "
        "pertamanya.",
        people=peers.at_least,
        percent=peers.right_percent,
    )


def standing_sentence(certified: Certified) -> str:
    """The standing that day, in one sentence."""
    state = state_words().get(certified.state, certified.state)
    said = _("%(title)s: %(state)s.", title=certified.title, state=state)
    if certified.excused:
        said += " " + _("Saat itu pegawai dikecualikan.")
    if certified.due_on:
        said += " " + _("Tenggatnya %(day)s.", day=show_date(certified.due_on))
    return said


def round_sentence(held: RoundHeld) -> str:
    """A round: from when until when, and what was taken away."""
    values = {
        "number": held.number,
        "certificate": held.certificate,
        "version": held.version,
        "first": show_date(held.valid_from),
        "last": show_date(held.valid_until),
    }
    said = _("Sertifikat %(certificate)s atas versi %(version)s: %(first)s sampai %(last)s.", **values)
    if held.revoked_on:
        said += " " + _("Dicabut %(day)s.", day=show_date(held.revoked_on))
    return said


def entered_sentence(entered: Entered) -> str:
    """What HR entered: its name, level or figures, decree and days."""
    days = show_date(entered.since)
    if entered.until:
        days = _("%(first)s sampai %(last)s", first=days, last=show_date(entered.until))
    number = [_("nomor %(number)s", number=entered.number)] if entered.number else []
    said = ", ".join(
        each for each in (entered.title, *_level(entered), *_counted(entered), *number, days) if each
    )
    return f"{said[:1].upper()}{said[1:]}."


def _level(entered: Entered) -> list[str]:
    words = all_level_words()
    if entered.level in words[DISCIPLINE]:
        return [_("tingkat %(level)s", level=words[DISCIPLINE][entered.level].lower())]
    return [words[ETHICS][entered.level].lower()] if entered.level in words[ETHICS] else []


def _counted(entered: Entered) -> list[str]:
    counted = entered.counted
    if entered.kind == "attendance":
        share = counted.get("hundredths")
        percent = int(share) / 100 if share is not None else counted.get("percent")
        away = counted.get("absent_days")
        absent = [_("%(days)s hari tanpa keterangan", days=away)] if away is not None else []
        return (
            [_("hadir %(percent)s%%", percent=show_number(percent)), *absent]
            if percent is not None
            else absent
        )
    if entered.kind == "complaint":
        upheld = {True: _("terbukti"), False: _("tidak terbukti"), None: _("belum selesai")}
        return [upheld[bool(counted["upheld"]) if counted.get("upheld") is not None else None]]
    return []


def _quoted(chosen: tuple[str, ...]) -> str:
    return "; ".join(f"“{each.strip()}”" for each in chosen)
