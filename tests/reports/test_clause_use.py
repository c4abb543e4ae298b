"""What people of the agency see beside a clause: its lesson, its scenarios, and how it is passed by many."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Member
from tests.certifications.office import MORNING, hand_in, modules_for, person_of
from tests.checking import CheckingClient
from training.attempts.judging import best_answer, kind_of
from training.attempts.models import Attempt, Response
from training.attempts.pinned import PinnedNode
from training.attempts.pinning import pin_module
from training.attempts.rules import next_step
from training.codes.service import import_text, publish, source_text, version_in_force
from training.core.db import db
from training.people.models import Person
from training.reports.clause_use import names
from training.reports.passing import UNSEEN_PEOPLE, passing_of
from training.scenarios.marking import RANK, SEVERAL

PAGE = "/codes/dinsos-banten-2024/clauses"


def run(
    person: Person, at: Any, *, grade: str = "best", purpose: str = "certification", module: int = 0
) -> Attempt:
    """An ended run in which every choice had this grade, or the nearest offered."""
    attempt = hand_in(person, modules_for(person)[module], at)
    attempt.purpose, attempt.pinned = purpose, pin_module(modules_for(person)[module], Random(1))
    items, given = attempt.pinned["items"], []
    while step := next_step(items, given):
        given.append((step.item, step.node, answered(items[step.item]["nodes"][step.node], grade)))
    for rev, (item, node, option) in enumerate(given, start=1):
        db.session.add(
            Response(
                attempt_id=attempt.id,
                rev=rev,
                item=item,
                node=node,
                option=option,
                request_key=str(rev),
                at=at,
            )
        )
    return attempt


def answered(decision: PinnedNode, grade: str) -> str:
    """The choice of this grade or the nearest; ticks and orders are right, or one tick or the order reversed."""
    order, best = ["best", "acceptable", "poor", "violation"], best_answer(decision)
    if kind_of(decision) == RANK:
        return best if grade == "best" else ",".join(reversed(best.split(",")))
    if kind_of(decision) == SEVERAL and grade == "best":
        return best
    near = min(decision["options"], key=lambda option: abs(order.index(option["grade"]) - order.index(grade)))
    return near["id"]


def crowd(app: Flask, member: Member, count: int, **how: Any) -> str:
    """So many colleagues with a run each; the address of a clause they were all tested on."""
    with app.app_context():
        one = person_of(member)
        for number in range(count):
            person = Person(agency=one.agency, name=f"Pegawai {number:03}")
            db.session.add(person)
            db.session.flush()
            attempt = run(person, MORNING + timedelta(minutes=number), **how)
        address = str(attempt.pinned["items"][0]["clause"])
        db.session.commit()
    return address


def test_an_officer_finds_the_lesson_when_the_module_is_open(
    app: Flask, client: CheckingClient, cast: Any
) -> None:
    sari = client.sign_in(cast.sari)
    page = sari.get(f"{PAGE}/A.1").text
    with app.app_context():
        first, second = modules_for(person_of(cast.sari))[:2]
        opened, locked = f"/modules/{first.ref}/steps/1", f"/modules/{second.ref}/steps/1"
    assert f'href="{opened}"' in page and "Di instansi Anda" in page
    page = sari.get(f"{PAGE}/B.1").text
    assert locked not in page and "terbuka setelah modul sebelumnya lulus" in page


def test_only_trainers_are_led_to_scenarios(app: Flask, signed_in: Any, cast: Any) -> None:
    officer, trainer = (
        signed_in(cast.sari).get(f"{PAGE}/D.4").text,
        signed_in(cast.bayu).get(f"{PAGE}/D.4").text,
    )
    assert "skenario menguji butir ini" in officer and "/scenarios/" not in officer.split("<main")[1]
    assert (
        "/versions/1" in trainer.split('aria-labelledby="di-instansi"')[1]
        and "Amplop di atas meja" in trainer
    )


def test_another_agencys_people_see_what_everybody_sees(client: CheckingClient, cast: Any) -> None:
    assert "Di instansi Anda" not in client.sign_in(cast.rangga).get(f"{PAGE}/D.4").text


@pytest.mark.parametrize(("people", "shown"), [(UNSEEN_PEOPLE - 1, False), (UNSEEN_PEOPLE, True)])
def test_a_rate_is_shown_of_ten_people_and_no_fewer(
    app: Flask, client: CheckingClient, cast: Any, people: int, shown: bool
) -> None:
    address = crowd(app, cast.sari, people)
    page = client.sign_in(cast.bayu).get(f"{PAGE}/{address}").text
    assert ("Belum cukup data" in page) != shown
    assert ("100% dari 10 uji memenuhi butir ini." in page) == shown


def test_many_runs_of_few_people_are_still_few(app: Flask, client: CheckingClient, cast: Any) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        for number in range(12):
            attempt = run(sari, MORNING + timedelta(minutes=number))
        address = attempt.pinned["items"][0]["clause"]
        db.session.commit()
    assert "Belum cukup data" in client.sign_in(cast.bayu).get(f"{PAGE}/{address}").text


def test_practice_and_open_runs_count_for_nothing(app: Flask, client: CheckingClient, cast: Any) -> None:
    address = crowd(app, cast.sari, 12, purpose="practice")
    assert "Belum cukup data" in client.sign_in(cast.bayu).get(f"{PAGE}/{address}").text
    with app.app_context():
        db.session.execute(sa.update(Attempt).values(purpose="certification", state="open", ended_at=None))
        db.session.commit()
    assert "Belum cukup data" in client.get(f"{PAGE}/{address}").text


def test_failures_lower_the_rate_and_a_second_look_costs_less(
    app: Flask, client: CheckingClient, cast: Any
) -> None:
    address = crowd(app, cast.sari, 10)
    with app.app_context():
        joko, farid = person_of(cast.joko), person_of(cast.farid)
        for person in (joko, farid):
            run(person, MORNING, grade="violation")
        db.session.commit()
    trainer = client.sign_in(cast.bayu)
    assert "83% dari 12 uji memenuhi butir ini." in trainer.get(f"{PAGE}/{address}").text
    first = len(client.watch.statements)
    assert "83% dari 12 uji" in trainer.get(f"{PAGE}/{address}").text
    assert len(client.watch.statements) == first - 1
    assert "12 orang" in trainer.get(f"{PAGE}/{address}").text


def test_runs_under_an_older_version_count_while_the_words_are_the_same(
    app: Flask, client: CheckingClient, cast: Any
) -> None:
    """The fullest page there is: two versions, lesson, scenarios, runs; and still within its statements."""
    address = crowd(app, cast.sari, 10)
    with app.app_context():
        old = version_in_force(person_of(cast.sari).agency_id)
        text = source_text(old).replace("Menerima sesuatu dari", "Menerima uang dari")
        agency = person_of(cast.sari).agency
        new = import_text(agency, slug=old.code.slug, text=text, source_name="baru.txt", now=MORNING)
        publish(new, actor="system", now=MORNING)
        db.session.commit()
    trainer = client.sign_in(cast.bayu)
    page = trainer.get(f"{PAGE}/{address}").text
    assert "100% dari 10 uji memenuhi butir ini." in page and "Kata-katanya tidak berubah." in page
    assert "Kata-katanya berubah:" in trainer.get(f"{PAGE}/D.4").text


def test_an_address_is_named_whole() -> None:
    assert names("lihat butir A.1, lalu B.2", "A.1") and names("(A.1)", "A.1") and names("pada A.1.", "A.1")
    assert not names("lihat A.10 dan A.1.a serta AA.1 dan B.A.1", "A.1")
    assert names("B.wajib.1", "B.wajib.1") and not names("B.wajib.1-2", "B.wajib.1")


@given(st.lists(st.tuples(st.integers(1, 15), st.booleans()), max_size=40))
def test_figures_are_of_all_runs_or_of_none(results: list[tuple[int, bool]]) -> None:
    found = passing_of(results)
    assert (found is None) == (len({person for person, _passed in results}) < UNSEEN_PEOPLE)
    if found:
        assert (found.runs, found.passed) == (len(results), sum(passed for _person, passed in results))
        assert 0 <= found.percent <= 100
