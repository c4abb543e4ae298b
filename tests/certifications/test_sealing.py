"""The checkpoint on a certificate is the ledger just after it was issued, whatever came later."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.certifications.printing import sealing
from training.certifications.printing.models import CertificateSeal
from training.certifications.printing.sealing import checkpoints_of
from training.core.db import db
from training.ledger.models import LedgerLeaf
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


def test_the_tree_is_followed_from_the_nearest_one_known(app, cast, monkeypatch):
    with app.app_context():
        first, second = certified(cast.sari, cast.joko)
        known = checkpoints_of([first])[first]
        seen, nearest = [], sealing._nearest
        monkeypatch.setattr(sealing, "_nearest", lambda idx: seen.append(nearest(idx).size) or nearest(idx))
        assert checkpoints_of([second])[second].root == tree_at_issue(1)[1]
        assert seen == [known.size]


def test_what_is_not_on_record_has_no_checkpoint(app, cast):
    with app.app_context():
        (number,) = certified(cast.sari)
        db.session.execute(sa.update(LedgerLeaf).values(kind="other"))
        db.session.commit()
        assert checkpoints_of([number]) == {}
        assert db.session.scalar(sa.select(sa.func.count(CertificateSeal.certificate_id))) == 0
