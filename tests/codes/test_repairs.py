"""Repairs of a draft: what a person may change, that no word is lost or written, and that all is recorded."""

import random
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cast import lina
from training.codes import repairs
from training.codes.mending import Frozen, Hand, Impossible, Stale
from training.codes.models import Clause, ClauseNote, CodeVersion, ReadingFinding, Repair
from training.codes.service import NotPublishable, add_note, import_text, publish, source_text
from training.codes.snapshots import snapshot
from training.core.db import db
from training.modules.rules import compile_modules
from training.people.models import Agency, Person

from .office import LOST, NOW, TEXT

WRAPPED = TEXT.replace("Melayani setiap permohonan dengan baik;", "Melayani setiap\npermohonan dengan baik;")
RUNNING = TEXT.replace("dengan baik;\n2. Menyimpan", "dengan baik; 2) Menyimpan")


@pytest.fixture
def draft(app: Flask) -> Any:
    """`draft(text)` is a new draft of Lina's agency."""
    with app.app_context():

        def make(text: str = LOST) -> CodeVersion:
            agency = db.session.scalars(sa.select(Agency).filter_by(slug="disdukcapil-palangkaraya")).one()
            return import_text(agency, slug="kode-uji", text=text, source_name="naskah.txt", now=NOW)

        yield make


@pytest.fixture
def scan(app: Flask) -> Any:
    """The scan that waits as a draft since the first day."""
    with app.app_context():
        yield db.session.scalars(sa.select(CodeVersion).filter_by(source_name="scan.txt")).one()


def hand(version: CodeVersion) -> Hand:
    person = db.session.scalars(sa.select(Person).filter_by(email=lina.email)).one()
    return Hand(person, version.rev, NOW)


def at(version: CodeVersion, address: str) -> Clause:
    return next(clause for clause in version.clauses if clause.address == address)


def addresses(version: CodeVersion) -> list[str]:
    return [clause.address for clause in version.clauses]


def words(version: CodeVersion) -> list[str]:
    return " ".join(clause.text for clause in version.clauses).split()


def opened(version: CodeVersion, slug: str = "") -> list[ReadingFinding]:
    return [found for found in version.findings if found.open and slug in ("", found.slug)]


def test_a_label_gives_the_true_address_and_answers_its_findings(draft: Callable[..., CodeVersion]) -> None:
    version = draft()
    assert "B.wajib.?1" in addresses(version) and opened(version, "labels-lost")
    repairs.set_label(version, at(version, "B.wajib.?1"), "2", hand(version))
    assert addresses(version)[2:4] == ["B.wajib.1", "B.wajib.2"]
    assert not opened(version)
    assert at(version, "B.wajib.2").confidence == 1.0


