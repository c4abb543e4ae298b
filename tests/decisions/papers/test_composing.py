"""Each step as its document: named as in the field, quoting word for word, silent about who reported."""

import json
from dataclasses import asdict, replace

import pytest

from training.decisions.cases.procedure.acts import ACTS
from training.decisions.papers.blocks import Paper
from training.decisions.papers.composing import COMPOSERS, compose

from .samples import ABOUT, D4, PEOPLE, SARI, all_taken, taken

TITLES = {
    "opened": "Berita acara penerimaan laporan",
    "appointed": "Keputusan pembentukan majelis kode etik",
    "summoned": "Surat panggilan I",
    "missed": "Catatan ketidakhadiran",
    "heard": "Berita acara pemeriksaan (BAP)",
    "replied": "Tanggapan pegawai",
    "handed_over": "Berita acara penyerahan berkas fakta",
    "deliberated": "Berita acara musyawarah",
    "proposed": "Usulan keputusan",
    "returned": "Pengembalian usulan keputusan",
    "decided": "Keputusan atas dugaan pelanggaran kode etik",
    "delivered": "Berita acara penyampaian keputusan",
    "objected": "Keberatan",
    "referred": "Penunjukan penilai keberatan",
    "reviewed": "Keputusan atas keberatan",
    "remedied": "Penugasan pembinaan",
    "noted": "Catatan",
    "closed": "Penutupan perkara",
}


def said(paper: Paper) -> str:
    return json.dumps(asdict(paper), ensure_ascii=False)


def whole(kind: str, **how: bool) -> Paper:
    steps = all_taken()
    place = [step.kind for step in steps].index(kind)
    return compose(ABOUT, steps[place], tuple(steps[:place]), **how)


def test_every_act_has_its_document():
    assert set(COMPOSERS) | {"opened"} == set(ACTS) == set(TITLES)


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_it_is_called_as_in_the_field(kind):
    assert whole(kind).title == TITLES[kind]


@pytest.mark.parametrize("kind", ["opened", "summoned", "heard", "decided", "proposed", "remedied"])
def test_clauses_stand_word_for_word_with_their_decree(kind):
    tabs = [part for part in whole(kind).parts if part["is"] == "clause"]
    assert (D4.address, D4.text, D4.citation) in {(t["address"], t["text"], t["citation"]) for t in tabs}


def test_the_officers_copy_does_not_say_how_the_report_came():
    whole_copy, own = said(whole("opened")), said(whole("opened", own=True))
    assert "LAPOR-4711" in whole_copy and "Sistem pengaduan" in whole_copy
    assert "LAPOR-4711" not in own and "Sistem pengaduan" not in own
    assert "Diduga menerima bingkisan" in own


def test_questions_and_answers_are_numbered_as_they_were_said():
    parts = [part for part in whole("heard").parts if part["is"] == "exchange"]
    assert [part["number"] for part in parts] == [1, 2]
    assert parts[1]["answered"] == ["Seorang warga meninggalkan kue.", "Saya kembalikan sore itu."]


def test_a_refusal_to_sign_is_written_where_the_signature_would_be():
    signs = whole("heard").signs
    assert [each["name"] for each in signs] == ["Imam Fathoni", "Yanti Rosmala", "Tomi Hartono", SARI.name]
    assert signs[-1]["refusal"] == "Jawaban nomor 2 tidak lengkap."
    assert all(each["refusal"] is None for each in signs[:-1])


def test_both_sign_where_nobody_refused():
    paper = compose(ABOUT, taken("heard", signed="both", refusal=""), (taken("appointed"),))
    assert {each["refusal"] for each in paper.signs} == {None}


def test_a_decision_says_what_was_found_about_each_clause_and_what_follows():
    text = said(whole("decided"))
    for words in (
        "800/90/2026",
        "Tidak terbukti",
        "Saksi membenarkan.",
        "Pasal 15 PP Nomor 42 Tahun 2004",
        "Sanksi moral: pernyataan secara tertutup",
        "periksa terhadap naskah resmi".capitalize(),
    ):
        assert words in text, words


def test_the_official_signs_the_decision_and_nobody_of_the_panel():
    assert [each["name"] for each in whole("decided").signs] == [PEOPLE["person-karti"].name]


def test_who_decides_about_an_objection_signs_it():
    assert [each["name"] for each in whole("reviewed").signs] == [PEOPLE["person-hendr"].name]


def test_an_appeal_is_called_one_until_its_end():
    appeal = taken("objected", way="appeal")
    titles = [compose(ABOUT, taken(kind), (appeal,)).title for kind in ("referred", "reviewed")]
    assert compose(ABOUT, appeal, ()).title == "Banding administratif"
    assert titles == [
        "Penunjukan penilai banding administratif",
        "Keputusan atas banding administratif",
    ]


def test_the_tracks_name_their_boards_apart():
    discipline = replace(ABOUT, track="discipline")
    alone = [{"person": "person-imam-", "role": "superior"}, {"person": "person-karti", "role": "official"}]
    team = [*alone, {"person": "person-yanti", "role": "personnel"}]
    titles = [compose(discipline, taken("appointed", members=each), ()).title for each in (alone, team)]
    assert titles == ["Penunjukan pemeriksa", "Keputusan pembentukan tim pemeriksa"]
    assert "majelis" not in said(compose(discipline, taken("summoned"), ()))


def test_the_second_summons_says_what_follows_from_staying_away():
    text = said(compose(ABOUT, taken("summoned", turn=2), ()))
    assert "bukti yang ada" in text and "periksa terhadap naskah resmi" in text


def test_who_is_not_known_any_more_leaves_a_place_and_no_fault():
    nobody = replace(ABOUT, people={})
    assert compose(nobody, taken("appointed"), ()).parts


def test_an_unknown_kind_has_no_document():
    with pytest.raises(KeyError):
        compose(ABOUT, replace(taken("noted"), kind="whispered"), ())
