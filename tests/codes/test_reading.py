"""The reader against the corpus: every clause, every label, every doubt."""

import re
from pathlib import Path

import pytest

from tests.corpus.comparing import DOCUMENTS, HERE, difference, expected_of, text_of
from training.codes.reading import Document, completeness, read

QUIZZES = Path(__file__).parents[2] / "quizzes"


def document(name: str) -> Document:
    return read(text_of(HERE / f"{name}.txt"))


def bare(text: str) -> str:
    """A text without blanks, invisible characters, and the hyphens of its line ends."""
    return "".join(re.sub(r"[\u00ad\u200b-]", "", text).split())


def ids(found: Document, name: str) -> list[int]:
    return [finding.line for finding in found.findings if finding.id == name]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_document_reads_as_expected(path: Path) -> None:
    found = read(text_of(path)).to_dict()
    expected = expected_of(path)
    assert difference(expected, found).agrees, difference(expected, found)
    assert found["title"] == expected["title"]
    named = [(section["label"], section["title"]) for section in found["sections"] if section["clauses"]]
    assert named == [
        (section["label"], section["title"]) for section in expected["sections"] if section["clauses"]
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_addresses_are_unique_and_groups_as_expected(path: Path) -> None:
    found = read(text_of(path))
    addresses = [clause.address for clause in found.clauses]
    assert all(addresses) and len(set(addresses)) == len(addresses)
    wanted = [
        clause.get("group") for section in expected_of(path)["sections"] for clause in section["clauses"]
    ]
    assert [clause.group for clause in found.clauses] == wanted


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_clauses_point_at_the_lines_they_stand_on(path: Path) -> None:
    lines = re.split(r"\r\n|\r|\n", text_of(path))
    for clause in read(text_of(path)).clauses:
        assert clause.line <= clause.last_line <= len(lines)
        source = bare("".join(lines[clause.line - 1 : clause.last_line + 2]))
        assert bare(" ".join(clause.text.split()[:2])) in source


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("dinsos-banten-2024/code.txt", "dinsos-banten-2024.txt"),
        ("disdukcapil-palangkaraya-2019/code.txt", "disdukcapil-palangkaraya-2019.txt"),
        ("disdukcapil-palangkaraya-2019/scan.txt", "disdukcapil-palangkaraya-scan.txt"),
    ],
)
def test_content_holds_the_same_source_texts(path: str, original: str) -> None:
    assert (QUIZZES / path).read_bytes() == (HERE / original).read_bytes()


def test_banten_has_five_sections_with_their_kinds() -> None:
    found = document("dinsos-banten-2024")
    assert [(s.label, s.kind, len(s.clauses), s.trainable) for s in found.sections] == [
        ("A", "value", 14, True),
        ("B", "standard", 6, True),
        ("C", "obligation", 8, True),
        ("D", "prohibition", 8, True),
        ("E", "sanction", 2, True),
    ]
    assert {c.kind for c in found.clauses if c.address.startswith("D.")} == {"prohibition"}
    assert [(c.address, c.kind) for c in found.sections[4].clauses] == [("E.1", "sanction"), ("E.2", "award")]
    assert (
        found.sections[3]
        .clauses[7]
        .text.endswith(
            "pilih kasih (*favoritisme*) kepada kelompok tertentu/perorangan dalam memberikan pelayanan."
        )
    )
    assert found.sections[4].clauses[1].text.endswith("perundang-undangan yang berlaku.")
    assert not found.findings


def test_palangka_raya_keeps_two_lists_apart() -> None:
    found = document("disdukcapil-palangkaraya-2019")
    wanted = [f"A.{n}" for n in range(1, 8)] + [
        f"B.{g}.{n}" for g in ("wajib", "dilarang") for n in range(1, 9)
    ]
    assert [clause.address for clause in found.clauses] == wanted
    kinds = {clause.group: clause.kind for clause in found.clauses}
    assert kinds == {None: "value", "wajib": "obligation", "dilarang": "prohibition"}
    assert not found.findings