def test_a_label_printed_twice_stays_and_its_address_is_told_apart(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    repairs.set_label(version, at(version, "A.2"), "1", hand(version))
    assert addresses(version)[:2] == ["A.1", "A.1-2"]
    repairs.set_label(version, at(version, "A.1-2"), "", hand(version))
    assert addresses(version)[:2] == ["A.1", "A.?1"]


def test_what_lies_beneath_a_clause_comes_along(draft: Callable[..., CodeVersion]) -> None:
    nested = TEXT.replace("setiap permohonan dengan baik;", "permohonan:\n   a. dengan ramah;\n   b. cepat;")
    version = draft(nested)
    repairs.set_label(version, at(version, "B.wajib.1"), "7", hand(version))
    assert addresses(version)[2:5] == ["B.wajib.7", "B.wajib.7.a", "B.wajib.7.b"]
    assert at(version, "B.wajib.7.a").parent == "7"
    repairs.mark_not_a_clause(version, at(version, "B.wajib.7"), hand(version))
    assert addresses(version)[2:4] == ["B.wajib.a", "B.wajib.b"]


def test_a_clause_cut_at_a_phrase_and_merged_again_is_the_same(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    before = snapshot(version)
    second = repairs.split_at(
        version, at(version, "A.1"), hand(version), phrase="dapat dipercaya", label="1a"
    )
    assert (at(version, "A.1").text, second.text) == (
        "Jujur, yaitu",
        "dapat dipercaya dalam perkataan dan perbuatan;",
    )
    assert second.address == "A.1a" and [c.position for c in version.clauses] == list(range(7))
    repairs.merge_with_previous(version, second, hand(version))
    assert snapshot(version) == before


def test_a_clause_is_cut_where_a_line_begins(draft: Callable[..., CodeVersion]) -> None:
    version = draft(WRAPPED)
    clause = at(version, "B.wajib.1")
    second = repairs.split_at(version, clause, hand(version), line=clause.line + 1)
    assert (clause.text, second.text) == ("Melayani setiap", "permohonan dengan baik;")
    assert (clause.last_line, second.line, second.last_line) == (
        clause.line,
        clause.line + 1,
        clause.line + 1,
    )


def test_a_number_in_the_text_becomes_the_label_and_a_word_again(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT.replace("rahasia jabatan", "rahasia jabatan dan (9) data"))
    before = snapshot(version)
    second = repairs.split_at(version, at(version, "B.wajib.2"), hand(version), phrase="(9) data")
    assert (second.label, second.address, second.text.split()[0]) == ("9", "B.wajib.9", "data")
    repairs.merge_with_previous(version, second, hand(version))
    assert snapshot(version) == before


@pytest.mark.parametrize(
    ("phrase", "line"), [("", 0), ("tidak ada di sini", 0), ("Jujur", 0), ("ipercaya", 0), ("", 4), ("", 99)]
)
def test_a_cut_needs_a_place_between_words(draft: Callable[..., CodeVersion], phrase: str, line: int) -> None:
    version = draft(TEXT)
    with pytest.raises(Impossible, match="no-place"):
        repairs.split_at(version, at(version, "A.1"), hand(version), phrase=phrase, line=line)
    with pytest.raises(Impossible, match="first"):
        repairs.merge_with_previous(version, at(version, "A.1"), hand(version))
    assert version.rev == 0


def test_cutting_and_merging_keep_every_word_of_the_source_in_order(scan: CodeVersion) -> None:
    dice = random.Random(7)
    whole = words(scan)
    for _ in range(40):
        clause = dice.choice(scan.clauses)
        inner = clause.text.split()
        try:
            if dice.random() < 0.5:
                repairs.merge_with_previous(scan, clause, hand(scan))
            else:
                phrase = " ".join(inner[dice.randrange(len(inner)) :])
                repairs.split_at(scan, clause, hand(scan), phrase=phrase)
        except Impossible:
            continue
        kept = words(scan)
        assert [word for word in kept if word in set(whole)] == [word for word in whole if word in set(kept)]
        assert len(set(addresses(scan))) == len(scan.clauses)
    source = "".join(source_text(scan).split())
    for clause in scan.clauses:
        assert all(word in source for word in clause.text.split())
    while repairs.last_repair(scan):
        repairs.undo_last(scan, hand(scan))
    assert words(scan) == whole


def test_a_lost_run_is_numbered_at_once_by_a_person(scan: CodeVersion) -> None:
    lost = opened(scan, "labels-lost")
    assert len(lost) == 3
    for finding, first in zip(lost, (1, 7, 1), strict=True):
        repairs.number_run(scan, finding, first, hand(scan))
    assert "B.wajib.7" in addresses(scan) and "B.wajib.6" not in addresses(scan)
    assert addresses(scan)[-1] == "B.dilarang.8"
    assert not opened(scan, "labels-lost") and not opened(scan, "label-missing")
    with pytest.raises(Impossible, match="no-run"):
        repairs.number_run(scan, lost[0], 1, hand(scan))


def test_the_scan_is_repaired_label_by_label_until_it_may_be_published(scan: CodeVersion) -> None:
    with pytest.raises(NotPublishable, match="errors"):
        publish(scan, actor="system", now=NOW)
    numbers = [*range(1, 8), 7, 8, *range(1, 9)]
    for clause, number in zip([c for c in scan.clauses if not c.label], numbers, strict=True):
        assert any(found.severity == "error" for found in opened(scan))
        repairs.set_label(scan, clause, str(number), hand(scan))
    assert not any(found.severity == "error" for found in opened(scan))
    publish(scan, actor="system", now=NOW)
    assert len(db.session.scalars(sa.select(Repair).filter_by(version_id=scan.id)).all()) == 17


def test_a_person_may_accept_what_the_reader_doubts(scan: CodeVersion) -> None:
    for finding in opened(scan, "labels-lost"):
        with pytest.raises(Impossible, match="no-reason"):
            repairs.accept_finding(scan, finding, "  ", hand(scan))
        repairs.accept_finding(scan, finding, "Naskah asli memang tanpa nomor.", hand(scan))
        assert (finding.resolution, finding.reason) == ("accepted", "Naskah asli memang tanpa nomor.")
        assert finding.resolved_by_id == hand(scan).person.id
    publish(scan, actor="system", now=NOW)


def test_kind_and_training_of_a_clause_or_a_section(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    repairs.change_kind(version, at(version, "A.1"), "obligation", hand(version))
    repairs.set_trainable(version, at(version, "A.2"), False, hand(version))
    assert [o.address for o in compile_modules(version)[0].objectives] == ["A.1"]
    repairs.set_trainable(version, version.sections[0], False, hand(version))
    assert [sketch.key for sketch in compile_modules(version)] == ["b-wajib", "b-dilarang"]
    repairs.set_trainable(version, version.sections[0], True, hand(version))
    repairs.set_trainable(version, at(version, "A.2"), True, hand(version))
    assert len(compile_modules(version)[0].objectives) == 2
    with pytest.raises(Impossible, match="kind"):
        repairs.change_kind(version, at(version, "A.1"), "hukum", hand(version))


def test_what_is_no_clause_goes_and_what_was_overlooked_comes(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    line = at(version, "A.2").line
    repairs.mark_not_a_clause(version, at(version, "A.2"), hand(version))
    assert "A.2" not in addresses(version)
    made = repairs.make_clause(version, version.sections[0], hand(version), first=line, last=line)
    assert (made.address, made.text) == ("A.2", "Disiplin, yaitu hadir tepat waktu sesuai dengan jam kerja;")
    assert addresses(version)[:2] == ["A.1", "A.2"]
    with pytest.raises(Impossible, match="no-words"):
        repairs.make_clause(version, version.sections[0], hand(version), first=2, last=2)


def test_clauses_move_between_sections(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    repairs.set_section(version, at(version, "A.1"), version.sections[1], hand(version))
    assert [c.address for c in version.sections[1].clauses][-1] == "B.1"
    assert addresses(version)[0] == "A.2" and addresses(version)[-1] == "B.1"


def test_a_section_begins_where_a_person_says(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    repairs.open_section(version, at(version, "B.dilarang.1"), "C", "Larangan", hand(version))
    assert [section.heading for section in version.sections][-1] == "C. Larangan"
    assert addresses(version)[-2:] == ["C.dilarang.1", "C.dilarang.2"]
    repairs.undo_last(version, hand(version))
    assert len(version.sections) == 2 and addresses(version)[-1] == "B.dilarang.2"


def test_a_heading_gives_its_clauses_label_and_kind(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    section = version.sections[0]
    repairs.set_heading(version, section, "I", "Asas", "standard", hand(version))
    assert addresses(version)[:2] == ["I.1", "I.2"]
    assert section.heading == "I. Asas" and {c.kind for c in section.clauses} == {"standard"}


def test_every_repair_is_on_record_and_can_be_taken_back(draft: Callable[..., CodeVersion]) -> None:
    version = draft()
    first = snapshot(version)
    repairs.set_label(version, at(version, "B.wajib.?1"), "2", hand(version))
    repairs.merge_with_previous(version, at(version, "B.wajib.2"), hand(version))
    repairs.mark_not_a_clause(version, at(version, "A.1"), hand(version))
    kept = [
        (row.kind, row.address_before, row.address_after)
        for row in db.session.scalars(sa.select(Repair).filter_by(version_id=version.id).order_by(Repair.id))
    ]
    assert kept == [
        ("label", "B.wajib.?1", "B.wajib.2"),
        ("merge", "B.wajib.1", "B.wajib.1"),
        ("not-a-clause", "A.1", ""),
    ]
    for _ in kept:
        repairs.undo_last(version, hand(version))
    assert snapshot(version) == first
    with pytest.raises(Impossible, match="nothing-to-undo"):
        repairs.undo_last(version, hand(version))
    assert version.rev == 6


def test_a_stale_tab_changes_nothing(draft: Callable[..., CodeVersion]) -> None:
    version = draft()
    seen = hand(version)
    repairs.set_label(version, at(version, "B.wajib.?1"), "2", seen)
    with pytest.raises(Stale):
        repairs.set_label(version, at(version, "B.wajib.2"), "3", seen)
    assert "B.wajib.2" in addresses(version)


def test_a_published_version_is_frozen(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    seen = hand(version)
    publish(version, actor="system", now=NOW)
    with pytest.raises(Frozen):
        repairs.set_label(version, version.clauses[0], "9", seen)
    assert addresses(version)[0] == "A.1"


def test_publishing_what_was_repaired_meanwhile_is_refused(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    repairs.change_kind(version, at(version, "A.1"), "standard", hand(version))
    with pytest.raises(NotPublishable, match="changed"):
        publish(version, actor="system", now=NOW, rev=0)


def test_a_note_follows_its_clause(draft: Callable[..., CodeVersion]) -> None:
    version = draft()
    add_note(version, "B.wajib.?1", "Kata-katanya meragukan.", person=None, now=NOW)
    add_note(version, "B.wajib.?1", "Kata-katanya  meragukan.", person=None, now=NOW)
    repairs.set_label(version, at(version, "B.wajib.?1"), "2", hand(version))
    assert [
        note.address for note in db.session.scalars(sa.select(ClauseNote).filter_by(version_id=version.id))
    ] == ["B.wajib.2"]
    with pytest.raises(KeyError):
        add_note(version, "Z.9", "Tidak ada.", person=None, now=NOW)


def test_the_facts_of_the_decree_can_be_mended_and_taken_back(draft: Callable[..., CodeVersion]) -> None:
    version = draft(TEXT)
    day = NOW.date()
    repairs.set_facts(
        version, hand(version), title="Judul", decree="Keputusan 1", decree_date=day, in_force_from=day
    )
    assert (version.title, version.decree_date) == ("Judul", day)
    repairs.undo_last(version, hand(version))
    assert version.decree_date is None and version.title != "Judul"
