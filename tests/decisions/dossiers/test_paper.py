"""The dossier on paper: from the frozen bytes alone, marked with whom the copy is for, tagged, the same again."""

from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO

import pypdf
import pytest

from tests.decisions.dossiers.samples import about_gifts, header, run, sample
from training.decisions.dossiers.fairness.keys import KEYS
from training.decisions.dossiers.fairness.words import TELLERS, speaks_sentence
from training.decisions.dossiers.printing import Copy, Seal, print_bytes
from training.decisions.dossiers.shape.body import Entered, Speaks, to_bytes
from training.decisions.dossiers.shape.learning import LastAnswer
from training.decisions.dossiers.wording.clauses import answer_sentence, clause_sentence
from training.decisions.dossiers.wording.memo import memo_of
from training.decisions.dossiers.wording.telling import entered_sentence

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NOTE = ("adab.contoh.id/ledger", "1841", "C8k0q7J3sVx9yTqk0JmUOZ2fQv6T1k3ZyT6r5b8s4eE=", "— adab sig")


@pytest.fixture
def speaking(app):
    with app.test_request_context():
        yield


def printed(body, *, reader="Yanti Rosmala", at=AT, opening="op0000000009", note=NOTE):
    data = to_bytes(body)
    seal = Seal(sha256(data).hexdigest(), 1840, note)
    copy = Copy(reader, at, opening)
    origin = "https://adab.contoh.id"
    return print_bytes(data, copy, seal, number=2, edition=1, frozen_at=AT, origin=origin)


def read(pdf):
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    return pages, " ".join(pages)


def test_the_paper_says_all_of_it(speaking):
    body = sample()
    pages, text = read(printed(body))
    said = memo_of(body)
    for sentence in (
        *said.disclaimers,
        said.sheets[0].sentence,
        said.sheets[0].text,
        *(line.text for each in (said.fairness, *said.sections) for line in each.lines),
    ):
        assert " ".join(sentence.split()) in text, sentence
    assert all(record in text for record in said.proofs)
    assert said.disclaimers[0] in pages[0] and said.disclaimers[1] in pages[0]
    assert sha256(to_bytes(body)).hexdigest() in text.replace(" ", "")
    assert "Entri 1840 buku catatan" in text and "https://adab.contoh.id/ledger" in text


def test_every_page_bears_the_copy_the_number_and_the_first_sentence(speaking):
    pages, _text = read(printed(sample()))
    assert len(pages) >= 3
    for place, page in enumerate(pages, start=1):
        # Once across the page, once at its foot.
        mark = "RAHASIA · untuk Yanti Rosmala · 23 November 2026, 10.00 WIB · bukaan op0000000009"
        assert page.count(mark) == 2, place
        assert f"Halaman {place} dari {len(pages)}" in page
        assert "Nilai bukan bukti pelanggaran" in page


def test_the_same_copy_is_the_same_and_another_is_another(speaking):
    body = sample()
    first = printed(body)
    assert printed(body) == first
    assert printed(body, reader="Imam Fathoni") != first
    assert printed(body, opening="op0000000010") != first


def test_it_is_tagged_and_in_indonesian(speaking):
    paper = pypdf.PdfReader(BytesIO(printed(sample())))
    root = paper.trailer["/Root"]
    assert root["/Lang"] == "id" and root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert paper.metadata.title == "Memorandum fakta – ETIK/2026/0001"


def test_the_language_of_the_screen_does_not_change_the_paper(app):
    papers = set()
    for locale in ("id", "en"):
        with app.test_request_context() as context:
            context.session["locale"] = locale
            papers.add(printed(sample()))
    assert len(papers) == 1


def test_what_people_typed_is_text_and_breaks_nothing(speaking):
    nasty = 'Saya #panic("x") *tebal* $1+1$ <b> \\ @ref 🪤 ' + "a" * 400
    body = sample()
    reply = body.replies[0].model_copy(update={"text": nasty})
    _pages, text = read(printed(body.model_copy(update={"replies": (reply,)}), reader='A "B" #let x'))
    assert '#panic("x") *tebal* $1+1$ <b>' in text and 'untuk A "B" #let x' in text


def test_a_file_not_signed_yet_says_so(speaking):
    _pages, text = read(printed(sample(), note=()))
    assert "titik tanda tangan berikutnya belum dibuat" in text


