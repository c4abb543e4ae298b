"""`flask codes diff`, `publish` and `export`."""

import json
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from training.codes.amendments import judge, open_amendment
from training.codes.models import Code, CodeVersion
from training.codes.reading import read
from training.core.db import db
from training.people.models import Agency

from .office import LOST, NOW, SLUG, TEXT, Office, draft, open_office, person

SECOND = TEXT.replace("dari pemohon;", "dari siapa pun;").replace(
    "2. Mendahulukan kenalan dalam antrean;\n", ""
)


@pytest.fixture
def office(app: Flask) -> Office:
    """An office with a published version and a draft that changes one clause and drops one."""
    found = open_office(app)
    with app.app_context():
        draft(db.session.get_one(Agency, found.agency_id), text=SECOND, name="kedua.txt")
        db.session.commit()
    return found


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["codes", *words])


def state(app: Flask, number: int) -> str:
    with app.app_context():
        rows = sa.select(CodeVersion.state).join(CodeVersion.code).where(Code.slug == SLUG)
        return db.session.scalars(rows.where(CodeVersion.number == number)).one()


def test_diff_marks_what_changed_word_by_word(app: Flask, office: Office) -> None:
    said = run(app, "diff", SLUG, "1", "2")
    assert said.exit_code == 0
    assert (
        "B.dilarang.1  berubah bunyi\n  Menerima imbalan dalam bentuk apa pun dari [-pemohon-]{+siapa pun+};"
        in said.output
    )
    assert "B.dilarang.2  dihapus" in said.output and "A.1" not in said.output
    assert said.output.strip().endswith("4 tidak berubah, 0 pindah, 1 berubah bunyi, 0 baru, 1 dihapus")


def test_diff_as_json_gives_back_both_texts(app: Flask, office: Office) -> None:
    told = json.loads(run(app, "diff", SLUG, "1", "2", "--json").output)
    assert told["counts"] == {"unchanged": 4, "moved": 0, "edited": 1, "added": 0, "removed": 1}
    edited = next(clause for clause in told["clauses"] if clause["kind"] == "edited")
    assert "".join(text for mark, text in edited["words"] if mark != "in") == edited["from"]["text"]
    assert "".join(text for mark, text in edited["words"] if mark != "out") == edited["to"]["text"]
    back = json.loads(run(app, "diff", SLUG, "2", "1", "--json").output)
    assert back["counts"]["added"] == 1


def test_publish_refuses_changes_nobody_weighed(app: Flask, office: Office) -> None:
    said = run(app, "publish", SLUG, "2")
    assert said.exit_code == 1 and "2 perubahan belum dinilai" in said.output
    assert (state(app, 1), state(app, 2)) == ("in_force", "draft")


def test_publish_puts_a_weighed_draft_in_force_and_again_changes_nothing(app: Flask, office: Office) -> None:
    with app.app_context():
        version = db.session.scalars(
            sa.select(CodeVersion).where(CodeVersion.source_name == "kedua.txt")
        ).one()
        trainer, later = person(office.trainer), NOW + timedelta(hours=1)
        amendment = open_amendment(version, actor=trainer, now=later)
        for change in amendment.changes:
            judge(
                amendment,
                change.ref,
                rev=0,
                weight="substantive",
                reason="Diperluas.",
                actor=trainer,
                now=later,
            )
        db.session.commit()
    told = json.loads(run(app, "publish", SLUG, "2", "--json").output)
    assert (told["code"], told["version"], told["state"]) == (SLUG, 2, "in_force") and len(
        told["content_hash"]
    ) == 64
    assert (state(app, 1), state(app, 2)) == ("superseded", "in_force")
    assert run(app, "publish", SLUG, "2").exit_code == 0


def test_publish_says_why_not(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), text=LOST, slug="kode-rusak")
        db.session.commit()
    said = run(app, "publish", "kode-rusak", "1")
    assert said.exit_code == 1 and "masih ada temuan berat" in said.output


@pytest.mark.parametrize(
    "words", [("diff", "X", "1", "2"), ("publish", "X", "1"), ("export", "X", "--format", "md")]
)
def test_a_code_or_version_that_is_not_there_is_named(
    app: Flask, office: Office, words: tuple[str, ...]
) -> None:
    said = run(app, *words)
    assert said.exit_code == 1 and "Kode X tidak dikenal" in said.output and SLUG in said.output
    missing = {"diff": ("1", "9"), "publish": ("9",), "export": ("--format", "md", "--version", "9")}[
        words[0]
    ]
    said = run(app, words[0], SLUG, *missing)
    assert said.exit_code == 1 and "tidak punya versi 9" in said.output and "2 (draft)" in said.output
    assert run(app, "diff", SLUG, "satu", "2").exit_code == 2


def test_export_writes_the_version_in_force_unless_another_is_asked_for(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    text = run(app, "export", SLUG, "--format", "txt").output
    assert [clause.address for clause in read(text).clauses][-1] == "B.dilarang.2"
    told = json.loads(run(app, "export", SLUG, "--format", "json", "--version", "2").output)
    assert (told["version"], told["state"], told["content_hash"]) == (2, "draft", None)
    file = tmp_path / "kode.xml"
    assert run(app, "export", SLUG, "--format", "akn", "-o", str(file)).exit_code == 0
    assert ET.parse(file).getroot().tag.endswith("akomaNtoso")
    assert run(app, "export", SLUG, "--format", "md").output.startswith("---\n")


def test_export_to_a_place_that_cannot_be_written_is_said(app: Flask, office: Office, tmp_path: Path) -> None:
    said = run(app, "export", SLUG, "--format", "md", "-o", str(tmp_path / "tidak-ada" / "kode.md"))
    assert said.exit_code == 1 and "tidak dapat ditulis" in said.output and "Traceback" not in said.output
    draft_only = run(app, "export", SLUG, "--format", "pdf")
    assert draft_only.exit_code == 2


def test_a_code_without_a_version_in_force_says_so(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), slug="kode-draf")
        db.session.commit()
    said = run(app, "export", "kode-draf", "--format", "md")
    assert (
        said.exit_code == 1 and "tidak punya versi yang sedang berlaku. Yang ada: 1 (draft)." in said.output
    )


def test_import_tells_as_json(app: Flask, tmp_path: Path) -> None:
    open_office(app)
    file = tmp_path / "naskah.txt"
    file.write_text(LOST, encoding="utf-8")
    told = json.loads(
        run(app, "import", str(file), "--code", "kode-baru", "--agency", "dinas-uji", "--json").output
    )
    assert (told["code"], told["version"], told["state"], told["clauses"]) == ("kode-baru", 1, "draft", 6)
    assert [found["severity"] for found in told["findings"]].count("error") == 1


def test_what_was_exported_as_text_imports_as_the_same_code(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "kode.txt"
    run(app, "export", SLUG, "--format", "txt", "-o", str(file))
    assert run(app, "import", str(file), "--code", "salinan", "--agency", "dinas-uji").exit_code == 0
    told = [
        json.loads(run(app, "export", code, "--format", "json", "--version", "1").output)["sections"]
        for code in (SLUG, "salinan")
    ]
    assert told[0] == told[1]
