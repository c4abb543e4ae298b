"""The officer's home: the one next step, all steps with their state, and what is held until when."""

from dataclasses import dataclass, replace
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from ..certifications.deltas import Delta
from ..certifications.requirements import counted_of, keys_of
from ..certifications.rounds import Round
from ..certifications.rules import Status
from ..certifications.standing import Holding, Own, own
from ..certifications.strips import Picture, picture_of
from ..codes.models import CodeVersion
from ..core.i18n import current_language, show_date
from ..modules.service import CourseModule, course, course_of, deltas
from ..people.models import Person
from .rules import next_of


@dataclass(frozen=True, slots=True)
class Next:
    """The big card: what to do, why, where, and how long it takes if that is known."""

    kind: str
    title: str
    text: str
    url: str
    action: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the way to a certificate; `state` is done, current, next or locked."""

    label: str
    state: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the page shows; `next` is None while the agency has no code in force."""

    on: date
    next: Next | None
    steps: list[Step]
    done: int
    holding: Holding | None
    picture: Picture | None
    delta: Delta | None = None


def home_of(person: Person, *, on: date) -> Home:
    """The home page of a person on a day, in eight statements at most."""
    mine = own(person, on=on)
    holding = mine.holding if mine else None
    picture = picture_of(holding, today=on, on=on) if holding and holding.rounds else None
    if mine and mine.holding.delta and mine.holding.state is not Status.EXPIRING:
        return _catching_up(person, mine, mine.holding.delta, on, picture)
    modules = _asked_modules(person, mine)
    if not modules:
        return Home(on, None, [], 0, holding, None)
    counted = _counted(person, modules, mine, on)
    attested = mine is not None and mine.attested
    resting = holding is not None and holding.state is Status.CERTIFIED
    states = [met.state for met in modules]
    kind, place = next_of(states, counted=counted, attested=attested, resting=resting)
    steps = [
        _step(met, passed=counted[index] or resting, current=index == place)
        for index, met in enumerate(modules)
    ]
    if mine is None or mine.scheme.certification.attestation:
        steps.append(_attestation_step(modules[0].module.version, done=attested, ready=all(counted)))
    following = _next(kind, modules[place] if place >= 0 else None, modules[0].module.version, holding)
    return Home(on, following, steps, sum(step.state == "done" for step in steps), holding, picture)


def _catching_up(person: Person, mine: Own, delta: Delta, on: date, picture: Picture | None) -> Home:
    """While a certificate holds, what a newer version changed comes before everything else."""
    version, day = mine.scheme.version, show_date(delta.due_on)
    open_ = [each.module_id for each in mine.holding.deltas if each.module_id and not each.met_on]
    asked = deltas(person, open_)
    met = next((each for each in asked if not each.passed), None)
    steps = [_step(each, passed=each.passed, current=each is met) for each in asked]
    steps.append(_attestation_step(version, done=False, ready=met is None))
    if met is not None:
        kinds = {"new": "start", "reading": "resume", "preparing": "wait"}
        following = _module_next(kinds.get(met.state, "quiz"), met)
        said = _("Hanya butir yang berubah, paling lambat %(day)s.", day=day)
        following = replace(following, text=f"{said} {following.text}" if met.place.read else said)
    else:
        title = _("Nyatakan kode etik versi %(number)s", number=version.number)
        text = _("Naskahnya berubah, jadi pernyataannya diminta sekali lagi, paling lambat %(day)s.", day=day)
        following = Next("attest", title, text, _attest_url(version), _("Buka pernyataan"), 5)
    done = sum(step.state == "done" for step in steps)
    return Home(on, following, steps, done, mine.holding, picture, delta)


def _asked_modules(person: Person, mine: Own | None) -> list[CourseModule]:
    """The modules on the way to the certificate; of an agency without a scheme, those of its code."""
    if mine is None:
        return course(person)
    keys = keys_of(mine)
    every = course_of(person, mine.scheme.version.id)
    return [met for met in every if not keys or met.module.key in keys]


def _counted(person: Person, modules: list[CourseModule], mine: Own | None, on: date) -> list[bool]:
    """Which modules are met in this round; in the first, where no mark is set or without a scheme, any pass
    counts."""
    if mine is None:
        return [met.passed for met in modules]
    waived = {subject for subject, _at in mine.waived}
    if not mine.holding.rounds and mine.scheme.certification.pass_percent is None:
        return [met.passed or met.module.key in waived for met in modules]
    passed = counted_of(person, mine, on=on)
    return [met.module.id in passed or met.module.key in waived for met in modules]


