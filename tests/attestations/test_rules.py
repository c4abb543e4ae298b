"""What the hash of a shown text stands for."""

from dataclasses import replace

import pytest

from training.attestations.rules import Shown, ShownClause, ShownList, ShownSection, shown_hash

BANS = ShownList("dilarang", (ShownClause("B.1", "Menerima  imbalan;"), ShownClause("B.2", "Menunda.")))
SHOWN = Shown("Kode", "Keputusan 7", (ShownSection("B. Larangan", (BANS,)),), "Saya telah membaca.")


def test_the_shown_text_reads_like_the_page() -> None:
    assert SHOWN.plain().split("\n") == [
        "Kode",
        "Keputusan 7",
        "B. Larangan",
        "dilarang",
        "B.1\tMenerima imbalan;",
        "B.2\tMenunda.",
        "--------",
        "Saya telah membaca.",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        replace(SHOWN, title="Kode lain"),
        replace(SHOWN, citation="Keputusan 8"),
        replace(SHOWN, statement="I have read it."),
        replace(SHOWN, sections=()),
        replace(SHOWN, sections=(ShownSection("B. Larangan", (replace(BANS, group=""),)),)),
        replace(SHOWN, sections=(ShownSection("B. Larangan", (replace(BANS, clauses=BANS.clauses[::-1]),)),)),
    ],
)
def test_every_word_on_the_page_counts(changed: Shown) -> None:
    assert shown_hash(changed) != shown_hash(SHOWN)


def test_the_hash_is_plain_sha256_of_the_lines() -> None:
    from hashlib import sha256

    assert shown_hash(SHOWN) == sha256(SHOWN.plain().encode()).hexdigest()
