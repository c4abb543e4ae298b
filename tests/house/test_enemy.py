"""An enemy at every door: each parameter and field of each route gets hostile values, from whoever may go there.

Whatever is sent, the answer is a page that says what is wrong, never a fault: with TESTING a fault is raised.
"""

import re
import traceback
from collections import Counter
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote, urljoin

import pytest
import sqlalchemy as sa

from tests.certifications.manual import doors as rulings
from tests.checking import csrf_token
from tests.decisions.auditing import doors as auditing
from tests.decisions.awards import doors as awards
from tests.decisions.calendar import doors as calendar
from tests.decisions.cases import doors as cases
from tests.decisions.dossiers import doors as dossiers
from tests.decisions.entries import doors as entries
from tests.decisions.rights import doors as rights
from tests.house.test_access import ENDS_THE_SESSION, MISSING, ROLES, addresses, endpoints
from training.core.access import PERMISSIONS
from training.core.db import db
from training.people.models import Agency, Person, Unit

pytestmark = pytest.mark.usefixtures("officials")

HUGE = "9" * 30
HOSTILE = (
    "",
    "   ",
    "nol\0byte",
    "\ufffd\ufeff\u202e\u2066mbalik",
    "🪤👩‍👩‍👧‍👦" * 30,
    "İ" * 60,
    "a" * 300,
    "1" * 25,
    HUGE,
    "-1",
    "2026-02-30",
    "١٢٣",
    '=HYPERLINK("http://x";1)',
    "<script>alert(1)</script>{{7*7}}",
    "%s %(name)s {0} %",
    "baris\r\nSet-Cookie: x=1",
    "//jahat.contoh/\\",
    "'; DROP TABLE person; --",
    "x@" + "b" * 70 + ".id",
    "A" * 20_000,
)
QUERY = (
    "q",
    "person",
    "day",
    "page",
    "on",
    "unit",
    "status",
    "clause",
    "code",
    "next",
    "language",
    "finding",
    "section",
    "done",
    "turn",
    "from",
    "to",
    "pick",
    "tag",
    "state",
    "kind",
    "scheme",
    "since",
    "until",
)
SCHEME = {
    "title": "Percobaan",
    "modules": "a",
    "short_modules": "a",
    "attestation": "y",
    "pass_percent": "80",
    "hours": "4",
    "mode": "fixed",
    "active_months": "12",
    "window_months": "2",
    "minimum_months": "6",
    "grace_days": "0",
    "due_days": "30",
    "closes_days": "60",
    "kinds": "functional",
    "employment": "pns",
    "joined_within_days": "90",
    "code": "",
    "rev": "0",
}
FIELDS: dict[str, dict[str, str]] = {
    "administration.access": {"open": "1"},
    "administration.agencies": {
        "name": "Dinas Percobaan",
        "zone": "Asia/Jakarta",
        "administrator": "Sri Percobaan",
        "email": "sri@percobaan.id",
    },
    "administration.close_unit": {},
    "administration.departure": {"leave-last": "2026-11-20", "leave-reason": "Pindah", "leave-rev": "0"},
    "administration.import_cancellation": {},
    "administration.import_columns": {"column-0": "name", "column-1": "nip", "column-3": "unit"},
    "administration.import_confirmation": {"stamp": "x"},
    "administration.import_departures": {"person": "x", "last": "2026-11-20", "reason": "Pindah"},
    "administration.import_options": {"since": "2026-11-20", "create_units": "y", "same_by_name": "y"},
    "administration.import_undo": {},
    "administration.imports": {},
    "administration.invite_many": {"person": "x", "as": "csv"},
    "administration.invite_one": {"as": "csv"},
    "administration.new_person": {
        "name": "Sri Percobaan",
        "nip": "199001012020122001",
        "email": "sri@percobaan.id",
        "unit": "",
        "position": "Petugas",
        "roles": "trainer",
        "rev": "0",
    },
    "administration.password": {},
    "administration.person": {
        "name": "Sri Percobaan",
        "nip": "199001012020122001",
        "email": "sri@percobaan.id",
        "unit": "",
        "position": "Petugas",
        "roles": "trainer",
        "rev": "0",
    },
    "administration.post": {
        "unit": "",
        "position": "Petugas",
        "since": "2026-01-02",
        "until": "",
        "rev": "0",
    },
    "administration.revoke_invitation": {},
    "administration.transfer": {
        "post-unit": "",
        "post-position": "Petugas",
        "post-since": "2026-11-02",
        "post-until": "",
        "post-rev": "0",
    },
    "administration.unit": {"name": "Unit Percobaan", "parent": ""},
    "administration.unit_head": {"head": ""},
    "administration.withdraw_post": {},
    "administration.units": {"name": "Unit Percobaan", "parent": ""},
    "attempts.confirm_regrade": {"stamp": "x"},
    "attempts.propose_regrade": {"how": "void", "reason": "Percobaan"},
    "attempts.turn_down_regrade": {},
    "attempts.absence": {},
    "attempts.mark": {"rev": "0", "choice": "A", "clock": "hidden", "leave": "1"},
    "attempts.respond": {"rev": "0", "choice": "A", "request_key": "k"},
    "attempts.set_extra_time": {"do": "end", "seen": "", "percent": "25", "reason": "Uji.", "open": "1"},
    "attempts.start": {"purpose": "practice", "clauses": "A.1"},
    "attempts.submit": {},
    "attestations.declare": {"shown": "", "password": "x"},
    "certifications.ask_batch": {
        "certification": "",
        "unit": "",
        "issued_from": "2026-01-01",
        "issued_until": "2026-12-31",
    },
    "certifications.cancel_batch": {},
    "certifications.preview_deadline": {"days": "45"},
    "certifications.set_deadline": {"days": "45", "rev": "0"},
    "corrections.answer": {"decision": "rejected", "reason": "Percobaan"},
    "corrections.ask": {"about": "name", "wrong": "Percobaan", "wanted": "Percobaan lain"},
    "exports.take": {
        "kind": "siasn",
        "form": "csv",
        "unit": "",
        "scheme": "",
        "since": "2026-01-01",
        "until": "2026-12-31",
    },
    "own.data": {},
    "own.receipts": {},
    "reports.choose_people": {"action": "excuse", "ref": "x", "status": "late"},
    "reports.forget_view": {},
    "reports.people_csv": {},
    "reports.people_xlsx": {},
    "reports.rename_view": {"name": "Percobaan"},
    "reports.save_view": {"name": "Percobaan", "status": "late", "on": "", "known": ""},
    "certifications.keep_certificate": {"reason": "Percobaan"},
    **rulings.FIELDS,
    **auditing.FIELDS,
    **calendar.FIELDS,
    **awards.FIELDS,
    **entries.FIELDS,
    **dossiers.FIELDS,
    **cases.FIELDS,
    **rights.FIELDS,
    "attempts.answer_appeal": {"decision": "dismissed", "reason": "Percobaan"},
    "attempts.appeal_item": {"text": "Percobaan"},
    "codes.cancel_intake": {},
    "codes.judge_change": {"rev": "0", "weight": "editorial", "reason": "Percobaan"},
    "codes.judge_editorial": {"change": "x", "reason": "Percobaan"},
    "codes.new": {
        "text": "A. Nilai\n1. Jujur;\n2. Adil;\n",
        "code": "new",
        "slug": "kode-percobaan",
        "title": "Percobaan",
        "decree": "Keputusan Nomor 1",
        "decree_date": "2026-01-02",
        "in_force_from": "2026-01-02",
    },
    "codes.note": {"clause": "A.1", "note": "Percobaan"},
    "codes.open_amendment": {},
    "codes.preview_editorial": {"change": "x"},
    "codes.publish": {"rev": "0"},
    "codes.publish_amendment": {"stamp": "x"},
    "codes.repair": {
        "do": "facts",
        "rev": "0",
        "clause": "A.1",
        "section": "0",
        "finding": "1",
        "label": "1",
        "first": "1",
        "line": "2",
        "last": "3",
        "phrase": "kata",
        "kind": "value",
        "title": "Percobaan",
        "decree": "Keputusan Nomor 1",
        "decree_date": "2026-01-02",
        "reason": "Percobaan",
        "trainable": "0",
    },
    "modules.read_step": {},
    "people.change_password": {
        "current": "loket-pagi-2026",
        "new": "kata-sandi-baru",
        "again": "kata-sandi-baru",
    },
    "people.end_sign_in": {},
    "people.invitation": {"new": "kata-sandi-baru", "again": "kata-sandi-baru"},
    "people.set_language": {"language": "id", "next": "/"},
    "people.sign_out": {},
    "people.start_sign_in": {"identifier": "tidak@ada.id", "password": "x", "next": "/"},
    "scenarios.confirm": {"clause": "A.1"},
    "scenarios.discard": {"stamp": "x.0"},
    "scenarios.new": {"title": "Percobaan", "title_en": "Trial", "slug": "percobaan", "clause": "A.1"},
    "scenarios.preview": {"source": "format: 1\n", "stamp": "x.0"},
    "scenarios.publish_module_now": {},
    "scenarios.publish": {"source": "format: 1\n", "stamp": "x.0"},
    "scenarios.receive": {"text": "Boleh? {F}"},
    "scenarios.retire": {"reason": "Percobaan"},
    "reminders.end_feed": {},
    "reminders.open_feed": {},
    "reminders.pause": {"reason": "Libur bersama"},
    "reminders.resume": {},
    "reminders.send_again": {},
    "reminders.take_as_sent": {},
    "reminders.test_letter": {},
    "reviews.decide": {"do": "save", "stamp": "x.0", "answer": "Percobaan", "say:x:a": "Percobaan"},
    "reviews.grade_scene": {"grade-0": "best", "grade-1": "poor", "place-0": "1", "share": "50"},
    "reviews.save_panel": {"do": "agree", "digest": "x"},
    "scenarios.archive": {"archived": "0"},
    "scenarios.ask_second_look": {"do": "ask", "stamp": "x.0", "note": "Percobaan", "answer:x": "Percobaan"},
    "scenarios.copy": {"title": "Percobaan", "clause": "A.1"},
    "scenarios.save_panel": {"do": "invite", "stamp": "x.0", "panel": "x", "expert": "x", "reason": "x"},
    "scenarios.cite": {
        "of": "0",
        "upholds": "A.1",
        "violates": "A.2",
        "clause": "A.1",
        "stamp": "x.0",
        "seen": "x",
    },
    "scenarios.save_outline": {
        "do": "add-scene",
        "stamp": "x.0",
        "seen": "x",
        "head-title": "Percobaan",
        "head-time": "10.40",
        "head-tags": "satu, dua",
        "head-clause": "A.1",
        "head-checked": "2026-01-02",
    },
    "scenarios.save_scene": {
        "do": "add-option",
        "stamp": "x.0",
        "seen": "x",
        "situation": "Seorang bapak datang.",
        "who": "Bapak",
        "next": "akhir-1",
        "name": "percobaan",
        "kind": "one",
        "options-0-id": "a",
        "options-0-text": "Menolak.",
        "options-0-grade": "best",
        "options-0-upholds": "A.1",
        "options-0-next": "akhir-1",
    },
    "scenarios.save": {"source": "format: 1\n", "stamp": "x.0"},
    "schemes.calculate": SCHEME,
    "schemes.review": SCHEME,
    "schemes.again": SCHEME,
    "schemes.set_terms": SCHEME | {"stamp": "x", "ended": "everybody"},
    "schemes.close": {"rev": "0"},
    "schemes.reopen": {"rev": "1"},
}


