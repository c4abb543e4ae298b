"""Finding people by the beginning of a word; the words follow every change."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from training.core.db import db
from training.people.models import Person, PersonWord
from training.people.words import LONGEST, index_everybody, matching, typed_words, words_of


@given(st.text(max_size=80), st.one_of(st.none(), st.from_regex(r"[0-9]{1,18}", fullmatch=True)))
def test_words_fit_their_column_and_every_word_finds_its_owner(name, nip):
    words = words_of(name, nip, None)
    assert all(0 < len(word) <= LONGEST for word in words)
    for typed in name.split():
        assert all(
            any(word.startswith(part) for word in words) for part in typed_words(typed) if "@" not in typed
        )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Sari", True),
        ("wulan", True),
        ("SARI  wulan", True),
        ("wulandari sar", True),
        ("199803122024032001", True),
        ("19980312 202403", True),
        ("2001", True),
        ("032001", True),
        ("sari@dinsos", True),
        ("ari", False),
        ("sari joko", False),
        ("%", False),
        ("_", False),
        ("' OR 1=1 --", False),
        ("", False),
        ("\U0010ffff", False),
    ],
)
def test_somebody_is_found_by_the_beginning_of_words(app, cast, typed, found):
    with app.app_context():
        sari = db.session.scalars(sa.select(Person).filter_by(email=cast.sari.email)).one()
        ids = set(db.session.scalars(matching(sari.agency_id, typed)))
        assert (sari.id in ids) == found
        assert sari.id not in set(db.session.scalars(matching(sari.agency_id + 1, typed)))


def test_words_follow_a_new_name(app, cast):
    with app.app_context():
        sari = db.session.scalars(sa.select(Person).filter_by(email=cast.sari.email)).one()
        sari.name = "Sarí Ningrum"
        db.session.commit()
        assert sari.id in db.session.scalars(matching(sari.agency_id, "ningr")).all()
        assert sari.id in db.session.scalars(matching(sari.agency_id, "sari")).all()
        assert sari.id not in db.session.scalars(matching(sari.agency_id, "wulan")).all()


def test_rows_that_came_past_the_application_are_indexed_on_demand(app, cast):
    with app.app_context():
        before = set(db.session.execute(sa.select(PersonWord.word, PersonWord.person_id)).all())
        db.session.execute(sa.delete(PersonWord))
        people = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
        assert index_everybody() == people
        assert set(db.session.execute(sa.select(PersonWord.word, PersonWord.person_id)).all()) == before


def test_a_search_is_a_range_of_the_index(app, cast):
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            query = matching(1, "sari wul").compile(db.engine, compile_kwargs={"literal_binds": True})
            plan = [row[-1] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {query}"))]
            assert not any("SCAN" in line or "CORRELATED" in line for line in plan)
