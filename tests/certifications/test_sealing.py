"""The checkpoint on a certificate is the ledger just after it was issued, whatever came later."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.certifications.printing.sealing import checkpoints_of
from training.core.db import db
from training.ledger.models import LedgerCheckpoint, LedgerLeaf
from training.ledger.tree import root_of

from .office import MORNING, complete, person_of

pytestmark = pytest.mark.usefixtures("that_morning")


def certified(*members):
    """Numbers of the certificates that these people earn one after another."""
    return [
        complete(person_of(member), MORNING + timedelta(hours=hour)).certificate.id
        for hour, member in enumerate(members)
    ]


def tree_at_issue(number):
    leaves = db.session.scalars(sa.select(LedgerLeaf).order_by(LedgerLeaf.idx)).all()
    issued = [leaf.idx for leaf in leaves if leaf.kind == "certificate.issued"]
    size = issued[number] + 1
    return size, root_of([bytes.fromhex(leaf.leaf_hash) for leaf in leaves[:size]]).hex()


def test_it_is_the_tree_just_after_the_leaf(app, cast):
    with app.app_context():
        numbers = certified(cast.sari, cast.joko, cast.rangga)
        found = checkpoints_of(numbers)
        assert [(found[n].size, found[n].root) for n in numbers] == [tree_at_issue(i) for i in range(3)]
        assert all(each.note == "" for each in found.values())


def test_whoever_asks_first_and_later_gets_the_same(app, cast):
    with app.app_context():
        numbers = certified(cast.sari, cast.joko)
        second = checkpoints_of([numbers[1]])
        certified(cast.rangga)
        again = checkpoints_of(numbers)
        assert again[numbers[1]] == second[numbers[1]] and again[numbers[0]].root == tree_at_issue(0)[1]


def test_the_signed_note_is_the_last_one_before_and_stays_it(app, cast):
    with app.app_context():
        first, second = certified(cast.sari, cast.joko)
        at_first = checkpoints_of([first])[first].size
        for size in (1, at_first - 1, at_first, at_first + 1, 10_000):
            db.session.add(LedgerCheckpoint(size=size, note=f"log\n{size}\n", signed_at=MORNING))
        db.session.commit()
        found = checkpoints_of([first, second])
        assert (
            found[first].note == f"log\n{at_first - 1}\n" and found[second].note == f"log\n{at_first + 1}\n"
        )
        assert checkpoints_of([second])[second] == found[second]


def test_what_is_not_on_record_has_no_checkpoint(app, cast):
    with app.app_context():
        (number,) = certified(cast.sari)
        db.session.execute(sa.update(LedgerLeaf).values(kind="other"))
        db.session.commit()
        assert checkpoints_of([number]) == {}
