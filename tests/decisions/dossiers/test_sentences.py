"""The one sentence of a clause: exact where a lawyer would ask, from the same body as the paper."""

from dataclasses import replace
from datetime import timedelta

import pytest

from training.decisions.dossiers.fairness.words import speaks_sentence
from training.decisions.dossiers.shape.body import Body, Speaks
from training.decisions.dossiers.wording.clauses import clause_sentence
from training.decisions.dossiers.wording.memo import memo_of

from .samples import about_gifts, header, sample
from .worlds import (
    ACT,
    NEW,
    OLD,
    ONE,
    TWO,
    assignment,
    at,
    declaration,
    dossier,
    held,
    issue,
    judged_anew,
    lesson,
    officer,
    run,
    trail,
)

DAY = timedelta(days=1)
BEFORE = ACT - 5 * DAY
UNCLEAR = "Ada catatan pada hari kejadian itu sendiri; tidak dapat dipastikan mana yang lebih dahulu."


@pytest.fixture(autouse=True)
def speaking(app):
    with app.test_request_context():
        yield


def sentence(**what: object) -> str:
    body: Body = dossier(officer(**what))
    return clause_sentence(body, body.clauses[0])


def test_of_the_very_day_the_sentence_itself_says_that_nobody_knows() -> None:
    assert sentence(runs=(run(at(ACT)),)).endswith(UNCLEAR)
    assert UNCLEAR not in sentence(runs=(run(at(BEFORE)),))


def test_the_run_it_names_is_one_that_counts() -> None:
    passed = run(at(BEFORE))
    voided = judged_anew(run(at(BEFORE + DAY)), at(BEFORE + DAY, "10:00"), "", void=True)
    voided = replace(voided, verdicts=(voided.verdicts[0],))
    said = sentence(runs=(passed, voided))
    assert "sudah lulus uji yang menanyakannya (15 November 2026)" in said
    failed = run(at(BEFORE), "poor")
    assert "belum lulus (15 November 2026)" in sentence(runs=(failed, voided))


def test_of_two_passes_the_last_and_of_failures_after_a_pass_still_the_pass() -> None:
    runs = (run(at(BEFORE)), run(at(BEFORE + DAY)), run(at(BEFORE + 2 * DAY), "poor"))
    assert "sudah lulus uji yang menanyakannya (16 November 2026)" in sentence(runs=runs)


def test_a_run_about_other_words_says_so() -> None:
    amended = {"D.5": trail(TWO, (ONE, TWO), (OLD, NEW))}
    said = sentence(trails=amended, runs=(run(at(BEFORE)),))
    assert said.count("15 November 2026, dengan bunyi butir yang berbeda") == 2
    read = sentence(trails=amended, lessons=(lesson(at(BEFORE)),))
    assert "Bunyi butir ini sudah berubah sejak versi 1" in read


def test_an_answer_that_counts_no_longer_was_still_given() -> None:
    voided = judged_anew(run(at(BEFORE)), at(BEFORE, "10:00"), "", void=True)
    said = sentence(runs=(voided,), lessons=(lesson(at(BEFORE)),))
    assert "jawabannya atas pertanyaan uji tentang itu tidak dihitung" in said
    assert "belum ada jawaban ujinya yang dihitung" in said and "belum diuji" not in said
    assert "belum pernah menjawab pertanyaan uji" in sentence()


def test_never_asked_and_not_asked_that_day_are_two_things() -> None:
    assert "belum pernah ditugasi mempelajarinya" in sentence()
    over = assignment(at(BEFORE), ACT + DAY, at(BEFORE + DAY))
    assert "saat itu tidak sedang ditugasi mempelajarinya" in sentence(assignments=(over,))


def test_what_was_declared_of_other_versions() -> None:
    amended = {"D.5": trail(TWO, (ONE, TWO), (OLD, NEW))}
    moved = {"D.5": trail(TWO, (ONE, TWO), (OLD, OLD))}
    one = (declaration(at(BEFORE), ONE),)
    assert "versi lain, dengan bunyi butir yang berbeda" in sentence(trails=amended, declarations=one)
    assert "versi lain yang bunyinya sama untuk butir ini" in sentence(trails=moved, declarations=one)
    reworded = issue(2, TWO.since, lineage=ONE.lineage)
    editorial = {"D.5": trail(reworded, (ONE, reworded), (OLD, NEW))}
    assert "versi lain yang hanya berbeda redaksi" in sentence(trails=editorial, declarations=one)


def test_declarations_of_another_code_stand_at_no_clause_of_this_one() -> None:
    [declared] = sample().declared
    other = declared.model_copy(update={"code": "Kode Etik Profesi", "source": "attestation:lain"})
    memo = memo_of(sample(clauses=(about_gifts(),), declared=(declared, other)))
    said = [row.what for row in memo.sheets[0].rows]
    assert sum("Menyatakan sanggup" in each for each in said) == 1
    only_other = memo_of(sample(clauses=(about_gifts(),), declared=(other,)))
    assert "versi itu (10 Oktober 2026)" not in only_other.sheets[0].sentence


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("version_young", "mulai berlaku pada hari itu"),
        ("version_new_here", "masuk ke dalam sistem pada hari itu"),
    ],
)
def test_the_very_day_is_not_called_nought_days(key: str, said: str) -> None:
    of = {"version": 2, "on": "2026-11-20"}
    told = speaks_sentence(Speaks(unsourced="derived", key=key, values=of | {"days": 0}))
    assert said in told and "0 hari" not in told
    assert "1 hari" in speaks_sentence(Speaks(unsourced="derived", key=key, values=of | {"days": 1}))


