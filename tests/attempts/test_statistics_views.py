"""Statistics as a trainer meets them: nothing below 20 runs, then sentences, tables and a file; no people."""

import csv
import json
import re

import pytest

from training.attempts.insight import live_insights
from training.core.db import db
from training.people.models import Person

from .crowd import crowd, trainer
from .test_insight import CROWD, SO, TAKEN, WELL, K, L, M, insight_of, told, version_of


@pytest.fixture
def desk(app, quiz, signed_in):
    """A trainer's browser, and where the pages of a scenario are."""
    with app.app_context():
        member = trainer(quiz)
        urls = {
            slug: f"/scenarios/{version_of(slug).scenario.ref}/versions/1/statistics"
            for slug in ("amplop", "titipan", "berkas")
        }
    return signed_in(member), urls


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def main_of(page):
    return page.text.split("<main", 1)[1].split("</main", 1)[0]


def test_below_twenty_runs_the_page_says_how_many_there_are_and_nothing_else(app, quiz, desk):
    browser, urls = desk
    with app.app_context():
        crowd(quiz, CROWD[:19])
    page = browser.get(urls["amplop"])
    assert "Baru ada 19 dari 20 uji" in words(page)
    shown = main_of(page)
    assert "%" not in shown and '<svg class="chart' not in shown
    for secret in ("Menolak dengan santun", "Menyimpannya", "Pilihan terbaik", "detik", "adegan-1"):
        assert secret not in shown
    assert browser.get(f"{urls['amplop']}.csv").text.count("\n") == 3
    overview = browser.get("/scenarios/statistics")
    assert "19 dari 20" in overview.text and "%" not in words(overview)


def test_the_page_says_the_figures_in_sentences_tables_and_bars(app, quiz, desk):
    browser, urls = desk
    with app.app_context():
        crowd(quiz, CROWD)
        figures = insight_of("amplop").item
    page = browser.get(urls["amplop"])
    said = words(page)
    assert "Dari 25 uji sertifikasi." in said
    assert f"Petugas rata-rata memperoleh {figures.facility:.0f}% dari nilai tertinggi." in said
    assert "Petugas yang unggul di skenario lain juga unggul di sini" in said
    assert "60% " in said and "32% petugas" in said
    assert "Separuh petugas memerlukan 40 detik atau kurang" in said
    assert page.text.count('class="chart bar-chart"') == 5 + 2 + 2
    assert "8% petugas menempuh jalan lain" in said


def test_a_mastered_scenario_is_said_to_be_normal_and_its_empty_option_is_flagged(app, quiz, desk):
    browser, urls = desk
    with app.app_context():
        crowd(quiz, [told(WELL, K, K)] * 23 + [told(WELL, L, K)] * 2)
    said = words(browser.get(urls["titipan"]))
    assert "Itu wajar: skenario ini melatih sampai mahir" in said
    assert "Adegan 1: pilihan C tidak pernah diambil." in said
    assert "Daya beda tidak dapat dihitung" in said
    grave = words(browser.get(urls["amplop"]))
    assert "Untuk pelanggaran berat hal ini wajar dan boleh dibiarkan." in grave


def test_a_scene_that_few_met_keeps_its_shares(app, quiz, desk):
    browser, urls = desk
    with app.app_context():
        crowd(quiz, [told(TAKEN, K, K)] * 10 + [told(WELL, K, K)] * 15)
    said = words(browser.get(urls["amplop"]))
    assert "Baru ditemui dalam 15 dari 20 uji" in said
    assert "Menolak dengan santun." in said and "Menjelaskan tahapannya. Pilihan" not in said


def test_the_overview_puts_what_runs_against_the_rest_first(app, quiz, desk):
    browser, _urls = desk
    with app.app_context():
        crowd(
            quiz,
            [told(WELL, K, L)] * 11 + [told(WELL, K, M)] + [told(SO, M, K)] * 8 + [told(TAKEN, M, K)] * 5,
        )
    page = browser.get("/scenarios/statistics")
    said = words(page)
    assert "2 skenario terbit perlu diperiksa." in said
    assert said.index("justru lebih sering keliru") < said.index("pilihan B tidak pernah diambil")
    assert said.index("pilihan B tidak pernah diambil") < said.index("Bekerja dengan baik")
    assert browser.get("/scenarios").text.count('href="/scenarios/statistics"') == 1


