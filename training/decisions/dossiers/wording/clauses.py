"""What is told about one clause: the one sentence, its runs and answers, its words today, colleagues."""

from flask_babel import gettext as _

from ....core.i18n import show_date
from ..fairness.words import speaks_sentence
from ..shape.body import Body
from ..shape.career import Declared
from ..shape.learning import AboutClause, Answer, LastAnswer, Peers, Run, TextToday
from .words import grade_words, weight_words


def clause_sentence(body: Body, about: AboutClause) -> str:
    """The sentence no other paper can finish: taught, declared, answered, about one clause that day; and what
    must not be read without it."""
    said = _(
        "Pada %(day)s, mengenai butir %(clause)s versi %(version)s, %(name)s %(taught)s, %(attested)s, dan "
        "%(answered)s.",
        day=show_date(body.header.as_of),
        clause=about.cited.address,
        version=about.cited.version,
        name=body.header.subject.name,
        taught=_taught(body, about),
        attested=_attested(about, body.declared),
        answered=_answered(about),
    )
    inseparable = {"same_day_unclear", "only_doubtful_items", "item_voided"}
    inseparable |= {"text_changed"} if about.taught == "read" else set()
    here = [each for each in body.fairness if each.clause == about.cited.address]
    return " ".join([said, *(speaks_sentence(each) for each in here if each.key in inseparable)])


def declared_here(about: AboutClause, declared: tuple[Declared, ...]) -> list[Declared]:
    """What was declared of the very version the clause is cited from."""
    this = about.cited.code, about.cited.version
    return [each for each in declared if (each.code, each.version) == this]


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
    if answer.counts and any(each.void and not each.known for each in answer.judged):
        said += " " + _("Sesudah saat yang dipakai berkas ini pertanyaannya dibatalkan.")
    elif any(not each.known for each in answer.judged):
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


def _taught(body: Body, about: AboutClause) -> str:
    run = _run_told(about)
    if about.taught == "passed":
        return _("sudah lulus uji yang menanyakannya (%(day)s)", day=_day_of(run) if run else "–")
    if about.taught == "answered":
        return _("sudah diuji tentangnya tetapi belum lulus (%(day)s)", day=_day_of(run) if run else "–")
    if about.taught == "read" and about.runs:
        return _("sudah membaca pelajarannya tetapi belum ada jawaban ujinya yang dihitung")
    if about.taught == "not_assigned" and body.asked:
        return _("saat itu tidak sedang ditugasi mempelajarinya")
    return {
        "read": _("sudah membaca pelajarannya tetapi belum diuji"),
        "assigned": _("sudah ditugasi mempelajarinya tetapi belum membaca pelajarannya"),
        "not_assigned": _("belum pernah ditugasi mempelajarinya"),
    }[about.taught]


def _run_told(about: AboutClause) -> Run | None:
    """The run the sentence speaks of: the last that was passed, or else the last, of those that count."""
    counting = [run for run in about.runs if any(answer.counts for answer in run.answers)]
    return next((run for run in reversed(counting) if run.passed), counting[-1] if counting else None)


def _attested(about: AboutClause, declared: tuple[Declared, ...]) -> str:
    own = declared_here(about, declared)
    if about.attested == "this_version" and own:
        day = show_date(own[-1].day)
        return _("sudah menyatakan sanggup mematuhi versi itu (%(day)s)", day=day)
    return {
        "this_version": _("sudah menyatakan sanggup mematuhi versi itu"),
        "same_words": _("sudah menyatakan sanggup mematuhi versi lain yang bunyinya sama untuk butir ini"),
        "same_meaning": _("sudah menyatakan sanggup mematuhi versi lain yang hanya berbeda redaksi"),
        "other_version": _("hanya menyatakan sanggup mematuhi versi lain, dengan bunyi butir yang berbeda"),
        "no": _("belum menyatakan sanggup mematuhinya"),
    }[about.attested]


def _answered(about: AboutClause) -> str:
    if about.last is None and any(run.answers for run in about.runs):
        return _("jawabannya atas pertanyaan uji tentang itu tidak dihitung")
    if about.last is None:
        return _("belum pernah menjawab pertanyaan uji tentangnya")
    values = {
        "day": _day_of(about.last),
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


def _day_of(told: Run | LastAnswer) -> str:
    if told.same_words:
        return show_date(told.day)
    return _("%(day)s, dengan bunyi butir yang berbeda", day=show_date(told.day))


def _quoted(chosen: tuple[str, ...]) -> str:
    return "; ".join(f"“{each.strip()}”" for each in chosen)