def _next(kind: str, met: CourseModule | None, version: CodeVersion, holding: Holding | None) -> Next:
    if met is not None:
        return _module_next(kind, met)
    if kind == "attest":
        title, url = _("Buat pernyataan kode etik"), _attest_url(version)
        text = _("Semua modul sudah lulus. Baca sekali lagi teksnya, lalu nyatakan dengan kata sandi Anda.")
        return Next(kind, title, text, url, _("Buka pernyataan"), 5)
    if kind == "rest" and holding and holding.latest:
        return _rest(holding.latest)
    title = _("Semua langkah sudah selesai")
    text = _("Tidak ada yang perlu Anda kerjakan sekarang. Kode etik tetap dapat dibaca kapan saja.")
    return Next(kind, title, text, url_for("codes.index"), _("Baca kode etik"))


def _module_next(kind: str, met: CourseModule) -> Next:
    title, ref = _title(met), met.module.ref
    if kind == "wait":
        text = _("Sudah Anda baca. Ujinya dibuka setelah pelatih menerbitkannya; latihannya sudah terbuka.")
        url = url_for("attempts.module_quiz", module_ref=ref)
        return Next(kind, _("“%(title)s” sedang disiapkan", title=title), text, url, _("Buka latihan"))
    if kind == "quiz":
        text = _("Materinya sudah Anda baca. Latihan boleh diulang sesuka Anda dan tidak dilihat siapa pun.")
        url = url_for("attempts.module_quiz", module_ref=ref)
        return Next(kind, _("Simulasi: %(title)s", title=title), text, url, _("Buka simulasi"), 15)
    step = met.place.next_step
    url = url_for("modules.step", ref=ref, number=step)
    if kind == "resume":
        left = max(1, round(met.module.minutes * (met.place.total - met.place.read) / met.place.total))
        text = _("Anda sampai di langkah %(step)s dari %(total)s.", step=step, total=met.place.total)
        return Next(kind, title, text, url, _("Lanjutkan membaca"), left)
    text = _summary(met) or _("Baca butir demi butir, lalu hadapi skenarionya.")
    return Next(kind, title, text, url_for("modules.module", ref=ref), _("Mulai modul"), met.module.minutes)


def _rest(held: Round) -> Next:
    last, opens = show_date(held.valid_until), show_date(held.window_opens)
    title = _("Anda tersertifikasi sampai %(day)s", day=last)
    text = _("Perpanjangan dibuka %(day)s. Sampai saat itu tidak ada yang perlu Anda kerjakan.", day=opens)
    url = url_for("certifications.certificate", ref=held.certificate_ref)
    return Next("rest", title, text, url, _("Lihat sertifikat"))


def _step(met: CourseModule, *, passed: bool, current: bool) -> Step:
    """`passed` in this round; a module passed in an earlier round only is open again."""
    state = "done" if passed else "current" if current else "locked" if met.state == "locked" else "next"
    url = "" if met.state == "locked" else url_for("modules.module", ref=met.module.ref)
    return Step(_title(met), state, url, _("Lulus") if passed else _note(met))


def _note(met: CourseModule) -> str:
    """Where a module that is not passed stands."""
    notes = {
        "locked": _("Terbuka setelah modul sebelumnya lulus"),
        "new": _("Sekitar %(minutes)s menit", minutes=met.module.minutes),
        "reading": _("%(read)s dari %(total)s langkah dibaca", read=met.place.read, total=met.place.total),
        "read": _("Sudah dibaca; tinggal simulasinya"),
        "preparing": _("Sudah dibaca; ujinya sedang disiapkan"),
        "passed": _("Uji sertifikasi diulang pada putaran ini"),
    }
    if met.preparing and met.state in ("new", "reading"):
        return _("%(note)s; ujinya sedang disiapkan", note=notes[met.state])
    return notes[met.state]


def _attestation_step(version: CodeVersion, *, done: bool, ready: bool) -> Step:
    label = _("Pernyataan kode etik")
    if done:
        return Step(label, "done", _attest_url(version), _("Sudah dinyatakan"))
    if ready:
        return Step(label, "current", _attest_url(version), _("Sekitar 5 menit"))
    return Step(label, "locked", "", _("Terbuka setelah semua modul lulus"))


def _attest_url(version: CodeVersion) -> str:
    return url_for("attestations.attest", slug=version.code.slug, number=version.number)


def _title(met: CourseModule) -> str:
    return _in_language(met.module.title, met.module.title_en)


def _summary(met: CourseModule) -> str:
    return _in_language(met.module.summary, met.module.summary_en)


def _in_language(indonesian: str, english: str) -> str:
    return english if current_language() == "en" and english else indonesian