def test_the_file_holds_what_the_page_says_and_no_formula(app, quiz, desk):
    browser, urls = desk
    with app.app_context():
        version = version_of("berkas")
        version.source = version.source.replace("Melayani seadanya berkas.", "=SUM(A1:A9) berkas.")
        db.session.commit()
        crowd(quiz, CROWD)
    answer = browser.get(f"{urls['berkas']}.csv")
    assert answer.mimetype == "text/csv" and "berkas-1-statistik.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(answer.text.removeprefix("\ufeff").splitlines(), delimiter=";"))
    chosen = {row[2]: (row[3], row[5]) for row in rows if row[0] == "Diambil"}
    assert chosen["A"] == ("Melayani sesuai aturan berkas.", "60")
    assert chosen["B"] == ("'=SUM(A1:A9) berkas.", "28")
    assert ["Uji yang dihitung", "", "", "", "", "25", "uji"] in rows


def test_nobody_is_named(app, quiz, desk):
    browser, urls = desk
    with app.app_context():
        people = crowd(quiz, CROWD)
        refs = [db.session.get(Person, person).ref for person in people]
    for url in (urls["amplop"], f"{urls['amplop']}.csv", "/scenarios/statistics"):
        text = browser.get(url).text
        assert "Petugas 1" not in text and not any(ref in text for ref in refs)


def test_another_agency_and_a_draft_have_no_page(app, quiz, desk, signed_in, cast):
    browser, urls = desk
    assert signed_in(cast.bayu).get(urls["amplop"]).status_code == 404
    assert signed_in(cast.bayu).get(f"{urls['amplop']}.csv").status_code == 404
    assert signed_in(cast.sari).get("/scenarios/statistics").status_code == 404
    assert browser.get(urls["amplop"].replace("/1/", "/2/")).status_code == 404
    with app.app_context():
        crowd(quiz, CROWD)
    assert "Kisah" not in signed_in(cast.bayu).get("/scenarios/statistics").text


def test_the_version_page_leads_here(desk):
    browser, urls = desk
    assert urls["amplop"] in browser.get(urls["amplop"].removesuffix("/statistics")).text


def test_the_command_tells_the_same(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD)
        shown = {each.version.scenario.slug: each.item for each in live_insights() if each.shown}
    run = app.test_cli_runner().invoke
    answer = run(args=["quizzes", "statistics", "--code", "kantor-uji-2026", "--json"])
    told = json.loads(answer.output)
    assert told["least_attempts"] == 20
    found = {each["scenario"]: each for each in told["scenarios"]}
    assert found.keys() == {"amplop", "titipan", "berkas"}
    for slug, figures in shown.items():
        assert found[slug]["attempts"] == 25
        assert found[slug]["discrimination"] == pytest.approx(figures.discrimination, abs=1e-4)
    assert found["amplop"]["nodes"][0]["shares"] == {"x": 60, "y": 8, "z": 32}
    assert found["amplop"]["paths"][0] == {
        "steps": [["meja", "x"], ["tanya", "q"]],
        "share": 60,
        "finished": True,
    }
    lines = run(args=["quizzes", "statistics"]).output
    assert "amplop v1: 25 uji" in lines and "0 dari 20 uji" in lines
    assert run(args=["quizzes", "statistics", "--code", "tidak-ada"]).exit_code == 1


def test_the_command_says_nothing_of_few(app, quiz):
    with app.app_context():
        crowd(quiz, CROWD[:7])
    answer = app.test_cli_runner().invoke(
        args=["quizzes", "statistics", "--code", "kantor-uji-2026", "--json"]
    )
    for each in json.loads(answer.output)["scenarios"]:
        assert each["attempts"] == 7 and each["facility"] is None and each["nodes"] == each["paths"] == []
