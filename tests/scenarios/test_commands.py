"""`flask quizzes` over good and bad folders, and over the content that ships."""

import json
from pathlib import Path

import pytest

from app import create_app
from training.codes.models import Code
from training.core.db import db
from training.scenarios import service

from .office import MORNING, person_row, scenario_row, text
from .stories import tell

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


@pytest.mark.parametrize("code", ["dinsos-banten-2024", "disdukcapil-palangkaraya-2019"])
def test_every_module_of_the_content_that_ships_may_be_published(app, code):
    answer = app.test_cli_runner().invoke(
        args=["quizzes", "coverage", code, "--under", str(Path(app.root_path) / "quizzes")]
    )
    assert answer.exit_code == 0 and "[perlu" not in answer.output
    assert "(belum ada)" not in answer.output


def test_coverage_as_json_says_exactly_this(quizzes):
    told = json.loads(quizzes("coverage", "--code", "kantor-uji", "--json").stdout)
    assert list(told) == ["code", "clauses"] and told["code"] == "kantor-uji"
    assert told["clauses"][3] == {
        "address": "D.4",
        "kind": "prohibition",
        "trainable": True,
        "live_scenarios": 1,
    }
    assert [clause["live_scenarios"] for clause in told["clauses"]] == [0, 0, 0, 1]
    every = json.loads(quizzes("coverage", "--json").stdout)
    assert every == [told]


def test_coverage_says_how_many_more_a_module_needs(quizzes):
    output = quizzes("coverage", "kantor-uji").output
    assert "[perlu 1 lagi]" in next(line for line in output.splitlines() if " D.4 " in line)
    assert "[perlu 2 lagi]" in next(line for line in output.splitlines() if " D.1 " in line)


def test_lint_as_json_names_the_place_of_every_finding(quizzes, folder):
    bad = text().replace("grade: best", "grade: bagus")
    (folder / "scenarios" / "amplop-di-loket.yaml").write_text(bad)
    answer = quizzes("lint", "--json", "--code", "kantor-uji")
    told = json.loads(answer.stdout)
    assert answer.exit_code == 1 and (told["files"], told["errors"]) == (2, 2)
    found = next(each for each in told["findings"] if each["path"].endswith(".grade"))
    assert list(found) == ["file", "line", "path", "severity", "message"]
    assert found["file"] == "quizzes/kantor-uji/scenarios/amplop-di-loket.yaml"
    assert (found["line"], found["path"]) == (
        bad.split("\n").index("        grade: bagus") + 1,
        "nodes.amplop.options[1].grade",
    )
    assert found["severity"] == "error" and found["message"]


def test_two_different_codes_are_refused(quizzes):
    answer = quizzes("coverage", "kantor-uji", "--code", "lain")
    assert answer.exit_code == 2 and "tidak sama" in answer.output


def test_coverage_counts_what_is_live_in_the_database(app, office):
    runner = app.test_cli_runner()

    def told():
        answer = runner.invoke(args=["quizzes", "coverage", "--code", "kantor-pelatih-2026", "--json"])
        assert answer.exit_code == 0, answer.output
        return {
            clause["address"]: clause["live_scenarios"] for clause in json.loads(answer.stdout)["clauses"]
        }

    assert told() == {"D.3": 0, "D.4": 1, "D.5": 0}
    with app.app_context():
        tell(db.session.get_one(Code, office.code_id), "D.3", "kedua", at=MORNING)
        reason = {"reason": "Percobaan.", "actor": person_row(office.trainer), "now": MORNING}
        service.retire(scenario_row(office.ref), **reason)
        db.session.commit()
    assert told() == {"D.3": 1, "D.4": 0, "D.5": 0}


def test_coverage_needs_no_database(app, quizzes, tmp_path):
    bare = create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'tidak-ada.sqlite3'}"}
    )
    answer = bare.test_cli_runner().invoke(
        args=["quizzes", "coverage", "--code", "dinsos-banten-2024", "--json"]
    )
    assert answer.exit_code == 0 and len(json.loads(answer.stdout)["clauses"]) == 38
    assert not (tmp_path / "tidak-ada.sqlite3").exists()
