"""An auditor reads what happened in words, never the name the record has for it."""

import pytest

from training.decisions.auditing.words import told
from training.decisions.awards.procedure.acts import ACTS as NOMINATION_ACTS
from training.decisions.cases.procedure.acts import ACTS as CASE_ACTS


@pytest.mark.parametrize(
    "kind", [f"nomination.{act}" for act in NOMINATION_ACTS] + [f"case.{act}" for act in CASE_ACTS]
)
def test_every_step_of_a_matter_is_told_in_words(app, kind):
    with app.test_request_context():
        said = told(kind)
    assert said != kind and "_" not in said and "." not in said


def test_what_nobody_put_into_words_is_told_as_it_is_written(app):
    with app.test_request_context():
        assert told("planet.moved") == "planet.moved"
