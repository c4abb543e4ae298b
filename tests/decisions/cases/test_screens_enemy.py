"""Every act with hostile words in every field, at the moment it may be taken: a page, never a fault."""

import pytest

from tests.house.test_enemy import HOSTILE

from .strolling import TODAY, Walk, hearing, letter, verdict
from .test_screens_walk import panel, team

pytestmark = pytest.mark.database
JUDGED = {"person", "role", "address", "penalty", "clauses", "present", "members", "way", "result", "how"}


@pytest.fixture
def walk(board, signed_in):
    return Walk(board, signed_in)


def attack(walk, member, name, said):
    """The form with each value in all fields at once, then in one field after the other."""
    browser, url = walk.browser(member), f"{walk.url}/{name}"
    rev, token = walk.rev(member, name), browser.token()
    fields = {**said, "do": "save", "on": ""}
    tries = [dict.fromkeys(fields, value) for value in HOSTILE]
    tries += [fields | {field: value} for field in said for value in HOSTILE[::6]]
    # These would be refused by the rules, so they may name the step that is the last.
    judged = [
        fields | {field: value} for field in said if field.split("-")[-1] in JUDGED for value in HOSTILE[::3]
    ]
    for sent, seen in [*((each, rev + "0") for each in tries), *((each, rev) for each in judged)]:
        answer = browser.post(url, data=sent | {"rev": seen, "csrf_token": token})
        assert answer.status_code in {200, 409, 422}, (name, sent)
    assert walk.rev(member, name) == rev, "nothing was taken"


def test_a_walk_through_an_ethics_case_under_attack(walk, cast):
    walk.open(cast.ratna, cast.sari)
    seats = {"decree": "SK 1", "q": "a", **walk.seats(*panel(cast))}
    attack(walk, cast.ratna, "appointment", seats)
    walk.take(cast.ratna, "appointment", **seats)
    attack(walk, cast.ratna, "summons", letter())
    walk.take(cast.ratna, "summons", **letter())
    attack(walk, cast.ratna, "absence", {"note": ""})
    attack(walk, cast.yanti, "minutes", hearing())
    walk.take(cast.yanti, "minutes", **hearing())
    attack(walk, cast.ratna, "reply", {"text": "Ya"})
    votes = {"agreed": "n", "conclusion": "proven", "votes_proven": "3", "votes_unproven": "2"}
    attack(walk, cast.sulastri, "deliberation", votes | {"present": "x", "minority": ""})
    there = walk.present(cast.sulastri)
    walk.take(cast.sulastri, "deliberation", **votes, present=there)
    said = verdict(penalty="moral_open") | {"verdict-months": ""}
    attack(walk, cast.sulastri, "proposal", said)
    walk.take(cast.sulastri, "proposal", **said)
    attack(walk, cast.kartika, "return", {"reason": "Timbang lagi"})
    attack(walk, cast.kartika, "decision", {"number": "KEP 1"})
    attack(walk, cast.ratna, "closing", {"why": "unfounded", "kept_until": "", "note": ""})
    attack(walk, cast.ratna, "note", {"text": "Ya"})


def test_the_end_of_a_discipline_case_under_attack(walk, cast):
    walk.open(cast.ratna, cast.farid, "discipline")
    walk.take(cast.ratna, "appointment", decree="ST 1", **walk.seats(*team(cast)))
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.imam, "minutes", **hearing())
    walk.take(cast.imam, "proposal", **verdict(penalty="written_reprimand"))
    walk.take(cast.hendra, "decision", number="KEP 2")
    received = {"how": "sent", "received_on": TODAY.isoformat(), "absent_on": "", "sent_on": ""}
    attack(walk, cast.ratna, "delivery", received)
    walk.take(cast.ratna, "delivery", **received)
    attack(walk, cast.ratna, "training", {"clauses": "D.4", "due_on": "2099-01-01"})
    attack(walk, cast.ratna, "objection", {"way": "objection", "text": "Berat"})
    walk.take(cast.ratna, "objection", way="objection", text="Berat")
    attack(walk, cast.ratna, "referral", {"decree": "SK 5", "members": "x", "q": "a"})
    walk.take(cast.ratna, "referral", decree="SK 5", members=[walk.ref(cast.kartika)])
    review = {"number": "KEP 3", "result": "changed", "why": "Ya"} | verdict(penalty="verbal_reprimand")
    attack(walk, cast.kartika, "review", review)
