"""Two texts of a code compared: what pairs with what, and which words changed."""

from pathlib import Path

import pytest

from training.codes.diffing import ClauseText, Pair, diff, mark_words
from training.codes.reading import read

FOLDER = Path(__file__).parents[2] / "quizzes/disdukcapil-palangkaraya-2019"
CLEAN = "Menerima imbalan dalam bentuk apa pun untuk kegiatan yang berkaitan dengan layanan"
QUEUE = "Mendahulukan kenalan atau keluarga dalam antrean di loket pelayanan"
SECRET = "Menyimpan rahasia jabatan selama dan sesudah menjalankan tugas"


def texts(*pairs: tuple[str, str]) -> list[ClauseText]:
    return [ClauseText(address, text) for address, text in pairs]


def clauses_of(name: str) -> list[ClauseText]:
    return [ClauseText(c.address, c.text) for c in read((FOLDER / name).read_text()).clauses]


def told(pairs: list[Pair]) -> list[tuple[str, str, str]]:
    return [(p.kind, p.old.address if p.old else "", p.new.address if p.new else "") for p in pairs]


def changed(pair: Pair) -> str:
    return "".join(f"[{word.mark} {word.text}]" for word in pair.words if word.mark != "same")


def test_the_scan_as_the_earlier_edition_lacks_one_clause_and_has_slips():
    pairs = diff(clauses_of("scan.txt"), clauses_of("code.txt"))
    added = [pair for pair in pairs if pair.kind == "added"]
    assert [pair.address for pair in added] == ["B.wajib.6"]
    assert {pair.kind for pair in pairs} == {"added", "edited", "moved", "unchanged"}
    slips = {pair.address: changed(pair) for pair in pairs if pair.kind == "edited"}
    assert slips["A.1"] == "[out dari][in dan][out berbihak][in berpihak]"
    assert slips["B.dilarang.2"] == "[out Adminisirasi][in Administrasi]"
    assert set(slips) == {"A.1", "A.3", "B.wajib.3", "B.wajib.4", *(f"B.dilarang.{n}" for n in (2, 3, 5, 7))}


def test_two_different_codes_have_almost_nothing_in_common():
    other = read((FOLDER.parent / "dinsos-banten-2024/code.txt").read_text()).clauses
    pairs = diff([ClauseText(c.address, c.text) for c in other], clauses_of("code.txt"))
    assert sum(pair.old is not None and pair.new is not None for pair in pairs) <= 2


def test_a_clause_put_in_between_moves_those_after_it():
    old = texts(("B.1", CLEAN), ("B.2", QUEUE))
    new = texts(("B.1", CLEAN), ("B.2", SECRET), ("B.3", QUEUE))
    assert told(diff(old, new)) == [
        ("unchanged", "B.1", "B.1"),
        ("added", "", "B.2"),
        ("moved", "B.2", "B.3"),
    ]


def test_a_clause_that_moved_and_changed_is_edited_and_says_where_it_stood():
    old = texts(("B.1", CLEAN), ("B.2", QUEUE), ("B.3", SECRET))
    new = texts(("B.1", QUEUE.replace("keluarga", "teman")), ("B.2", SECRET), ("B.3", CLEAN))
    pairs = diff(old, new)
    assert told(pairs) == [("edited", "B.2", "B.1"), ("moved", "B.3", "B.2"), ("moved", "B.1", "B.3")]
    assert pairs[0].moved
    assert changed(pairs[0]) == "[out keluarga][in teman]"


def test_what_is_removed_is_told_where_it_stood():
    old = texts(("A.1", QUEUE), ("A.2", CLEAN), ("A.3", SECRET))
    assert told(diff(old, texts(("A.1", QUEUE), ("A.2", SECRET)))) == [
        ("unchanged", "A.1", "A.1"),
        ("removed", "A.2", ""),
        ("moved", "A.3", "A.2"),
    ]
    assert told(diff(old[1:], texts(("A.1", SECRET))))[0] == ("removed", "A.2", "")


def test_a_number_used_for_another_rule_is_another_clause():
    pairs = diff(texts(("B.6", CLEAN)), texts(("B.6", SECRET)))
    assert {(pair.kind, pair.address) for pair in pairs} == {("removed", "B.6"), ("added", "B.6")}


def test_a_rule_turned_into_its_opposite_is_an_edit_of_that_clause():
    old = texts(("B.1", "Menerima tamu di luar jam pelayanan"))
    new = texts(("B.1", "Tidak menerima tamu di luar jam pelayanan"))
    assert changed(diff(old, new)[0]) == "[out Menerima][in Tidak menerima]"


def test_a_split_clause_is_removed_and_its_halves_are_added():
    whole = texts(("B.1", f"{QUEUE}; {SECRET}"), ("B.2", CLEAN))
    halves = texts(("B.1", QUEUE), ("B.2", SECRET), ("B.3", CLEAN))
    split, merged = diff(whole, halves), diff(halves, whole)
    assert sorted(pair.kind for pair in split) == ["added", "added", "moved", "removed"]
    assert sorted(pair.kind for pair in merged) == ["added", "moved", "removed", "removed"]


def test_the_same_words_twice_stay_where_they_were():
    old = texts(("A.1", QUEUE), ("A.2", QUEUE))
    assert {pair.kind for pair in diff(old, old)} == {"unchanged"}
    assert told(diff(old, texts(("A.2", QUEUE)))) == [("removed", "A.1", ""), ("unchanged", "A.2", "A.2")]


def test_line_breaks_do_not_count_and_are_not_marked_as_words():
    pair = diff(texts(("A.1", QUEUE)), texts(("A.1", QUEUE.replace(" ", "\n"))))[0]
    assert pair.kind == "unchanged"
    assert pair.similarity == 1


def test_several_changed_words_in_a_row_are_one_change():
    marks = mark_words("bayar di loket saja", "bayar pada kasir resmi saja")
    assert [(word.mark, word.text) for word in marks] == [
        ("same", "bayar "),
        ("out", "di loket"),
        ("in", "pada kasir resmi"),
        ("same", " saja"),
    ]


@pytest.mark.parametrize(("old", "new"), [([], []), ([], texts(("A.1", ""))), (texts(("A.1", "")), [])])
def test_nothing_is_compared_without_complaint(old, new):
    assert len(diff(old, new)) == len(old) + len(new)
