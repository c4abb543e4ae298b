"""Shortcuts for these tests: a scheme, a nomination, and its steps up to a stage."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from training.core.clock import day_in, now
from training.core.db import db
from training.decisions.awards import nominating, service
from training.decisions.awards.checks.criteria import read_criteria
from training.decisions.awards.models import AwardScheme
from training.decisions.awards.procedure.acts import ACTS
from training.decisions.awards.procedure.stages import asked_findings
from training.decisions.awards.schemes import service as schemes
from training.decisions.models import Nomination
from training.people.models import Person

from ... import cast
from ..office import person_of

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ASKED: list[dict[str, Any]] = [
    {"kind": "complaints", "most": 0, "months": 12},
    {"kind": "no_sanction", "track": "discipline", "levels": ["medium", "heavy"]},
    {"kind": "statement", "text": "Cakap dan jujur menurut atasan langsung"},
]
NOW = {"impartial": True}
SAID = {
    "edition": 1,
    "name": "Sari Wulandari",
    "nip": "••••••••••••••2001",
    "unit": "Bidang Pelayanan Sosial",
    "position": "Petugas loket",
    "rank": "II/d",
    "agency": "Dinas Sosial Provinsi Banten",
    "title": "Pegawai Pelayanan Teladan",
    "version": 1,
    "since": "2026-01-01",
    "source": "SK",
    "nomination": "USULAN/2026/0001",
    "decision": "800/77/2026",
    "decided_on": "2026-11-23",
    "official": "Kartika Dewanti",
    "official_position": "Kepala dinas",
    "given_on": "2026-11-23",
}


def live_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what these shortcuts do happen today, within the hour."""
    moment = now()
    today = day_in("Asia/Jakarta", moment)
    midnight = datetime.combine(today, time(), ZoneInfo("Asia/Jakarta"))
    monkeypatch.setitem(globals(), "MORNING", max(moment - timedelta(hours=1), midnight).astimezone(UTC))
    monkeypatch.setitem(globals(), "TODAY", today)


def a_scheme(keeper: Person, criteria: list[dict[str, Any]] | None = None) -> AwardScheme:
    """A scheme of the keeper's office, on record."""
    basis = schemes.Basis(date(2020, 1, 1), "Keputusan kantor nomor 1")
    asked, number = read_criteria(criteria or ASKED), len(schemes.schemes_of(keeper.agency_id)) + 1
    made = schemes.open_scheme(keeper, f"Petugas Teladan {number}", asked, basis, now=MORNING)
    db.session.commit()
    return made


def nominated(
    keeper: Any = cast.hesti, subject: Any = cast.sari, criteria: list[dict[str, Any]] | None = None
) -> Nomination:
    """A nomination after its first step."""
    wish = nominating.Wish(TODAY, "Menolak bingkisan zamrud di loket.")
    who = person_of(keeper)
    made = nominating.nominate(who, a_scheme(who, criteria), person_of(subject), wish, now=MORNING)
    db.session.commit()
    return made


def take(nomination: Nomination, kind: str, by: Any, *, days: int = 0, **said: Any) -> None:
    """One step by a member of the cast, committed."""
    act = ACTS[kind].model_validate(said)
    at = MORNING + timedelta(days=days)
    service.take(nomination, act, by=person_of(by), rev=nomination.rev, now=at)
    db.session.commit()


def second(nomination: Nomination, by: Any = cast.ratna) -> None:
    take(nomination, "seconded", by, why="Saya melihatnya sendiri.", **NOW)


def members(**roles: Any) -> tuple[dict[str, str], ...]:
    """`members(chair=…, member=…, official=…)` as an appointment has them."""
    return tuple({"person": person_of(who).ref, "role": role} for role, who in roles.items())


def appoint(nomination: Nomination, by: Any = cast.hesti) -> None:
    seats = members(chair=cast.hendra, member=cast.yanti, official=cast.kartika)
    take(nomination, "appointed", by, decree="SK 12/2026", members=seats)


def weigh(nomination: Nomination, by: Any = cast.hendra, met: str = "yes", **said: Any) -> None:
    places = asked_findings(service.history_of(nomination))
    found = [{"place": at, "met": met, "why": "Diperiksa dari berkas."} for at in places]
    present = (person_of(cast.hendra).ref, person_of(cast.yanti).ref)
    values = {"findings": found, "present": present, "conclusion": "fit"} | NOW | said
    take(nomination, "weighed", by, **values)


def propose(nomination: Nomination, by: Any = cast.yanti, outcome: str = "grant") -> None:
    take(nomination, "proposed", by, outcome=outcome, why="Pantas menjadi teladan.")


def decide(nomination: Nomination, by: Any = cast.kartika, kind: str = "decided") -> None:
    take(nomination, kind, by, number="800/77/2026", decided_on=TODAY, why="Setuju dengan tim.", **NOW)


def granted(**who: Any) -> Nomination:
    """A nomination up to the official's decision."""
    made = nominated(**who)
    for step in (second, appoint, weigh, propose, decide):
        step(made)
    return made


def awarded(**who: Any) -> Nomination:
    """A nomination whose award was given."""
    made = granted(**who)
    take(made, "awarded", cast.hesti, given_on=TODAY)
    return made
