"""`flask quizzes` over good and bad folders, and over the content that ships."""

from pathlib import Path

import pytest

from .office import text

CODE = """LAMPIRAN KEPUTUSAN KEPALA KANTOR UJI
KODE ETIK PEGAWAI

D. Larangan
1. Melakukan kolusi dengan pihak mana pun.
2. Memperlambat pelayanan kepada masyarakat.
3. Membocorkan data pribadi pemohon.
4. Menerima pemberian dalam bentuk apa pun.
"""
LESSON = """---
module: d
title: Larangan
title_en: Prohibitions
summary: Ringkas.
summary_en: Short.
minutes: 5
---
Pembukaan.

## D.4
### Artinya
Jangan menerima.
"""


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "quizzes" / "kantor-uji"
    for name in ("scenarios", "modules"):
        (home / name).mkdir(parents=True)
    (home / "code.txt").write_text(CODE)
    (home / "modules" / "d.md").write_text(LESSON)
    (home / "scenarios" / "amplop-di-loket.yaml").write_text(text())
    return home


@pytest.fixture
def quizzes(app, folder):
    runner = app.test_cli_runner()
    return lambda *words, under=folder.parent: runner.invoke(args=["quizzes", *words, "--under", str(under)])


def test_good_files_pass_and_doubts_are_only_suggestions(quizzes):
    answer = quizzes("lint")
    assert answer.exit_code == 0
    assert "kantor-uji: 2 berkas, 0 galat" in answer.output and "saran: Butir D.1" in answer.output


def test_every_fault_is_named_with_file_line_and_path(quizzes, folder):
    bad = text().replace("grade: best", "grade: bagus").replace("violates: [D.4]", "violates: [Z.1]")
    (folder / "scenarios" / "amplop-di-loket.yaml").write_text(bad)
    (folder / "scenarios" / "biner.yaml").write_bytes(b"title: \xff\n")
    (folder / "scenarios" / "kosong.yaml").write_text("")
    (folder / "modules" / "d.md").write_text(LESSON.replace("minutes: 5", "menit: 5"))
    answer = quizzes("lint", "kantor-uji")
    line = bad.split("\n").index("        grade: bagus") + 1
    assert answer.exit_code == 1
    assert (
        f"quizzes/kantor-uji/scenarios/amplop-di-loket.yaml:{line}: nodes.amplop.options[1].grade: "
        in answer.output
    )
    assert "scenarios/biner.yaml:1: " in answer.output and "scenarios/kosong.yaml:1: " in answer.output
    assert "modules/d.md:7: menit: " in answer.output


def test_a_clause_the_code_does_not_have_is_an_error(quizzes, folder):
    (folder / "scenarios" / "amplop-di-loket.yaml").write_text(text().replace("[D.4]", "[D.44]"))
    answer = quizzes("lint")
    assert answer.exit_code == 1 and "D.44" in answer.output


def test_coverage_names_the_scenarios_of_each_clause(quizzes):
    answer = quizzes("coverage", "kantor-uji")
    assert answer.exit_code == 0
    rows = {line.split()[1]: line for line in answer.output.splitlines() if "  D." in line}
    assert "amplop-di-loket" in rows["D.4"] and "(belum ada)" in rows["D.1"]
    assert "1 dari 4 butir diuji" in answer.output


def test_coverage_of_files_that_cannot_be_read_fails(quizzes, folder):
    (folder / "scenarios" / "amplop-di-loket.yaml").write_text("title: [")
    answer = quizzes("coverage")
    assert answer.exit_code == 1 and "0 dari 4 butir diuji" in answer.output


@pytest.mark.parametrize("command", ["lint", "coverage"])
def test_an_unknown_code_is_told_which_there_are(quizzes, command, tmp_path):
    answer = quizzes(command, "tidak-ada")
    assert answer.exit_code == 1 and "kantor-uji" in answer.output
    assert quizzes(command, under=tmp_path / "kosong").exit_code != 0


@pytest.mark.parametrize("code", ["dinsos-banten-2024", "disdukcapil-palangkaraya-2019"])
def test_the_content_that_ships_has_no_errors(app, code):
    answer = app.test_cli_runner().invoke(args=["quizzes", "lint", code])
    assert answer.exit_code == 0, answer.output
    files = len(list((Path(app.root_path) / "quizzes" / code / "scenarios").glob("*.yaml")))
    assert files >= 12 and ", 0 galat," in answer.output