def test_one_day_is_not_told_as_from_and_until() -> None:
    said = {"since": "2026-10-30", "until": "2026-10-30"}
    told = speaks_sentence(Speaks(unsourced="derived", key="outage", values=said))
    assert told == "Sistem tidak dapat dipakai (30 Oktober 2026)."
    longer = speaks_sentence(Speaks(unsourced="derived", key="outage", values=said | {"until": "2026-10-31"}))
    assert "30 Oktober 2026 sampai 31 Oktober 2026" in longer
    made = sample()
    [outage] = made.outages
    memo = memo_of(made.model_copy(update={"outages": (outage.model_copy(update={"until": outage.since}),)}))
    lines = [line.when for section in memo.sections for line in section.lines]
    assert "1 Oktober 2026" in lines and not any(when.count("1 Oktober 2026") > 1 for when in lines)


def test_a_version_that_was_replaced_is_not_called_one_to_come() -> None:
    body = dossier(officer(trails={"D.4": trail(ONE, (ONE, TWO), (OLD, NEW))}))
    memo = memo_of(body)
    assert "sudah tidak berlaku pada hari itu" in memo.sheets[0].source
    said = [line.text for line in memo.fairness.lines]
    assert "Versi 1 sudah tidak berlaku pada hari itu." in said
    coming = issue(1, ACT + DAY)
    told = memo_of(dossier(officer(trails={"D.4": trail(coming, (coming,))})))
    assert "Versi ini belum berlaku pada hari itu." in told.sheets[0].source
    assert any("belum berlaku pada hari itu; mulai berlaku" in line.text for line in told.fairness.lines)


def test_what_was_voided_since_is_told_beside_the_sentence_that_quotes_it() -> None:
    doubted = judged_anew(run(at(BEFORE), "poor"), at(ACT + DAY), "", void=True)
    body = dossier(officer(runs=(doubted,)), now=at(ACT + 2 * DAY))
    [sheet] = memo_of(body).sheets
    assert "Semua pertanyaan tentang butir ini" in sheet.sentence
    [later] = next(each for each in memo_of(body).sections if each.key == "later").lines
    assert later.text == "Pertanyaan yang dijawab pegawai dibatalkan. Alasannya: Kuncinya keliru."
    assert later.when == "15 November 2026; tercatat 21 November 2026"
    assert "Sesudah saat yang dipakai berkas ini pertanyaannya dibatalkan." in sheet.rows[-1].details[0]
    regraded = judged_anew(run(at(BEFORE), "poor"), at(ACT + DAY), "best")
    told = memo_of(dossier(officer(runs=(regraded,)), now=at(ACT + 2 * DAY)))
    assert "dinilai kembali" in next(each for each in told.sections if each.key == "later").lines[0].text


def test_a_due_day_stands_only_where_nothing_was_held_and_no_empty_strip_is_drawn() -> None:
    due = (assignment(at(BEFORE), ACT + DAY),)
    waiting = memo_of(dossier(officer(assignments=due)))
    certified = memo_of(dossier(officer(assignments=due, rounds=(held(BEFORE, ACT + DAY),))))
    said = [
        " ".join(line.text for each in memo.sections if each.key == "certified" for line in each.lines)
        for memo in (waiting, certified)
    ]
    assert "Tenggatnya" in said[0] and "Tenggatnya" not in said[1]
    assert (len(waiting.stripes), len(certified.stripes)) == (0, 1)


def test_a_screen_folds_earlier_runs_and_says_where_they_are() -> None:
    runs = tuple(run(at(BEFORE, f"{9 + number:02}:00"), "poor") for number in range(7))
    body = dossier(officer(runs=runs, lessons=(lesson(at(BEFORE)),)))
    [whole], [screen], [just] = (memo_of(body, latest=most).sheets for most in (None, 5, 7))
    assert len(whole.rows) == len(just.rows) == 8 and whole.folded == just.folded == ""
    assert screen.rows == (whole.rows[0], *whole.rows[3:]) and "2 uji yang lebih dahulu" in screen.folded
    assert screen.sentence == whole.sentence


def test_a_file_about_another_day_than_the_act_says_so() -> None:
    other = memo_of(sample(header=header(as_of=ACT + DAY)))
    assert other.as_of == "Keadaan per 21 November 2026. Hari itu bukan hari kejadian."
    during = header(happened_on=ACT - DAY, happened_until=ACT + DAY)
    assert memo_of(sample(header=during)).as_of == "Keadaan per 20 November 2026."
    award = header(kind="nomination", track="", as_of=ACT + DAY)
    assert memo_of(sample(header=award)).as_of == "Keadaan per 21 November 2026."


def test_what_is_known_of_today_only_is_called_so() -> None:
    facts = dict(
        memo_of(sample(post=sample().post.model_copy(update={"superior_today": "Imam Fathoni"}))).facts
    )
    assert facts["Pangkat saat disusun"] == "II/d" and facts["Atasan saat disusun"] == "Imam Fathoni"
    assert facts["Jabatan saat itu"] == "Petugas loket bantuan sosial"


def test_what_a_newer_version_asked_stands_with_the_certificates() -> None:
    [standing] = sample().certified
    met = standing.catch_ups[0].model_copy(update={"met_on": BEFORE})
    done = standing.model_copy(update={"catch_ups": (met,)})
    for certified, said in (
        (standing, "Pembaruan untuk versi 3: belum selesai, tenggat 1 Mei 2026."),
        (done, "Pembaruan untuk versi 3: selesai 15 November 2026."),
    ):
        section = next(
            each for each in memo_of(sample(certified=(certified,))).sections if each.key == "certified"
        )
        assert said in [line.text for line in section.lines]