def test_scan_reports_lost_numbers_and_never_counts_them() -> None:
    found = document("disdukcapil-palangkaraya-scan")
    assert ids(found, "label-missing") == [5, 6, 7, 9, 10, 11, 13, 35, 37, 42, 45, 48, 51, 54, 58, 61, 64]
    assert ids(found, "labels-lost") == [5, 35, 42]
    assert ids(found, "running-head") == [15]
    after_five = next(
        finding for finding in found.findings if finding.id == "labels-lost" and finding.line == 35
    )
    assert after_five.severity == "error"
    assert after_five.message.startswith("Baris 35–37: 2 butir setelah nomor 5 kehilangan nomornya.")
    lost = [clause for clause in found.clauses if not clause.label]
    assert len(lost) == 17 and all(clause.confidence < 1 for clause in lost)
    assert lost[7].address == "B.wajib.?1"
    assert lost[-1].text.endswith("untuk kepentingan pribadi atau kelompok.")
    assert "peraturan perundang-undangan;" in found.clauses[10].text


def test_human_errors_in_numbering_are_findings() -> None:
    found = document("synth_07_nomor_hilang_ganda_lompat")
    assert ids(found, "label-repeated") == [8]
    assert ids(found, "label-skipped") == [9, 14]
    assert ids(found, "label-missing") == [10]
    assert ids(found, "section-repeated") == [12]
    assert [clause.address for clause in found.clauses][-2:] == ["A-2.1", "A-2.3"]
    assert found.sections[1].label == "A"


def test_repaired_numbers_are_doubtful() -> None:
    found = document("synth_06_ocr_berisik")
    doubtful = {clause.address for clause in found.clauses if clause.confidence < 0.5}
    assert doubtful == {"A.1", "A.2", "A.4", "A.5", "B.1", "B.2"}
    assert {7, 9, 11, 14, 16, 17} <= set(ids(found, "ocr-damage"))


def test_nested_clauses_have_tidy_addresses_and_parents() -> None:
    found = document("synth_01_perbup_bab_pasal_ayat")
    places = {clause.address: clause.parent for clause in found.clauses}
    assert places["Pasal 3.1.c.1)"] == "c" and places["Pasal 3.1.c"] == "1" and places["Pasal 6"] is None
    trainable = {section.label: section.trainable for section in found.sections}
    assert [label for label, yes in trainable.items() if yes] == ["BAB II", "Pasal 2", "Pasal 3"]


def test_hostile_text_stays_text_and_is_reported() -> None:
    found = document("synth_12_instruksi_tersisip")
    assert ids(found, "instruction-in-text") == [7]
    assert ids(found, "markup-in-text") == [9]
    assert ids(found, "formula-in-text") == [10, 11]
    assert not any("LULUS" in clause.text for clause in found.clauses)


def test_running_numbers_are_not_called_skipped() -> None:
    assert not document("own_05_nomor_berlanjut").findings
    assert not document("own_22_huruf_bernomor_lanjut").findings


@pytest.mark.parametrize(
    ("name", "words"),
    [("own_16_kata_pengantar_saja", "kata pengantar"), ("own_20_konsiderans_saja", "konsiderans")],
)
def test_a_file_without_clauses_says_what_it_holds(name: str, words: str) -> None:
    found = document(name)
    assert not found.sections
    assert [finding.id for finding in found.findings] == ["no-articles"]
    assert words in found.findings[0].message


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\x00", "\ud800"])
def test_nothing_printed_is_no_error(text: str) -> None:
    assert [finding.id for finding in read(text).findings] == ["no-articles"]


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("dinsos-banten-2024", {"rights-duties"}),
        ("disdukcapil-palangkaraya-2019", {"rights-duties", "sanctions", "rewards"}),
        ("own_18_lampiran_huruf_tunggal", {"discrimination-ban", "sanctions", "rewards"}),
    ],
)
def test_completeness_names_what_a_code_lacks(name: str, missing: set[str]) -> None:
    found = document(name)
    elements = completeness(found)
    assert {element.id for element in elements if not element.found} == missing
    addresses = {clause.address for clause in found.clauses}
    assert all(element.address in addresses for element in elements if element.found)


def test_completeness_points_at_the_bans() -> None:
    found = {element.id: element.address for element in completeness(document("dinsos-banten-2024"))}
    assert found["corruption-ban"] == "D.1" and found["discrimination-ban"] == "D.8"
    assert found["sanctions"] == "E.1" and found["rewards"] == "E.2"
