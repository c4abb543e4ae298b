"""`flask quizzes import` and `export`: with a database, and on a checkout that has none."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import create_app
from training.core.db import db
from training.scenarios.models import Scenario, ScenarioVersion

QUIZ = "// [tag:D.3]\n::Antrean::Bolehkah mendahulukan kenalan?{F#salah#benar}\n\nBerapa? {#3}\n"
SHIPPED = Path(__file__).parents[2] / "quizzes"


@pytest.fixture
def file(tmp_path):
    def write(text, name="soal.gift"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


@pytest.fixture
def fresh(tmp_path):
    """The commands on a checkout whose database was never made."""
    made = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/tidak-ada.sqlite3"})
    return made.test_cli_runner(), tmp_path / "tidak-ada.sqlite3"


def run(runner, *words):
    answer = runner.invoke(args=["quizzes", *words])
    return answer.exit_code, answer.stdout


def test_a_dry_run_needs_no_database_and_makes_none(fresh, file):
    runner, database = fresh
    code, out = run(runner, "import", file(QUIZ), "--dry-run", "--json")
    told = json.loads(out)
    assert code == 1 and set(told) == {"accepted", "rejected", "items"}
    assert told["accepted"] == 1
    assert told["rejected"] == [
        {"line": 4, "message": "Soal angka (numerical) tidak dapat menjadi skenario."}
    ]
    (item,) = told["items"]
    assert (item["id"], item["line"], item["clause"], item["options"]) == ("antrean", 1 + 1, "D.3", 2)
    assert not database.exists()


def test_a_clean_file_ends_with_0(fresh, file):
    runner, _ = fresh
    path = file(QUIZ.partition("Berapa")[0])
    assert run(runner, "import", path, "--dry-run", "--json")[0] == 0
    assert run(runner, "import", path, "--dry-run", "--code", "dinsos-banten-2024")[0] == 0
    code, out = run(runner, "import", path, "--dry-run", "--format", "aiken", "--json")
    assert code == 1 and json.loads(out)["accepted"] == 0


def test_clauses_are_known_from_the_content_without_a_database(fresh, file):
    runner, _ = fresh
    text = (SHIPPED / "dinsos-banten-2024" / "scenarios" / "amplop-di-loket.yaml").read_text()
    assert run(runner, "import", file(text, "amplop.yaml"), "--dry-run")[0] == 0
    lost = file(text.replace("D.4", "D.44"), "amplop.yaml")
    code, out = run(runner, "import", lost, "--dry-run", "--json", "--code", "dinsos-banten-2024")
    assert code == 1 and "Butir D.44 tidak ada" in json.loads(out)["rejected"][0]["message"]


def test_every_format_goes_out_of_the_content_and_comes_back(fresh, tmp_path):
    runner, _ = fresh
    for form in ("yaml", "xlsx", "gift", "moodle", "aiken"):
        out = tmp_path / f"keluar.{form}"
        code, said = run(
            runner, "export", "--code", "dinsos-banten-2024", "--format", form, "--out", str(out), "--json"
        )
        assert code == 0 and json.loads(said)["files"] == [str(out)]
        assert run(runner, "import", str(out), "--dry-run", "--json")[0] == 0, form
    folder = tmp_path / "semua"
    folder.mkdir()
    run(runner, "export", "--code", "dinsos-banten-2024", "--out", str(folder))
    for path in (SHIPPED / "dinsos-banten-2024" / "scenarios").glob("*.yaml"):
        assert (folder / path.name).read_bytes() == path.read_bytes()


def test_a_missing_file_and_an_unknown_code_are_said(fresh, file):
    runner, _ = fresh
    assert run(runner, "import", "/tidak/ada.gift", "--dry-run")[0] == 1
    assert run(runner, "import", file(QUIZ), "--dry-run", "--code", "entah")[0] == 1
    assert run(runner, "export", "--code", "entah")[0] == 1


def drafts(app, slug):
    with app.app_context():
        rows = sa.select(ScenarioVersion.source).join(ScenarioVersion.scenario)
        return list(db.session.scalars(rows.where(Scenario.slug == slug, ScenarioVersion.state == "draft")))


def test_an_import_writes_drafts_once_and_nothing_when_something_was_refused(office, app, file):
    runner, code = app.test_cli_runner(), "kantor-pelatih-2026"
    assert run(runner, "import", file(QUIZ), "--code", code)[0] == 1
    assert drafts(app, "antrean") == []
    clean = file(QUIZ.partition("Berapa")[0])
    for action in ("new", "same"):
        ended, out = run(runner, "import", clean, "--code", code, "--json")
        assert ended == 0 and json.loads(out)["items"][0]["action"] == action
    assert len(drafts(app, "antrean")) == 1


def test_questions_without_a_clause_ask_for_one(office, app, file):
    runner, code = app.test_cli_runner(), "kantor-pelatih-2026"
    path = file("::Tanpa::Boleh?{T}")
    assert run(runner, "import", path, "--code", code)[0] == 1
    assert run(runner, "import", path, "--code", code, "--clause", "D.5")[0] == 0
    assert "clause: D.5" in drafts(app, "tanpa")[0]


def test_the_live_scenarios_of_the_database_go_out(office, app):
    code, out = run(app.test_cli_runner(), "export", "--code", "kantor-pelatih-2026", "--format", "gift")
    assert code == 0 and "[id:amplop-di-loket]" in out
