"""The pages of awards, in a browser that checks everything: who sees what, forms that are kept, enemies."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.paper import mask_name
from training.core.db import db
from training.decisions.awards.awarding import award_of
from training.decisions.awards.models import Award, AwardScheme, AwardVersion
from training.decisions.awards.schemes import service as schemes
from training.decisions.awards.schemes.catalogue import shipped
from training.decisions.models import Nomination
from training.ledger.checking import verify
from training.reports.exporting.models import ExportLog
from training.reports.own.models import RecordLook

from ... import cast
from ...checking import csrf_token
from ..office import a_case, person_of
from . import office
from .office import a_scheme, appoint, awarded, nominated, propose, second, take, weigh


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    office.live_today(monkeypatch)


def ref_of(app: Flask, make) -> str:
    with app.app_context():
        return str(make().ref)


def scheme_ref(app: Flask) -> str:
    return ref_of(app, lambda: a_scheme(person_of(cast.hesti)))


def person_ref(app: Flask, member) -> str:
    return ref_of(app, lambda: person_of(member))


def looks(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = sa.select(RecordLook.what, RecordLook.count).order_by(RecordLook.id)
        return [tuple(row) for row in db.session.execute(rows)]


def until(*steps):
    """A nomination after these steps."""

    def make() -> Nomination:
        made = nominated()
        for step in steps:
            step(made)
        return made

    return make


def test_an_example_is_taken_over_with_one_click(board: Flask, signed_in) -> None:
    browser = signed_in(cast.hesti)
    assert "Belum ada skema penghargaan" in browser.get("/awards").text
    page = browser.get("/awards/schemes").text
    assert "Satyalancana Karya Satya XXX Tahun" in page and "periksa terhadap naskah resmi" in page
    for key in shipped():
        answer = browser.post_form("/awards/schemes/adoption", {"key": key})
        assert answer.status_code == 303
        assert browser.get(answer.location).status_code == 200
        assert "Diperiksa 22 November 2026: " in browser.get(answer.location).text
    assert "Contoh yang dapat diambil alih" not in browser.get("/awards/schemes").text
    assert browser.post_form("/awards/schemes/adoption", {"key": "tidak-ada"}).status_code == 422
    with board.app_context():
        assert verify().faults == []


def criteria_form(**changed: str) -> dict[str, str]:
    return {
        "title": "Petugas Ramah",
        "since": "2026-01-01",
        "source": "SK kepala dinas",
        "checked": "",
        "c-0-kind": "complaints",
        "c-0-most": "0",
        "c-0-months": "12",
        "c-1-kind": "no_sanction",
        "c-1-track": "ethics",
        "c-1-years": "",
        "number": "0",
        "do": "save",
    } | changed


def test_a_scheme_of_ones_own_and_its_next_version(board: Flask, signed_in) -> None:
    browser = signed_in(cast.hesti)
    answer = browser.post_form("/awards/schemes/new/criteria", criteria_form())
    assert answer.status_code == 303, answer.text
    ref = answer.location.rsplit("/", 1)[1]
    twice = browser.post_form("/awards/schemes/new/criteria", criteria_form(title="petugas  ramah"))
    assert twice.status_code == 422 and "sudah dibuka" in twice.text
    page = browser.get(f"/awards/schemes/{ref}/criteria").text
    assert 'name="c-1-track" value="ethics" checked' in page
    changed = criteria_form(number="1", since="2026-06-01") | {"c-0-most": "2"}
    assert browser.post_form(f"/awards/schemes/{ref}/criteria", changed).status_code == 303
    page = browser.get(f"/awards/schemes/{ref}").text
    assert "paling banyak 2" in page and "Tidak ada pengaduan pribadi yang terbukti" in page
    late = browser.post_form(f"/awards/schemes/{ref}/criteria", changed | {"c-0-most": "3"})
    assert late.status_code == 409 and "Halaman Anda tertinggal" in late.text
    assert 'name="c-0-most" value="3"' in late.text
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AwardVersion)) == 2


def test_criteria_are_added_removed_and_tried_without_saving(board: Flask, signed_in) -> None:
    browser = signed_in(cast.hesti)
    url = "/awards/schemes/new/criteria"
    page = browser.post_form(url, criteria_form(do="add", new_kind="attendance"))
    assert page.status_code == 200 and 'name="c-2-percent" value="95"' in page.text
    page = browser.post_form(url, criteria_form(do="remove-0"))
    assert 'name="c-0-kind" value="no_sanction"' in page.text and "c-1-kind" not in page.text
    page = browser.post_form(url, criteria_form(do="try", person=cast.sari.name))
    assert page.status_code == 200 and "2 terpenuhi, 0 belum terpenuhi" in page.text
    assert looks(board) == [("award_check", 1)]
    nobody = browser.post_form(url, criteria_form(do="try", person="Tidak Ada"))
    assert nobody.status_code == 422
    himself = browser.post_form(url, criteria_form(do="try", person=cast.hesti.nip))
    assert himself.status_code == 422
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AwardScheme)) == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"c-0-most": "-1"}, "Isi dengan angka."),
        ({"c-0-months": "9" * 30}, "Isi dengan angka."),
        ({"c-0-months": "999"}, "Angka ini terlalu besar."),
        ({"c-0-kind": "statement", "c-0-text": "a" * 301}, "Terlalu panjang."),
        ({"c-1-track": "militer"}, "Periksa isian ini."),
        ({"source": " "}, "Sebutkan peraturan"),
        ({"since": "2026-02-30"}, "Isi tanggalnya."),
        ({"title": ""}, "Isi nama penghargaannya."),
        ({"c-0-kind": '{"$ne":1}', "c-1-kind": "x"}, "Tambahkan paling sedikit satu syarat."),
    ],
)
def test_hostile_criteria_are_refused_and_kept(board: Flask, signed_in, changed, said) -> None:
    answer = signed_in(cast.hesti).post_form("/awards/schemes/new/criteria", criteria_form(**changed))
    assert answer.status_code == 422 and said in answer.text


def test_one_colleague_is_looked_up_and_told(board: Flask, signed_in) -> None:
    ref, browser = scheme_ref(board), signed_in(cast.hesti)
    url = f"/awards/schemes/{ref}/check"
    assert cast.sari.name in browser.get(f"{url}?q=sari").text
    assert cast.hesti.name not in re.sub(
        r"<header.*?</header>", "", browser.get(f"{url}?q=hesti").text, flags=re.S
    )
    page = browser.get(f"{url}?person={person_ref(board, cast.sari)}").text
    assert "Perlu dipastikan" in page and "Usulkan Sari Wulandari" in page
    assert looks(board) == [("award_check", 1)]


def test_nobody_is_listed_or_ranked(board: Flask, signed_in) -> None:
    ref, browser = scheme_ref(board), signed_in(cast.hesti)
    page = browser.get(f"/awards/schemes/{ref}/check").text
    main = page[page.index("<main") :]
    names = [member.name for key, member in cast.MEMBERS.items() if key != "hesti"]
    assert not any(name in main for name in names), "nobody is named before somebody is asked for"
    assert "Belum terpenuhi" not in main


def test_only_who_keeps_cases_sees_that_something_is_running(board: Flask, signed_in) -> None:
    with board.app_context():
        a_case(person_of(cast.ratna), person_of(cast.sari))
        db.session.commit()
        ref = a_scheme(person_of(cast.hesti), [{"kind": "not_under_case"}]).ref
    url = f"/awards/schemes/{ref}/check?person={person_ref(board, cast.sari)}"
    clean = f"/awards/schemes/{ref}/check?person={person_ref(board, cast.joko)}"
    hers = signed_in(cast.hesti)
    assert "ada proses yang berjalan" not in hers.get(url).text
    assert "proses yang berjalan" not in hers.get(clean).text
    assert "majelis saja: ada proses yang berjalan" in signed_in(cast.ratna).get(url).text


def wish(person: str, **changed: str) -> dict[str, str]:
    return {"person": person, "merit": "Teladan di loket.", "as_of": office.TODAY.isoformat()} | changed


def test_nominating_and_double_posts(board: Flask, signed_in) -> None:
    ref, sari = scheme_ref(board), person_ref(board, cast.sari)
    browser = signed_in(cast.hesti)
    sent = wish(sari, seconder=cast.ningsih.name)
    first = browser.post_form(f"/awards/schemes/{ref}/nominations", sent)
    again = browser.post_form(f"/awards/schemes/{ref}/nominations", sent)
    assert first.status_code == again.status_code == 303 and first.location == again.location
    page = browser.get(first.location).text
    assert (
        f"USULAN/{office.TODAY.year}/0001" in page
        and "Menunggu penyokong" in page
        and cast.ningsih.name in page
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"merit": " "}, "Tuliskan jasa"),
        ({"as_of": "kemarin"}, "Isi tanggalnya."),
        ({"as_of": "2999-01-01"}, "Hari ini belum tiba."),
        ({"seconder": "Sari Wulandari"}, "tidak menyokong dirinya sendiri"),
        ({"seconder": "Rangga Saputra"}, "Tidak ada satu pegawai"),
        ({"seconder": "Hesti Ramadhani"}, "bukan Anda"),
        ({"appointed_on": "2024-01-01"}, "Sebutkan surat keputusan"),
    ],
)
def test_a_nomination_that_cannot_be_is_kept_on_screen(board: Flask, signed_in, changed, said) -> None:
    ref, sari = scheme_ref(board), person_ref(board, cast.sari)
    answer = signed_in(cast.hesti).post_form(f"/awards/schemes/{ref}/nominations", wish(sari, **changed))
    assert answer.status_code == 422 and said in answer.text
    assert changed.get("merit") or "Teladan di loket." in answer.text


def test_not_oneself_not_ones_superior_not_of_another_office(board: Flask, signed_in) -> None:
    ref, browser = scheme_ref(board), signed_in(cast.hesti)
    url = f"/awards/schemes/{ref}/nominations"
    for who in (cast.hesti, cast.rangga):
        answer = browser.post_form(url, wish(person_ref(board, who)))
        assert answer.status_code == 422 and who.name not in re.sub(
            r"<header.*?</header>", "", answer.text, flags=re.S
        )
    boss = browser.post_form(url, wish(person_ref(board, cast.hendra)))
    assert boss.status_code == 422 and "atasan Anda sendiri" in boss.text
    other = signed_in(cast.maya)
    assert other.get(f"/awards/schemes/{ref}").status_code == 404
    assert other.post_form(url, wish(person_ref(board, cast.rangga))).status_code == 404


def test_every_seat_is_offered_its_own_acts(board: Flask, signed_in) -> None:
    ref = ref_of(board, until(second, appoint, weigh, propose))
    offered = {}
    for who in (cast.hesti, cast.ratna, cast.hendra, cast.yanti, cast.kartika):
        page = signed_in(who).get(f"/nominations/{ref}").text
        offered[who.name.split()[0]] = set(re.findall(rf"/nominations/{ref}/([a-z]+)\"", page)) - {
            "check",
            "dossier",
        }
    assert offered == {
        "Hesti": {"succeeded", "noted", "closed"},
        "Ratna": {"succeeded", "noted", "closed"},
        "Hendra": set(),
        "Yanti": set(),
        "Kartika": {"decided", "declined", "returned"},
    }
    for who in (cast.sari, cast.joko, cast.agus, cast.wahyu, cast.gita):
        assert signed_in(who).get(f"/nominations/{ref}").status_code == 404


def chosen(members) -> dict[str, str]:
    """The fields that keep who was chosen."""
    fields: dict[str, str] = {}
    for at, (ref, role) in enumerate(members):
        fields |= {f"members-{at}-person": ref, f"members-{at}-role": role}
    return fields


def test_a_team_is_found_added_and_taken_off_without_saving(board: Flask, signed_in) -> None:
    ref = ref_of(board, until(second))
    browser, url = signed_in(cast.hesti), f"/nominations/{ref}/appointed"
    hendra, yanti = person_ref(board, cast.hendra), person_ref(board, cast.yanti)
    assert "Belum ada yang ditambahkan." in browser.get(url).text
    found = browser.post_form(url, {"rev": "2", "do": "find", "q": "hendra", "decree": "SK 7"})
    assert found.status_code == 200 and f'value="add:{hendra}"' in found.text
    assert 'name="decree" value="SK 7"' in found.text, "what was typed is kept"
    nominee = browser.post_form(url, {"rev": "2", "do": "find", "q": "sari"}).text
    assert "add:" not in nominee and "Tidak ada pegawai dengan nama" in nominee
    seconder = browser.post_form(url, {"rev": "2", "do": "find", "q": "ratna"}).text
    assert "Pengusul dan penyokong tidak duduk" in seconder
    one = browser.post_form(url, {"rev": "2", "do": f"add:{hendra}"}).text
    assert f'name="members-0-person" value="{hendra}"' in one
    assert '<option value="chair" selected>' in one
    both = chosen([(hendra, "chair"), (yanti, "member")])
    off = browser.post_form(url, {"rev": "2", "do": "drop:0", **both}).text
    assert f'name="members-0-person" value="{yanti}"' in off and "members-1-person" not in off
    short = browser.post_form(url, {"rev": "2", "do": "save", "decree": "SK 7", **both})
    assert short.status_code == 422 and "Pilih satu ketua" in short.text and cast.yanti.name in short.text
    with board.app_context():
        assert db.session.scalars(sa.select(Nomination)).one().rev == 2


def test_a_team_about_the_head_of_a_unit_shows_who_is_below_them(board: Flask, signed_in) -> None:
    with board.app_context():
        made = nominated(subject=cast.sulastri)
        second(made)
        ref, hendra, ningsih = made.ref, person_of(cast.hendra).ref, person_of(cast.ningsih).ref
    form = {"rev": "2", "do": "find", "q": "yanti"} | chosen([(hendra, "chair"), (ningsih, "member")])
    page = signed_in(cast.hesti).post_form(f"/nominations/{ref}/appointed", form).text
    assert "Bawahan dari yang diusulkan tidak ikut menentukan" in page
    assert page.index(cast.hendra.name) < page.index("Bawahan dari") < page.index(cast.yanti.name)


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "add:", "members-0-person": "x"},
        {"do": f"add:{'9' * 40}"},
        {"do": "drop:999"},
        {"do": "drop:-1"},
        {"do": "find", "q": "a" * 500},
        {"members-0-person": "x" * 400, "members-0-role": "official"},
        {"members-0-person": "abcdefghijkl", "members-0-role": "raja"},
        {f"members-{at}-person": f"abcdefghij{at:02}" for at in range(40)},
    ],
)
def test_hostile_teams_are_refused_and_nothing_is_saved(board: Flask, signed_in, sent) -> None:
    ref = ref_of(board, until(second))
    form = {"rev": "2", "decree": "SK"} | sent
    answer = signed_in(cast.hesti).post_form(f"/nominations/{ref}/appointed", form)
    assert answer.status_code == (200 if "do" in sent else 422)
    with board.app_context():
        assert db.session.scalars(sa.select(Nomination)).one().rev == 2


def test_the_successor_is_named_on_the_screen_and_withdraws(board: Flask, signed_in, client) -> None:
    with board.app_context():
        made = awarded()
        ref, code, imam = made.ref, award_of(made).verification_code, person_of(cast.imam).ref
    keeper, official = signed_in(cast.hesti), signed_in(cast.imam)
    assert official.get(f"/nominations/{ref}").status_code == 404
    url = f"/nominations/{ref}/succeeded"
    assert "Tunjuk pengganti pejabat" in keeper.get(f"/nominations/{ref}").text
    picked = keeper.post_form(url, {"rev": "7", "do": f"add:{imam}", "decree": "SK 20"}).text
    assert f'name="person" value="{imam}"' in picked and cast.imam.name in picked
    nobody = keeper.post_form(url, {"rev": "7", "do": "save", "decree": "SK 20", "person": ""})
    assert nobody.status_code == 422 and 'id="person-error"' in nobody.text
    seconder = keeper.post_form(url, {"rev": "7", "do": "find", "q": "ratna"}).text
    assert "Pengusul dan penyokong tidak duduk" in seconder
    saved = keeper.post_form(url, {"rev": "7", "do": "save", "decree": "SK 20", "person": imam})
    assert saved.status_code == 303
    assert "menggantikan pejabat yang memutuskan, menurut SK 20" in keeper.get(f"/nominations/{ref}").text
    sent = {"rev": "8", "number": "9", "why": "Data masa kerja keliru."}
    assert official.post_form(f"/nominations/{ref}/revoked", sent).status_code == 303
    assert "ditarik pada" in client.get(f"/awards/verify/{code}").text
    assert signed_in(cast.kartika).get(f"/nominations/{ref}").status_code == 404
    mine = signed_in(cast.sari).get(f"/awards/mine/{ref}").text
    assert cast.imam.name in mine and "Data masa kerja keliru." in mine


def test_the_whole_way_through_the_screens(board: Flask, signed_in) -> None:
    ref = ref_of(board, nominated)
    pages = {
        name: signed_in(getattr(cast, name)) for name in ("hesti", "ratna", "hendra", "yanti", "kartika")
    }
    today = office.TODAY.isoformat()

    def act(name: str, kind: str, **said) -> None:
        browser = pages[name]
        form = browser.get(f"/nominations/{ref}/{kind}")
        assert form.status_code == 200, (name, kind)
        rev = re.search(r'name="rev" value="(\d+)"', form.text)[1]
        answer = browser.post_form(f"/nominations/{ref}/{kind}", {"rev": rev, **said})
        assert answer.status_code == 303, (kind, answer.text)

    act("ratna", "seconded", why="Saya melihatnya.", impartial="y")
    with board.app_context():
        present = [person_of(cast.hendra).ref, person_of(cast.yanti).ref]
        official = person_of(cast.kartika).ref
    seats = chosen(zip([*present, official], ("chair", "member", "official"), strict=True))
    act("hesti", "appointed", decree="SK 12", **seats)
    found = {"met-2": "yes", "why-2": "Surat atasan tanggal 3 November."}
    act("hendra", "weighed", present=present, conclusion="fit", impartial="y", **found)
    act("yanti", "proposed", outcome="grant", why="Pantas.")
    act("kartika", "decided", number="800/1", decided_on=today, why="Setuju.", impartial="y")
    act("hesti", "awarded", given_on=today)
    act("hesti", "closed", why="awarded", kept_until="2090-01-01")
    page = pages["kartika"].get(f"/nominations/{ref}").text
    assert "Surat atasan tanggal 3 November." in page and f"PIAGAM/{office.TODAY.year}/0001" in page
    with board.app_context():
        assert verify().faults == []
    hers = signed_in(cast.sari)
    mine = hers.get("/awards/mine").text
    assert f"PIAGAM/{office.TODAY.year}/0001" in mine
    own = hers.get(f"/awards/mine/{ref}").text
    assert "Dikabulkan dengan 800/1" in own and "Surat atasan" not in own and "Tim menelaah" not in own


def test_two_tabs_the_second_is_told_and_nothing_is_lost(board: Flask, signed_in) -> None:
    ref = ref_of(board, until(second, appoint, weigh, propose))
    browser = signed_in(cast.kartika)
    sent = {
        "rev": "5",
        "number": "800/2",
        "decided_on": office.TODAY.isoformat(),
        "why": "Setuju.",
        "impartial": "y",
    }
    stale = browser.post_form(f"/nominations/{ref}/decided", sent | {"rev": "4"})
    assert stale.status_code == 409 and "berubah sejak halaman Anda dibuka" in stale.text
    assert "800/2" in stale.text and 'name="rev" value="5"' in stale.text
    assert browser.post_form(f"/nominations/{ref}/decided", sent).status_code == 303
    again = browser.post_form(f"/nominations/{ref}/decided", sent)
    assert again.status_code == 409
    other = browser.post_form(f"/nominations/{ref}/declined", sent)
    assert other.status_code == 409


@pytest.mark.parametrize(
    "kind", ["seconded", "appointed", "weighed", "decided", "awarded", "closed", "x", "noted"]
)
def test_nobody_takes_a_step_of_another_seat(board: Flask, signed_in, kind) -> None:
    ref = ref_of(board, until(second, appoint, weigh, propose))
    for who in (cast.sari, cast.joko, cast.maya, cast.wahyu):
        assert signed_in(who).post_form(f"/nominations/{ref}/{kind}", {"rev": "5"}).status_code == 404
    for who in (cast.hendra, cast.yanti):
        answer = signed_in(who).post_form(f"/nominations/{ref}/{kind}", {"rev": "5"})
        assert answer.status_code == (404 if kind == "x" else 409)
    with board.app_context():
        assert db.session.scalars(sa.select(Nomination)).one().rev == 5


def test_a_form_that_is_not_filled_in_says_so(board: Flask, signed_in) -> None:
    ref = ref_of(board, until(second, appoint))
    answer = signed_in(cast.hendra).post_form(f"/nominations/{ref}/weighed", {"rev": "3"})
    assert answer.status_code == 422 and "Tuliskan alasannya." in answer.text
    answer = signed_in(cast.ratna).post_form(f"/nominations/{ref}/noted", {"rev": "3", "text": " "})
    assert answer.status_code == 422 and "Bagian ini perlu diisi." in answer.text


def test_then_and_today_stand_side_by_side(board: Flask, signed_in) -> None:
    ref = ref_of(board, until(second, appoint))
    for who in (cast.hesti, cast.ratna, cast.hendra):
        page = signed_in(who).get(f"/nominations/{ref}/check")
        assert page.status_code == 200 and "Saat diusulkan" in page.text and "Hari ini" in page.text
    assert ("award_check", 1) in looks(board)


def test_the_nominee_reads_replies_and_declines(board: Flask, signed_in) -> None:
    ref, hers = ref_of(board, nominated), signed_in(cast.sari)
    page = hers.get(f"/awards/mine/{ref}").text
    assert "bingkisan zamrud" in page and "Tolak diusulkan" in page
    assert (
        hers.post_form(f"/awards/mine/{ref}/replied", {"rev": "1", "text": "Terima kasih."}).status_code
        == 303
    )
    assert hers.post_form(f"/awards/mine/{ref}/withdrawn", {"rev": "2", "text": ""}).status_code == 303
    assert "Ditarik oleh yang diusulkan" in hers.get(f"/awards/mine/{ref}").text
    assert hers.post_form(f"/awards/mine/{ref}/closed", {"rev": "3"}).status_code == 409
    assert signed_in(cast.joko).get(f"/awards/mine/{ref}").status_code == 404


def given(board: Flask) -> tuple[str, str]:
    """The reference and the code of an award that was given."""
    with board.app_context():
        award = award_of(awarded())
        return award.ref, award.verification_code


def test_anybody_checks_an_award_by_its_code(board: Flask, signed_in, client) -> None:
    ref, code = given(board)
    page = client.get(f"/awards/verify/{code}")
    assert page.status_code == 200 and "Piagam ini asli" in page.text
    assert cast.sari.name not in page.text and mask_name(cast.sari.name) in page.text
    assert cast.sari.nip not in page.text and page.headers["X-Robots-Tag"] == "noindex"
    typed = client.get("/awards/verify", query_string={"code": f" {code.lower()} "})
    assert typed.status_code == 303 and typed.location.endswith(code)
    assert client.get("/awards/verify/ABCDE-ABCDE-ABCDE-ABCDE").status_code == 404
    assert client.get("/awards/verify?code=").status_code == 422
    with board.app_context():
        made = db.session.scalars(sa.select(Nomination)).one()
        take(made, "revoked", cast.kartika, number="9", why="Alasan dalam.")
    page = client.get(f"/awards/verify/{code}")
    assert "ditarik pada" in page.text and "Alasan dalam" not in page.text
    assert signed_in(cast.sari).get(f"/awards/{ref}.pdf").status_code == 200


def test_guessing_codes_is_slowed_down(board: Flask, client, monkeypatch) -> None:
    _ref, code = given(board)
    monkeypatch.setattr("training.certifications.visitors.FREE_UNKNOWN", 2)
    found = [client.get(f"/awards/verify/{'A' * 5}-{at:05}").status_code for at in range(4)]
    assert found == [404, 404, 429, 429]
    assert client.get(f"/awards/verify/{code}").status_code == 200


def test_who_may_take_the_certificate_and_its_receipt(board: Flask, signed_in) -> None:
    ref, _code = given(board)
    for who, status in (
        (cast.sari, 200),
        (cast.hesti, 200),
        (cast.ratna, 200),
        (cast.joko, 404),
        (cast.maya, 404),
    ):
        answer = signed_in(who).get(f"/awards/{ref}.pdf")
        assert answer.status_code == status, who.name
        assert status == 404 or answer.data.startswith(b"%PDF")
    assert signed_in(cast.joko).get(f"/awards/{ref}/receipt").status_code == 404
    assert signed_in(cast.sari).get(f"/awards/{ref}/receipt").status_code in {200, 409}


def test_checks_on_paper_are_for_who_may_read_them(board: Flask, signed_in) -> None:
    ref = ref_of(board, until(second, appoint))
    for who, status in ((cast.hesti, 200), (cast.hendra, 200), (cast.sari, 404), (cast.maya, 404)):
        assert signed_in(who).get(f"/nominations/{ref}/check.pdf").status_code == status
    assert signed_in(cast.sari).get(f"/awards/mine/{ref}/check.pdf").status_code == 200
    with board.app_context():
        scheme = db.session.scalars(sa.select(AwardScheme.ref)).one()
    url = f"/awards/schemes/{scheme}/check.pdf?person={person_ref(board, cast.joko)}"
    assert signed_in(cast.hesti).get(url).data.startswith(b"%PDF")
    assert signed_in(cast.joko).get(url).status_code == 404


def test_closing_a_scheme_twice(board: Flask, signed_in) -> None:
    ref, browser = scheme_ref(board), signed_in(cast.hesti)
    assert browser.post_form(f"/awards/schemes/{ref}/closing").status_code == 303
    assert browser.post_form(f"/awards/schemes/{ref}/closing").status_code == 409
    page = browser.get(f"/awards/schemes/{ref}/check?person={person_ref(board, cast.sari)}")
    assert "sudah ditutup" in page.text and "Usulkan Sari" not in page.text
    sent = wish(person_ref(board, cast.sari))
    assert browser.post_form(f"/awards/schemes/{ref}/nominations", sent).status_code == 422


def test_no_form_is_taken_without_its_token(board: Flask, signed_in) -> None:
    ref, browser = ref_of(board, nominated), signed_in(cast.ratna)
    token = csrf_token(browser.get(f"/nominations/{ref}/seconded").text)
    assert token and browser.post(f"/nominations/{ref}/seconded", data={"rev": "1"}).status_code == 400
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Award)) == 0
        assert schemes.schemes_of(person_of(cast.hesti).agency_id)


def test_rows_for_siasn_are_taken_on_record_and_hold_no_withdrawn_award(board: Flask, signed_in) -> None:
    given(board)
    browser, year = signed_in(cast.hesti), str(office.TODAY.year)
    made = browser.post_form("/awards/given", {"year": year, "form": "csv"})
    head, row = made.data.decode("utf-8-sig").strip().split("\r\n")[:2]
    assert head == "NIP;Nama;hargaId;skNomor;skDate;tahun"
    day = f"{office.TODAY:%d-%m-%Y}"
    assert row == f"'{cast.sari.nip};{cast.sari.name};;800/77/2026;{day};{year}"
    sheet = browser.post_form("/awards/given", {"year": year, "form": "xlsx"})
    assert sheet.data.startswith(b"PK")
    with board.app_context():
        kinds = db.session.scalars(sa.select(ExportLog.kind)).all()
        assert kinds == ["awards", "awards"]
        nomination = db.session.scalars(sa.select(Nomination)).one()
        take(nomination, "revoked", cast.kartika, number="9", why="Keliru.")
    again = browser.post_form("/awards/given", {"year": year, "form": "csv"})
    assert cast.sari.name not in again.text
    for wrong in ({"year": "٢٠٢٦"}, {"year": "99999"}, {"year": year, "form": "pdf"}):
        assert browser.post_form("/awards/given", wrong).status_code == 303
    assert signed_in(cast.sari).post_form("/awards/given", {"year": year}).status_code == 404
