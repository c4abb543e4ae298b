"""The forms of cases: nothing typed is lost, every fault is at its field, and two tabs never overwrite."""

import re
from datetime import timedelta

import pytest

from .strolling import HAPPENED, LETTER, Walk, hearing, letter
from .test_screens_walk import panel

pytestmark = pytest.mark.database


@pytest.fixture
def walk(board, signed_in):
    return Walk(board, signed_in)


@pytest.fixture
def appointed(walk, cast):
    walk.open(cast.ratna, cast.sari)
    walk.take(cast.ratna, "appointment", decree="SK 1/2026", **walk.seats(*panel(cast)))
    return walk


def test_an_office_without_cases_is_told_what_one_is(walk, cast):
    page = walk.browser(cast.ratna).get("/cases").text
    assert "Belum ada perkara" in page and "Nilai uji yang rendah bukan perkara" in page


def test_an_empty_intake_names_every_field_that_is_missing_and_keeps_what_was_typed(walk, cast):
    said = {
        **{"track": "", "subject": "", "happened_on": "", "reported_on": "30-02-2026", "channel": ""},
        **{"summary": "Ringkasan saya", "clauses": [], "reporter-name": "Seorang warga"},
    }
    answer = walk.open(cast.ratna, cast.sari, **said)
    assert answer.status_code == 422
    for field in ("track", "subject", "happened_on", "reported_on", "channel", "clauses"):
        assert f'id="{field}-error"' in answer.text, field
    assert "Tanggal “30-02-2026” tidak terbaca" in answer.text
    assert "Ringkasan saya</textarea>" in answer.text and 'value="Seorang warga"' in answer.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"happened_on": "2099-01-01"}, "Sesudah dilaporkan"),
        ({"happened_on": "2012-01-01"}, "belum bertugas pada 1 Januari 2012"),
        ({"happened_until": "2020-01-01"}, "Sebelum hari kejadian"),
        ({"reported_on": "2099-01-01"}, "Hari itu belum tiba"),
        ({"clauses": ["Z.99"]}, "Butir Z.99 tidak ada"),
        ({"summary": "Kata Wira Sanjaya begitu.", "reporter-name": "Wira Sanjaya"}, "Nama pelapor tertulis"),
        ({"summary": " "}, "Belum diisi"),
        ({"channel": "other_track"}, "dibuka dari perkara jalur lain"),
        ({"subject": "aaaaaaaaaaaa"}, "Tidak ditemukan"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(walk, cast, said, sentence):
    answer = walk.open(cast.ratna, cast.sari, **said)
    assert answer.status_code == 422 and sentence in answer.text


def test_another_agency_s_person_is_nobody_here(walk, cast):
    answer = walk.open(cast.ratna, cast.sari, subject=walk.ref(cast.rangga))
    assert answer.status_code == 422 and "Rangga" not in answer.text
    redrawn = walk.open(cast.ratna, cast.sari, subject="", subject_q="Rangga", do="look")
    assert "Tidak ada pegawai dengan nama" in redrawn.text


def test_the_clauses_are_those_of_the_day_and_what_is_not_there_any_more_is_named(walk, cast):
    drawn = walk.open(cast.ratna, cast.sari, do="look", clauses=["D.4", "Z.9"])
    assert drawn.status_code == 200
    assert re.search(r'value="D\.4" checked', drawn.text) and "Z.9" in drawn.text
    assert "tidak lagi terpilih" in drawn.text and "Menerima sesuatu dari pemohon" in drawn.text
    before = walk.open(cast.ratna, cast.sari, do="look", happened_on="2001-01-01")
    assert "belum ada kode etik yang berlaku" in before.text and 'value="D.4"' in before.text


def test_people_are_found_chosen_and_let_go_without_script(walk, cast):
    found = walk.open(cast.ratna, cast.sari, subject="", subject_q="sari", do="look")
    choose = re.search(r'name="do" value="(subject:\w{12})"', found.text)[1]
    chosen = walk.open(cast.ratna, cast.sari, subject="", do=choose)
    assert 'class="chosen-person"' in chosen.text and "Sari Wulandari" in chosen.text
    assert 'class="chosen-person"' not in walk.open(cast.ratna, cast.sari, do="subject:").text
    reporter = walk.open(cast.ratna, cast.sari, do=f"reporter:{walk.ref(cast.joko)}")
    assert 'name="reporter-name" value="Joko Supriyadi"' in reporter.text, "the name is known already"


def test_the_same_case_sent_twice_is_taken_up_once(walk, cast):
    first = walk.open(cast.ratna, cast.sari).location
    assert walk.open(cast.ratna, cast.sari).location == first


def test_a_panel_is_put_together_person_by_person(walk, cast):
    walk.open(cast.ratna, cast.sari)
    ratna, url = walk.browser(cast.ratna), f"{walk.url}/appointment"
    found = ratna.post_form(url, {"rev": "1", "do": "find", "q": "sulastri", "decree": "SK 7"})
    assert found.status_code == 200 and 'value="SK 7"' in found.text
    assert "Atasan langsung pegawai ini" in found.text
    add = re.search(r'value="(add:\w{12})"', found.text)[1]
    added = ratna.post_form(url, {"rev": "1", "do": add, "q": "sulastri"})
    assert 'name="members-0-person"' in added.text and 'value="chair" selected' in added.text
    fields = walk.seats((cast.sulastri, "chair"))
    wrong = ratna.post_form(url, {"rev": "1", "do": "save", "decree": "SK 7", **fields})
    assert wrong.status_code == 422
    for sentence in ("Tunjuk pejabat yang memutus", "Tunjuk satu sekretaris", "sedikitnya 3 orang"):
        assert sentence in wrong.text
    dropped = ratna.post_form(url, {"rev": "1", "do": "drop:0", **fields})
    assert 'name="members-0-person"' not in dropped.text


def test_who_has_a_part_in_the_matter_or_too_low_a_rank_is_told_before_saving(walk, cast):
    walk.open(cast.ratna, cast.sulastri)
    ratna, url = walk.browser(cast.ratna), f"{walk.url}/appointment"
    fields = walk.seats((cast.sari, "member"), (cast.tomi, "member"))
    drawn = ratna.post_form(url, {"rev": "1", "do": "look", **fields}).text
    assert "Ada kaitan dengan perkara ini" in drawn, "sari is led by whom the case is about"
    assert "Pangkatnya di bawah pegawai yang diperiksa" in drawn, "tomi, III/d"
    assert 'name="members-1-excuse"' in drawn


def test_a_reporter_is_not_told_by_a_search_for_members(walk, cast):
    walk.open(cast.ratna, cast.sari, **{"reporter": walk.ref(cast.tomi), "reporter-name": "Tomi"})
    ratna, url = walk.browser(cast.ratna), f"{walk.url}/appointment"
    drawn = ratna.post_form(url, {"rev": "1", "do": "find", "q": "tomi", **walk.seats((cast.tomi, "member"))})
    assert "Ada kaitan" not in drawn.text
    refused = walk.send(cast.ratna, "appointment", {"decree": "SK 1", **walk.seats(*panel(cast))})
    assert refused.status_code == 422 and "Ada kaitan dengan perkara ini" in refused.text


def test_a_summons_tells_the_day_and_which_days_are_not_counted(appointed, cast):
    walk = appointed
    drawn = walk.send(cast.ratna, "summons", letter() | {"do": "count", "letter_on": "2026-12-21"})
    assert "paling cepat" in drawn.text and "akhir pekan" in drawn.text
    assert "Natal" in drawn.text and "25 Desember 2026" in drawn.text
    assert 'value="800/12/2026"' in drawn.text, "nothing typed is lost"


def test_rows_of_minutes_grow_and_shrink_without_script(appointed, cast):
    walk = appointed
    walk.take(cast.ratna, "summons", **letter())
    grown = walk.send(cast.yanti, "minutes", hearing() | {"do": "add"}).text
    assert 'name="exchanges-1-asked"' in grown and "Saya menerima bingkisan itu." in grown
    two = hearing() | {"exchanges-1-asked": "Mengapa?", "exchanges-1-answered": "Karena sungkan."}
    shrunk = walk.send(cast.yanti, "minutes", two | {"do": "drop:0"}).text
    assert "Karena sungkan." in shrunk and "exchanges-1-asked" not in shrunk
    half = walk.send(cast.yanti, "minutes", hearing() | {"exchanges-0-answered": " "})
    assert half.status_code == 422 and 'id="exchanges-0-answered-error"' in half.text
    unsigned = walk.send(cast.yanti, "minutes", hearing() | {"signed": "refused"})
    assert 'id="refusal-error"' in unsigned.text


def test_a_tab_that_was_overtaken_shows_what_is_new_and_keeps_what_was_typed(appointed, cast):
    walk = appointed
    old = walk.rev(cast.ratna, "note")
    walk.take(cast.ratna, "summons", **letter())
    late = walk.send(cast.ratna, "note", {"text": "Catatan saya."}, rev=old)
    assert late.status_code == 409 and "Perkara ini berubah sejak halaman Anda dibuka" in late.text
    assert "Pegawai dipanggil dengan surat" in late.text and "Catatan saya.</textarea>" in late.text
    newer = re.search(r'name="rev" value="(\d+)"', late.text)[1]
    assert walk.send(cast.ratna, "note", {"text": "Catatan saya."}, rev=newer).status_code == 303


def test_the_same_act_sent_twice_is_taken_once(appointed, cast):
    walk = appointed
    rev = walk.rev(cast.ratna, "summons")
    for _turn in range(2):
        assert walk.send(cast.ratna, "summons", letter(), rev=rev).status_code == 303
    assert walk.page(cast.ratna).count("Pegawai dipanggil dengan surat") == 1
    rev = walk.rev(cast.ratna, "appointment")
    again = {"decree": "SK 2", "reason": "Ganti.", **walk.seats(*panel(cast))}
    for _turn in range(2):
        assert walk.send(cast.ratna, "appointment", again, rev=rev).status_code == 303


def test_an_act_whose_time_is_over_is_no_fault_but_a_page_that_says_so(appointed, cast):
    walk = appointed
    for name in ("absence", "delivery", "training", "referral"):
        answer = walk.browser(cast.ratna).get(f"{walk.url}/{name}")
        assert answer.status_code == 409 and "sudah sampai pada langkah lain" in answer.text, name
    answer = walk.browser(cast.ratna).post_form(f"{walk.url}/absence", {"rev": "2"})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"letter": ""}, "letter"),
        ({"letter_on": "20261120"}, "letter_on"),
        ({"hearing_on": (LETTER - timedelta(days=1)).isoformat()}, "hearing_on"),
        ({"hour": "x" * 400}, "hour"),
        ({"letter_on": "2099-01-01", "hearing_on": "2099-02-01"}, "letter_on"),
        ({"letter_on": (HAPPENED - timedelta(days=9)).isoformat()}, "letter_on"),
    ],
)
def test_a_letter_that_cannot_be_is_refused_at_its_field(appointed, cast, said, field):
    answer = appointed.send(cast.ratna, "summons", letter() | said)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text