def path_of(app, endpoint: str, values: dict[str, object]) -> str:
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def doors(app, role: str, method: str) -> list[str]:
    """Endpoints this role may use by this method."""
    return [
        endpoint
        for endpoint, by, guard in endpoints(app)
        if by == method and not PERMISSIONS[guard].roles.isdisjoint({"officer", role})
    ]


def own_doors(app, role: str, method: str) -> list[str]:
    """The doors of this role; those of everybody are tried once, by the officer."""
    everybodys = set() if role == "officer" else set(doors(app, "officer", method))
    shut = everybodys | ENDS_THE_SESSION | {"people.sign_out"}
    return [endpoint for endpoint in doors(app, role, method) if endpoint not in shut]


def hostile_paths(app) -> Iterator[str]:
    """The address of every route with each of its parts made hostile in turn."""
    for rule in app.url_map.iter_rules():
        for part in re.findall(r"<[^>]+>", rule.rule):
            for value in (*(quote(value, safe="") for value in HOSTILE), "%ff%c0%af"):
                yield re.sub(r"<[^>]+>", "1", rule.rule.replace(part, value, 1))


class Harm:
    """Collects what went wrong, so that one run names every weak door."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.first: dict[str, str] = {}

    def ask(self, browser, method: str, address: str, **sent):
        try:
            answer = browser.open(address, method=method, **sent)
            if answer.status_code < 500:
                return answer
            fault = f"{answer.status_code}"
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)
            ours = [f for f in place if "/training/" in f.filename or "/templates/" in f.filename]
            last = ours[-1] if ours else place[-1]
            fault = f"{type(error).__name__} {str(error)[:160]!r} at {last.filename.split('/main/')[-1]}:{last.lineno}"
        key = f"{method} {re.sub('[0-9a-z]{12}', 'REF', address)[:60]} {fault}"
        self.found[key] += 1
        self.first.setdefault(key, repr(sent)[:300])
        return None

    def report(self):
        text = "\n".join(f"{n:>4} {key}\n       {self.first[key]}" for key, n in self.found.most_common())
        assert not self.found, text


@pytest.mark.parametrize("role", ROLES)
def test_no_query_breaks_a_page(app, signed_in, role):
    browser, harm = signed_in(ROLES[role]), Harm()
    with app.app_context():
        own = addresses(ROLES[role])
    for endpoint in own_doors(app, role, "GET"):
        address = path_of(app, endpoint, own.get(endpoint, {})).split("?")[0]
        for value in HOSTILE:
            for query in ({"on": value}, {name: value for name in QUERY if name != "on"}):
                harm.ask(browser, "GET", address, query_string=query)
        harm.ask(browser, "GET", f"{address}?q=%ff%00%c0&page=%ff&on=%ff&unit=%00")
    harm.report()


def test_no_path_breaks_a_page(app, signed_in):
    harm = Harm()
    browser = signed_in(ROLES["hr"])
    for address in hostile_paths(app):
        harm.ask(browser, "GET", address)
    harm.report()


UNIQUE = {"nip", "email", "name", "slug"}


def filled(fields: dict[str, str], number: int) -> dict[str, str]:
    """A form as it would be taken, with a NIP, e-mail or name that nobody has yet."""
    return {
        name: f"{value[:-4]}{number:04}"
        if name == "nip"
        else f"{number}{value}"
        if name == "email"
        else f"{value}-{number}"
        if name in UNIQUE
        else value
        for name, value in fields.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_field_breaks_a_form(app, signed_in, role):
    """Each field in turn is hostile while the others would be taken; what is taken must then be showable."""
    browser, harm, numbers = signed_in(ROLES[role]), Harm(), count(1)
    with app.app_context():
        own, unit = addresses(ROLES[role]), unit_of(ROLES[role])
    for endpoint in own_doors(app, role, "POST"):
        address, fields = path_of(app, endpoint, own.get(endpoint, {})), FIELDS[endpoint]
        token = browser.token()
        for name in [*fields, "tidak-dikenal"]:
            for value in HOSTILE:
                sent = filled(fields, next(numbers)) | ({"unit": unit} if "unit" in fields else {})
                answer = harm.ask(browser, "POST", address, data=sent | {name: value, "csrf_token": token})
                if answer is None or "/sign-in" in answer.headers.get("Location", ""):
                    browser = signed_in(ROLES[role])
                    token = browser.token()
    for endpoint in doors(app, role, "GET"):
        harm.ask(browser, "GET", path_of(app, endpoint, own.get(endpoint, {})))
    harm.report()


def unit_of(member) -> str:
    rows = sa.select(Unit.ref).join(Agency, Agency.id == Unit.agency_id).where(Agency.slug == member.agency)
    return db.session.scalars(rows.limit(1)).one()


@pytest.mark.parametrize("address", ["/sign-in", "/language"])
def test_no_field_breaks_a_public_form(app, client, address):
    harm, endpoint = Harm(), "people.start_sign_in" if address == "/sign-in" else "people.set_language"
    token = csrf_token(client.get("/verify").text)
    for name in FIELDS[endpoint]:
        for value in HOSTILE:
            answer = harm.ask(
                client, "POST", address, data=FIELDS[endpoint] | {name: value, "csrf_token": token}
            )
            assert answer is None or answer.location is None or answer.location.startswith("/")
    harm.report()


def test_every_form_is_known_to_the_enemy(app):
    """A new form must say here what it takes, or nobody tries it."""
    found = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert found == set(FIELDS)


@pytest.mark.parametrize("role", ROLES)
def test_no_form_is_taken_without_its_token(app, signed_in, role):
    browser = signed_in(ROLES[role])
    with app.app_context():
        own = addresses(ROLES[role])
    for endpoint in FIELDS:
        for sent in (FIELDS[endpoint], FIELDS[endpoint] | {"csrf_token": "palsu"}):
            answer = browser.post(path_of(app, endpoint, own.get(endpoint, MISSING)), data=sent)
            assert answer.status_code == 400, (role, endpoint)
    assert browser.get("/account").status_code == 200


NEXT = (
    "//jahat.contoh",
    "https://jahat.contoh",
    "/\\jahat.contoh",
    "\\\\jahat.contoh",
    "/\t/jahat.contoh",
    "/\n/jahat.contoh",
    "javascript:alert(1)",
    "jahat.contoh",
    " //jahat.contoh",
    "/\u2028/jahat",
    "https:/jahat",
    "///jahat.contoh",
    "/%0d%0aX:1",
    "http:jahat.contoh",
    "/\x85/jahat.contoh",
)


@pytest.mark.parametrize("asked", NEXT)
def test_next_never_leaves_the_house(client, cast, asked):
    for address, data in (
        ("/sign-in", {"identifier": cast.sari.email, "password": cast.sari.password}),
        ("/language", {"language": "id"}),
    ):
        answer = client.post(
            address, data=data | {"next": asked, "csrf_token": csrf_token(client.get("/verify").text)}
        )
        assert answer.status_code == 303
        gone = urljoin("https://adab.contoh.id/dalam/", answer.location.replace("\\", "/"))
        assert gone.startswith("https://adab.contoh.id/"), answer.location


def test_nobody_is_given_a_role_or_a_unit_that_is_not_theirs_to_give(app, signed_in, cast):
    browser = signed_in(cast.agus)
    with app.app_context():
        own, foreign = unit_of(cast.agus), unit_of(cast.lina)
    good = FIELDS["administration.new_person"] | {"unit": own, "csrf_token": browser.token()}
    for change in (
        {"unit": foreign},
        {"roles": "operator"},
        {"roles": ["hr", "operator"]},
        {"roles": "officer"},
    ):
        assert browser.post("/administration/people/new", data=good | change).status_code == 422
    extra = {
        "agency_id": "2",
        "active": "0",
        "must_change_password": "",
        "password_hash": "x",
        "ref": "x",
        "id": "1",
    }
    assert browser.post("/administration/people/new", data=good | extra).status_code == 200
    with app.app_context():
        made = db.session.scalars(sa.select(Person).where(Person.email == good["email"])).one()
        assert (made.agency.slug, made.active, made.must_change_password) == (cast.agus.agency, True, True)
        assert made.roles == {"officer", "trainer"}
