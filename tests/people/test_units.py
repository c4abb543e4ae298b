"""Units as a tree: moved, named, led, closed; never beneath themselves."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from training.core.clock import now
from training.core.db import db
from training.people import changes, units
from training.people.models import Person, Unit
from training.people.posting import Post, transfer
from training.people.refusals import Loop, StillUsed, Taken
from training.people.tree import DEEPEST, beneath, branches, loop_of, way_up

PAGE = "/administration/units"
FORESTS = st.integers(1, 12).flatmap(
    lambda size: st.fixed_dictionaries(
        {n: st.one_of(st.none(), st.integers(0, n - 1)) if n else st.none() for n in range(size)}
    )
)


@given(FORESTS, st.data())
def test_every_unit_stands_once_behind_what_it_lies_beneath(parents, data):
    sizes = {unit: data.draw(st.integers(0, 9)) for unit in parents}
    rows = branches(parents, sizes)
    places = {row.id: place for place, row in enumerate(rows)}
    assert sorted(places) == sorted(parents)
    for unit, parent in parents.items():
        if parent is not None:
            assert places[parent] < places[unit]
            assert rows[places[unit]].depth == rows[places[parent]].depth + 1
    assert sum(row.all_people for row in rows if row.depth == 0) == sum(sizes.values())


@given(FORESTS, st.data())
def test_a_move_makes_a_loop_exactly_when_the_new_parent_lies_beneath(parents, data):
    unit, parent = data.draw(st.sampled_from(sorted(parents))), data.draw(st.sampled_from(sorted(parents)))
    loop = loop_of(parents, unit, parent)
    assert bool(loop) == (parent in beneath(parents, [unit]))
    if loop:
        assert (loop[0], loop[-1]) == (unit, unit)


def test_a_tree_that_is_broken_is_still_shown():
    assert [row.id for row in branches({1: 9, 2: 1})] == [1, 2]
    assert way_up({1: 2, 2: 1}, 1) == [1, 2]


@pytest.fixture
def agus(app: Any, cast: Any) -> Iterator[Person]:
    with app.app_context():
        yield db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()


def made(agus: Person, name: str, parent: Unit | None = None) -> Unit:
    unit = units.make_unit(agus.agency, name, parent)
    db.session.flush()
    return unit


def test_a_loop_is_refused_with_its_way_named(agus):
    top = made(agus, "Atas")
    middle = made(agus, "Tengah", top)
    low = made(agus, "Bawah", middle)
    with pytest.raises(Loop) as refused:
        units.move_unit(top, low, now=now())
    assert refused.value.path == ["Atas", "Tengah", "Bawah", "Atas"]
    with pytest.raises(Loop):
        units.move_unit(top, top, now=now())
    units.move_unit(low, top, now=now())
    assert low.parent_id == top.id


def test_the_tree_has_only_so_many_levels(agus):
    low = None
    for level in range(DEEPEST):
        low = made(agus, f"Tingkat {level}", low)
    other = made(agus, "Lain", made(agus, "Lain di atas"))
    with pytest.raises(Loop):
        units.move_unit(db.session.get(Unit, other.parent_id), low, now=now())


def test_those_who_work_there_are_told_of(agus, cast, monkeypatch):
    heard: list[set[int]] = []
    monkeypatch.setattr(changes, "_listeners", [lambda people, at: heard.append(set(people))])
    sari = db.session.scalars(sa.select(Person).filter_by(email=cast.sari.email)).one()
    unit = db.session.scalars(sa.select(Unit).filter_by(name="Bidang Pelayanan Sosial")).one()
    units.rename_unit(unit, "Bidang Sosial", now=now())
    units.set_head(unit, agus, by=agus, now=now())
    units.move_unit(unit, made(agus, "Atas"), now=now())
    assert len(heard) == 3
    assert all(sari.id in people and agus.id not in people for people in heard)


def test_names_stay_apart_and_used_units_stay_open(agus):
    unit = made(agus, "Atas")
    with pytest.raises(Taken):
        units.rename_unit(unit, "sekretariat", now=now())
    below = made(agus, "Bawah", unit)
    with pytest.raises(StillUsed):
        units.close_unit(unit, by=None, today=date(2026, 11, 22), now=now())
    transfer(agus, Post(below, "Kepala", "managerial", date(2027, 1, 1)), by=None, now=now())
    with pytest.raises(StillUsed):
        units.close_unit(below, by=None, today=date(2026, 11, 22), now=now())


def ref_of(app, name):
    with app.app_context():
        return db.session.scalar(sa.select(Unit.ref).where(Unit.name == name))


def test_the_page_shows_the_tree_with_its_counts(signed_in, cast, app):
    browser = signed_in(cast.agus)
    browser.post_form(PAGE, {"name": "Loket 1", "parent": ref_of(app, "Bidang Pelayanan Sosial")}, page=PAGE)
    page = browser.get(PAGE).text
    assert page.index("Bidang Pelayanan Sosial") < page.index("Loket 1") < page.index("Sekretariat")


def test_a_unit_is_moved_and_a_loop_is_explained(signed_in, cast, app):
    browser = signed_in(cast.agus)
    top, low = ref_of(app, "Sekretariat"), ref_of(app, "Bidang Pelayanan Sosial")
    sent = {"name": "Bidang Pelayanan", "parent": top}
    assert browser.post_form(f"{PAGE}/{low}", sent, page=PAGE).status_code == 303
    answer = browser.post_form(f"{PAGE}/{top}", {"name": "Sekretariat", "parent": low}, page=PAGE)
    assert answer.status_code == 422
    assert "Sekretariat › Bidang Pelayanan › Sekretariat" in answer.text
    taken = browser.post_form(f"{PAGE}/{low}", {"name": "Sekretariat", "parent": ""}, page=PAGE)
    assert taken.status_code == 422


def test_a_head_is_set_and_only_from_the_own_agency(signed_in, cast, app):
    browser, unit = signed_in(cast.agus), ref_of(app, "Sekretariat")
    with app.app_context():
        own, other = (
            db.session.scalar(sa.select(Person.ref).filter_by(email=member.email))
            for member in (cast.bayu, cast.rangga)
        )
    page = f"{PAGE}/{unit}"
    assert browser.post_form(f"{page}/head", {"head": own}, page=page).status_code == 303
    assert f'value="{own}" selected' in browser.get(page).text
    assert browser.post_form(f"{page}/head", {"head": other}, page=page).status_code == 404
    assert cast.joko.name in browser.get(f"{page}?q=joko").text
    assert browser.post_form(f"{page}/head", {"head": ""}, page=page).status_code == 303
    assert browser.get(f"{PAGE}/{ref_of(app, 'Loket Pelayanan')}").status_code == 404
