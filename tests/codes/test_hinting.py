"""What an edit looks like at first sight: a hint with its reason, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.codes.diffing import ClauseText, diff
from training.codes.hinting import Hint, hint_of, misread
from training.codes.models import EDITORIAL, SUBSTANTIVE

RULE = "Petugas melayani pemohon paling lambat 3 hari di loket kasir dengan santun"


def hint(old: str, new: str) -> Hint | None:
    return hint_of(diff([ClauseText("B.1", old)], [ClauseText("B.1", new)])[0])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (RULE, f"{RULE};", Hint(EDITORIAL, "signs")),
        (RULE, RULE.upper(), Hint(EDITORIAL, "signs")),
        (RULE, RULE.replace("loket kasir", "loketkasir"), Hint(EDITORIAL, "signs")),
        (RULE, RULE.replace("santun", "samtun"), Hint(EDITORIAL, "slips")),
        (RULE, RULE.replace("pemohon", "pemohonn"), Hint(EDITORIAL, "slips")),
        (RULE, RULE.replace("3 hari", "5 hari"), Hint(SUBSTANTIVE, "figures")),
        (RULE, f"{RULE} kecuali hari libur", Hint(SUBSTANTIVE, "turning")),
        (RULE, RULE.replace("melayani", "tidak melayani"), Hint(SUBSTANTIVE, "turning")),
        (RULE, RULE.replace("loket", "ruang tunggu"), None),
        (RULE, f"{RULE} dan ramah", Hint(SUBSTANTIVE, "turning")),
        ("Menjaga air bersih kantor", "Menjaga api bersih kantor", None),
        (RULE, RULE.replace("melayani", "me1ayani"), Hint(EDITORIAL, "slips")),
        (RULE, RULE.replace("pemohon", "pernohon").replace("kasir", "ka5ir"), Hint(EDITORIAL, "slips")),
        (RULE, RULE.replace("pemohon", "pemo hon").replace("kasir", "kaslr"), Hint(EDITORIAL, "slips")),
        (RULE, RULE.replace("melayani pemohon", "‘melayani pernohon ,"), Hint(EDITORIAL, "slips")),
        (RULE, RULE.replace("melayani ", "").replace("santun", "santun melayani"), None),
        (f"{RULE} B3K", f"{RULE} B5K", None),
        (f"{RULE} AB3KD", f"{RULE} AB5KD", None),
        (RULE, RULE.replace("3 hari", "8 hari"), Hint(SUBSTANTIVE, "figures")),
        (RULE, RULE.replace("3 hari", "l hari"), Hint(SUBSTANTIVE, "figures")),
    ],
)
def test_what_it_looks_like(old, new, expected):
    assert hint(old, new) == expected


def test_a_new_rule_and_a_rule_taken_away_are_likely_substantive():
    assert hint_of(diff([], [ClauseText("B.1", RULE)])[0]) == Hint(SUBSTANTIVE, "new_rule")
    assert hint_of(diff([ClauseText("B.1", RULE)], [])[0]) == Hint(SUBSTANTIVE, "rule_gone")


def test_what_only_moved_needs_no_hint():
    assert hint_of(diff([ClauseText("B.1", RULE)], [ClauseText("B.2", RULE)])[0]) is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_figure_never_looks_editorial(old, new):
    found = hint(f"{RULE} {old}", f"{RULE} {new}")
    assert found == (None if old == new else Hint(SUBSTANTIVE, "figures"))


DAMAGE = st.sampled_from(
    [("m", "rn"), ("la", "1a"), ("o", "0"), ("d", "cl"), ("i", "l"), (" ", "  "), (" r", " ,r"), ("p", "P")]
)


@given(st.lists(DAMAGE, min_size=1, max_size=4))
def test_whatever_a_scan_does_to_letters_at_once_is_misread(damage):
    read = scanned = "Petugas melayani pemohon dengan ramah sesuai pedoman kantor"
    for seen, made in damage:
        scanned = scanned.replace(seen, made)
    pair = diff([ClauseText("B.1", scanned)], [ClauseText("B.1", read)])[0]
    assert pair.kind == "unchanged" or misread(pair)


@given(st.sampled_from(["tidak", "kecuali", "hanya", "wajib", "dilarang", "tanpa"]), st.integers(0, 10))
def test_a_word_that_turns_a_rule_is_never_taken_for_a_slip(word, place):
    words = RULE.split()
    other = " ".join([*words[:place], word, *words[place:]])
    for old, new in ((RULE, other), (other, RULE)):
        assert not misread(diff([ClauseText("B.1", old)], [ClauseText("B.1", new)])[0])


def test_a_rule_that_came_went_or_moved_is_not_misread():
    clause = ClauseText("B.1", RULE)
    assert not any(
        map(misread, (*diff([], [clause]), *diff([clause], []), *diff([clause], [ClauseText("B.2", RULE)])))
    )
