"""Questions from a file: tried out first, written when confirmed, never over a trainer's own words."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa

from training.core.db import db
from training.scenarios.exchange.models import Batch
from training.scenarios.keeping import write
from training.scenarios.models import Scenario, ScenarioVersion

QUIZ = """// [id:antrean] [tag:D.3]
::Antrean::Seorang pemohon minta didahulukan.\\n\\nApa yang Anda lakukan? {~Mendahulukannya#Antrean adalah hak semua.
=Menjelaskan urutannya#Urutan dijaga.}

::Tanpa butir::Bolehkah petugas menunda berkas? {T}

Jodohkan. {=a -> b =c -> d}
"""


def upload(client, text=QUIZ, name="soal.gift"):
    """Send a file; the address of its report."""
    data = {"file": (BytesIO(text if isinstance(text, bytes) else text.encode()), name)}
    answer = client.post_form("/scenarios/import", data)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def kept(app, slug="antrean"):
    """(texts, states) of the versions of a scenario."""
    with app.app_context():
        rows = sa.select(ScenarioVersion).join(ScenarioVersion.scenario).where(Scenario.slug == slug)
        found = list(db.session.scalars(rows.order_by(ScenarioVersion.number)))
        return [version.source for version in found], [version.state for version in found]


def count(app, model=Scenario):
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_a_file_is_reported_first_and_written_only_when_confirmed(office, signed_in, app):
    client, before = signed_in(office.trainer), count(app)
    address = upload(client)
    page = client.get(address).text
    assert "2 soal diterima" in page and "GIFT" in page and "Belum ada yang ditulis" in page
    assert "menjodohkan" in page and re.search(r">\s*7\s*<", page)
    assert count(app) == before
    refused = client.post_form(address, {"clause": ""})
    assert refused.status_code == 422 and "Pilih butirnya" in refused.text and count(app) == before
    done = client.post_form(address, {"clause": "D.5"})
    assert done.status_code == 303 and count(app) == before + 2
    assert "2 draf ditulis" in client.get("/scenarios").text
    texts, states = kept(app, "tanpa-butir")
    assert states == ["draft"] and "clause: D.5" in texts[0]
    assert "clause: D.3" in kept(app)[0][0]
    assert count(app, Batch) == 0


def test_the_same_file_again_changes_nothing(office, signed_in, app):
    client = signed_in(office.trainer)
    client.post_form(upload(client), {"clause": "D.5"})
    first = kept(app)
    address = upload(client)
    page = client.get(address).text
    assert "2 sudah ada dan sama" in page and "Tidak ada yang perlu ditulis" in page
    client.post_form(address, {"clause": "D.4"})
    assert kept(app) == first


def test_a_changed_question_becomes_a_draft_and_keeps_what_was_written_for_the_same_act(
    office, signed_in, app
):
    client = signed_in(office.trainer)
    client.post_form(upload(client), {"clause": "D.5"})
    changed = QUIZ.replace("Urutan dijaga.", "Urutan dijaga untuk semua.")
    page = client.get(upload(client, changed)).text
    assert "1 skenario berubah" in page
    address = upload(client, changed)
    client.post_form(address, {"clause": "D.5"})
    texts, states = kept(app)
    assert states == ["draft"] and "untuk semua" in texts[0]


def test_a_draft_a_trainer_has_written_in_is_left_alone_and_reported(office, signed_in, app):
    client = signed_in(office.trainer)
    client.post_form(upload(client), {"clause": "D.5"})
    with app.app_context():
        ref = db.session.scalar(sa.select(Scenario.ref).where(Scenario.slug == "antrean"))
        version = db.session.scalar(
            sa.select(ScenarioVersion).join(ScenarioVersion.scenario).where(Scenario.slug == "antrean")
        )
        version.source = version.source.replace("[Tuliskan tempatnya]", "Loket 9")
        version.content_hash, version.rev = "0" * 64, 1
        db.session.commit()
        assert ref
    mine = kept(app)
    address = upload(client, QUIZ.replace("Urutan dijaga.", "Lain."))
    assert "drafnya sudah diubah" in client.get(address).text
    client.post_form(address, {"clause": "D.5"})
    assert kept(app) == mine


def test_a_paste_says_what_it_was_taken_for(office, signed_in):
    client = signed_in(office.trainer)
    text = "1. Bolehkah menunda?\nA. Boleh\nB. Tidak boleh\nJawaban: B\n"
    answer = client.post_form("/scenarios/import", {"text": text})
    page = client.get(answer.headers["Location"]).text
    assert "soal dengan pilihan berhuruf" in page and "1 soal diterima" in page


def test_a_colleague_and_another_agency_do_not_see_an_upload(office, signed_in, cast):
    address = upload(signed_in(office.trainer))
    for member in (office.second, office.officer, office.hr, cast.bayu):
        assert signed_in(member).get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Pilih berkas"),
        (b"   ", "Pilih berkas"),
    ],
)
def test_nothing_sent_is_said_at_the_field(office, signed_in, data, said):
    answer = signed_in(office.trainer).post_form("/scenarios/import", {"file": (BytesIO(data), "x.gift")})
    assert answer.status_code == 422 and said in answer.text


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04rusak", "a.xlsx", "rusak atau terpotong"),
        (b"<?xml version='1.0'?><!DOCTYPE q [<!ENTITY a 'b'>]><quiz>&a;</quiz>", "a.xml", "DTD"),
        (b"Soal yang rusak\x00 di tengah", "a.txt", "nol"),
        (b"%PDF-1.7", "a.pdf", "PDF"),
        (b"Soal {=a ~b", "a.gift", "tidak ditutup"),
    ],
)
def test_a_useless_file_is_a_report_with_its_place(office, signed_in, app, data, name, said):
    client, before = signed_in(office.trainer), count(app)
    page = client.get(upload(client, data, name)).text
    assert said in page and "Tidak ada yang ditulis" in page and count(app) == before


def test_scenarios_go_out_in_every_format_and_come_back(office, signed_in):
    client = signed_in(office.trainer)
    page = client.get("/scenarios/export").text
    for form in ("yaml", "xlsx", "gift", "moodle", "aiken"):
        assert f"/scenarios/export/file?form={form}" in page
        answer = client.get(f"/scenarios/export/file?form={form}")
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
        report = client.get(upload(client, answer.data, "soal")).text
        assert "1 soal diterima" in report, form
        if form in ("yaml", "xlsx"):
            assert "1 sudah ada dan sama" in report
    assert client.get("/scenarios/export/file?form=pdf").status_code == 404


def test_the_template_offers_the_clauses_in_force_and_its_example_is_not_taken(office, signed_in):
    client = signed_in(office.trainer)
    answer = client.get("/scenarios/template.xlsx")
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(answer.data))
    assert [cell.value for cell in book["Daftar"]["A"]] == ["D.3", "D.4", "D.5"]
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
        for rule in book["Skenario"].data_validations.dataValidation
    }
    assert "=Daftar!$A$1:$A$3" in {f"={rule.lstrip('=')}" for rule in rules.values()}
    report = client.get(upload(client, answer.data, "templat.xlsx")).text
    assert "Baris contoh dilewati" in report and "0 soal diterima" in report


def test_an_old_upload_and_an_earlier_one_are_forgotten(office, signed_in, app):
    client = signed_in(office.trainer)
    first = upload(client)
    upload(client)
    assert client.get(first).status_code == 404 and count(app, Batch) == 1


def test_ids_on_the_report_are_unique_and_the_clause_list_names_them(office, signed_in):
    page = signed_in(office.trainer)
    text = page.get(upload(page)).text
    assert re.search(r'<option value="D\.4">D\.4', text)


def completed(text: str) -> str:
    """A draft in which a trainer has written everything an import leaves open."""
    text = text.replace("[Tuliskan tempatnya]", "Loket 9").replace(
        "[Tuliskan peran petugas]", "Petugas loket"
    )
    text = text.replace("[Tuliskan apa yang terjadi kemudian, tanpa menilai.]", "Antrean bergerak.")
    text = text.replace("[Tuliskan mengapa pilihan ini dinilai demikian.]", "Sebab adil.")
    return text.replace("[Tuliskan dua sampai lima", "Dua sampai lima")


def test_what_a_trainer_published_is_known_again_and_stays_in_a_changed_question(office, signed_in, app):
    client = signed_in(office.trainer)
    client.post_form(upload(client), {"clause": "D.5"})
    with app.app_context():
        rows = sa.select(ScenarioVersion).join(ScenarioVersion.scenario).where(Scenario.slug == "antrean")
        version = db.session.scalars(rows).one()
        write(version, completed(version.source), "antrean")
        version.rev, version.state, version.published_at = 1, "published", version.created_at
        db.session.commit()
    published = kept(app)
    assert "2 sudah ada dan sama" in client.get(upload(client)).text
    changed = QUIZ.replace("=Menjelaskan urutannya#Urutan dijaga.", "=Menjelaskan urutannya#Urutan tetap.")
    client.post_form(upload(client, changed), {"clause": "D.5"})
    texts, states = kept(app)
    assert states == ["published", "draft"] and texts[0] == published[0][0]
    assert "Urutan tetap." in texts[1] and "Loket 9" in texts[1]
    assert texts[1].count("Antrean bergerak.") == 2 and "Sebab adil." in texts[1]


def test_thousands_of_questions_are_confirmed_at_once(office, signed_in, app):
    client, before = signed_in(office.trainer), count(app)
    text = "".join(f"// [tag:D.3]\n::Soal {n}::Apa {n}?{{=a ~b}}\n\n" for n in range(3000))
    address = upload(client, text)
    page = client.get(address).text
    assert "3000 skenario baru" in page or "3.000 skenario baru" in page
    assert client.post_form(address, {}).status_code == 303
    assert count(app) == before + 3000