def test_a_dossier_with_nothing_in_it_prints(speaking):
    empty = {"post": None, "clauses": (), "asked": (), "declared": (), "certified": (), "ruled": ()}
    more = {"outages": (), "remedial": (), "fairness": (), "openings": (), "replies": (), "later": ()}
    body = sample(**empty, **more)
    _pages, text = read(printed(body))
    assert "tidak tercatat" in text and "Tidak ada yang ditemukan dalam catatan" in text


def test_every_key_of_fairness_has_a_sentence(speaking):
    assert set(TELLERS) == set(KEYS)
    for key in KEYS:
        bare = speaks_sentence(Speaks(unsourced="derived", key=key))
        assert bare.endswith(".") and len(bare) > 20, key


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "sudah lulus uji yang menanyakannya (12 Oktober 2026)"),
        ({"taught": "read", "runs": ()}, "sudah membaca pelajarannya tetapi belum diuji"),
        ({"taught": "not_assigned", "runs": ()}, "saat itu tidak sedang ditugasi mempelajarinya"),
        ({"taught": "answered", "runs": (run(passed=False),)}, "sudah diuji tentangnya tetapi belum lulus"),
        ({"attested": "no"}, "belum menyatakan sanggup mematuhinya"),
        ({"attested": "other_version"}, "hanya menyatakan sanggup mematuhi versi lain"),
        ({"last": None, "taught": "assigned", "runs": ()}, "belum pernah menjawab pertanyaan uji tentangnya"),
    ],
)
def test_the_sentence_tells_what_is_so(speaking, changed, said):
    about = about_gifts(**changed)
    sentence = clause_sentence(sample(clauses=(about,)), about)
    assert said in sentence
    assert sentence.startswith("Pada 20 November 2026, mengenai butir D.4 versi 3, Sari Wulandari ")


def test_the_sentence_counts_when_a_run_asked_more_than_once(speaking):
    last = about_gifts().last
    assert isinstance(last, LastAnswer)
    about = about_gifts(last=last.model_copy(update={"asked": 3, "right": 2}))
    assert "tepat dalam 2 dari 3 pertanyaan" in clause_sentence(sample(clauses=(about,)), about)


def test_the_days_it_speaks_of_stand_in_its_head(speaking):
    memo = memo_of(sample(header=header(as_of=date(2026, 10, 1))))
    assert memo.as_of.startswith("Keadaan per 1 Oktober 2026.")
    assert "23 November 2026, 09.00 WIB" in memo.known


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"kind": "sanction", "level": "medium", "title": "Penundaan kenaikan gaji", "number": "SK 7"},
            "Penundaan kenaikan gaji, tingkat sedang, nomor SK 7, 17 Juli 2026.",
        ),
        (
            {"kind": "sanction", "level": "closed", "title": "", "until": date(2026, 8, 1)},
            "Sanksi moral tertutup, 17 Juli 2026 sampai 1 Agustus 2026.",
        ),
        (
            {
                "kind": "attendance",
                "title": "Kehadiran",
                "counted": {"percent": 99, "hundredths": 9950, "absent_days": 1},
            },
            "Kehadiran, hadir 99,5%, 1 hari tanpa keterangan, 17 Juli 2026.",
        ),
        (
            {"kind": "complaint", "title": "P-1", "counted": {"upheld": None}},
            "P-1, belum selesai, 17 Juli 2026.",
        ),
        (
            {"kind": "complaint", "title": "P-1", "counted": {"upheld": False}},
            "P-1, tidak terbukti, 17 Juli 2026.",
        ),
    ],
)
def test_what_personnel_entered_is_told_in_a_sentence(speaking, changed, said):
    usual = {"source": "entry:e", "level": "", "number": "", "since": date(2026, 7, 17), "until": None}
    assert entered_sentence(Entered(**usual | {"recorded_at": AT, "in_effect": True} | changed)) == said


def test_an_answer_is_told_with_its_story_and_that_it_was_put_aside(speaking):
    [answer] = run().answers
    assert answer_sentence(answer).startswith("Cerita “Bingkisan di meja”. Pemohon meletakkan bingkisan")
    later = answer.judged[0].model_copy(update={"known": False, "void": True})
    told = answer_sentence(answer.model_copy(update={"counts": False, "judged": (*answer.judged, later)}))
    assert "kemudian tidak dihitung" in told and "ditinjau kembali sesudah saat" in told