@pytest.mark.parametrize(
    "value", ["nol\0byte", "9" * 30, "<script>alert(1)</script>{{7*7}}", "\u202ebalik", "İ" * 60]
)
def test_hostile_values_are_shown_as_words(appointed, cast, value):
    walk = appointed
    said = dict.fromkeys(("members-0-person", "members-999-role", "q", "decree", "do", "rev", "on"), value)
    assert walk.browser(cast.ratna).post_form(f"{walk.url}/appointment", said).status_code in {200, 409, 422}
    answer = walk.send(cast.ratna, "note", {"text": value})
    assert answer.status_code == 303 and "<script>alert" not in walk.page(cast.ratna)
    desk = walk.browser(cast.ratna).get("/cases", query_string={"q": value, "page": value, "state": value})
    assert desk.status_code == 200


def test_the_desk_counts_finds_and_ranks_nobody(appointed, cast):
    walk = appointed
    walk.take(cast.ratna, "summons", **letter())
    walk.open(cast.ratna, cast.sari, "discipline")
    ratna = walk.browser(cast.ratna)
    page = ratna.get("/cases").text
    assert "<strong>2</strong> perkara berjalan" in page and "<strong>1</strong> menunggu pemeriksaan" in page
    assert "ETIK/" not in ratna.get("/cases?track=discipline").text
    assert "DISIPLIN/" not in ratna.get("/cases?q=etik").text.split('id="daftar"')[1]
    walk.take(cast.ratna, "closing", why="unfounded")
    assert "Tidak ada perkara yang cocok" in ratna.get("/cases?track=discipline").text
    assert "Ditutup" in ratna.get("/cases?track=discipline&state=closed").text


def test_closing_without_a_day_counts_it_from_the_rule_of_the_office(walk, cast):
    walk.open(cast.ratna, cast.sari)
    assert "1 tahun" in walk.page(cast.ratna, "/closing")
    walk.take(cast.ratna, "closing", why="unfounded")
    assert "Berkas disimpan sampai" in walk.page(cast.ratna)
