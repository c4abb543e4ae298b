"""A version replaces another: what of its modules counts as learned, and what is to be learned anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.codes.amended import LONGER, SHORTER, SLIP, STRICTER, amend, course_of, delta_of
from tests.codes.office import NOW, TEXT, draft, open_office, person
from training.codes.models import SUBSTANTIVE
from training.codes.service import publish
from training.core.db import db
from training.modules.formats import read_lesson
from training.modules.rules import Origin, predecessor
from training.modules.service import course, is_read, is_unlocked, mark_read, met, publish_modules
from training.people.models import Agency

LESSON = """---
module: b-wajib
title: Kewajiban di loket
title_en: Duties at the counter
summary: Dua kewajiban.
summary_en: Two duties.
minutes: 4
---
Pembukaan.

## B.wajib.1
Layani.

## B.wajib.2
Simpan.

## Ringkasan
- Dua hal.
"""


@pytest.fixture
def office(app):
    found = open_office(app)
    with app.app_context():
        yield found


def keep(address):
    return Origin(address, changed=False)


def test_a_module_goes_on_whole_when_all_its_clauses_do():
    home = {"A.1": 1, "A.2": 1, "B.1": 2}
    assert predecessor([keep("A.2"), keep("A.1")], home) == (1, True)
    assert predecessor([keep("A.1"), Origin("A.2", changed=True)], home) == (1, False)
    assert predecessor([keep("A.1"), Origin(None, changed=True)], home) == (1, False)
    assert predecessor([keep("A.1"), Origin(None, changed=False)], home) == (1, True)


def test_a_module_put_together_from_two_is_not_whole():
    assert predecessor([keep("A.1"), keep("A.2"), keep("B.1")], {"A.1": 1, "A.2": 1, "B.1": 2}) == (1, False)


def test_clauses_that_were_not_taught_before_have_to_be_learned():
    assert predecessor([keep("C.1")], {}) == (None, False)
    assert predecessor([keep("A.1"), keep("C.1")], {"A.1": 1}) == (1, False)


@given(st.lists(st.builds(Origin, st.sampled_from(["A.1", "A.2", "B.1", None]), st.booleans()), max_size=6))
def test_whole_never_hides_a_change(origins):
    found, whole = predecessor(origins, {"A.1": 1, "A.2": 1, "B.1": 2})
    assert not whole or (found is not None and not any(origin.changed for origin in origins))


def test_modules_that_stayed_count_and_the_one_that_changed_does_not(office):
    amendment = amend(office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE})
    old, new = course_of(amendment.old_version), course_of(amendment.new_version)
    assert new["a"].predecessor_id == old["a"].id
    assert new["b-dilarang"].predecessor_id == old["b-dilarang"].id
    assert new["b-wajib"].predecessor_id is None


def test_an_editorial_amendment_keeps_everything_and_opens_no_delta(office):
    amendment = amend(office.agency_id, SLIP, {})
    old, new = course_of(amendment.old_version), course_of(amendment.new_version)
    assert {key: module.predecessor_id for key, module in new.items()} == {
        key: module.id for key, module in old.items()
    }
    assert delta_of(amendment.new_version) is None


def test_the_delta_holds_only_what_changed_and_stands_outside_the_course(office):
    amendment = amend(office.agency_id, LONGER, {"B.dilarang.3": SUBSTANTIVE})
    delta = delta_of(amendment.new_version)
    assert [o.clause.address for o in delta.objectives] == ["B.dilarang.3"]
    assert delta.title == "Pembaruan versi 2"
    officer = person(office.officer)
    assert delta not in [each.module for each in course(officer)]
    assert is_unlocked(officer, delta)
    assert met(officer, delta.ref).place.total == 2


def test_a_rule_taken_away_leaves_nothing_to_learn(office):
    amendment = amend(office.agency_id, SHORTER, {"B.dilarang.2": SUBSTANTIVE})
    assert delta_of(amendment.new_version) is None
    new = course_of(amendment.new_version)
    assert new["b-dilarang"].predecessor_id == course_of(amendment.old_version)["b-dilarang"].id


def test_reading_goes_on_where_it_was(office):
    officer = person(office.officer)
    first = course(officer)[0].module
    for step in (1, 2, 3):
        mark_read(officer, first, step, now=NOW)
    amendment = amend(office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE})
    new = course_of(amendment.new_version)
    assert is_read(officer, new["a"])
    assert not is_read(officer, new["b-wajib"])


def test_words_go_on_but_not_the_lesson_of_a_clause_that_changed(office):
    old = amend(office.agency_id, SLIP, {}).new_version
    publish_modules(old, {"b-wajib": read_lesson(LESSON, name="b-wajib.md")}, now=NOW)
    new = amend(office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE, "A.1": "editorial"}).new_version
    module = course_of(new)["b-wajib"]
    assert (module.title, module.summary, module.recap) == ("Kewajiban di loket", "Dua kewajiban.", "")
    assert [o.lesson for o in module.objectives] == ["Layani.", ""]
    publish_modules(new, {"b-wajib": read_lesson(LESSON, name="b-wajib.md")}, now=NOW)
    assert [o.lesson for o in delta_of(new).objectives] == ["Simpan."]


def test_a_version_published_without_an_amendment_starts_afresh(office):
    agency = db.session.get_one(Agency, office.agency_id)
    version = draft(agency, text=TEXT.replace("antrean", "barisan"))
    publish(version, actor="system", now=NOW)
    assert {module.predecessor_id for module in course_of(version).values()} == {None}
    assert delta_of(version) is None
