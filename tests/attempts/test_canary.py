"""Before its release no response, header, cookie, file or export tells the key: every secret carries a mark, and
whatever an officer or personnel can reach is searched for it."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.checking import csrf_token
from training.attempts import starting
from training.attempts.models import Assessment, Attempt
from training.codes.models import Code
from training.core.access import PERMISSIONS, Role
from training.core.db import db
from training.people.models import Person, RoleGrant
from training.scenarios.models import ScenarioVersion

from .canaries import GRADES, everything, marks_in, one, rank, several, under_key
from .office import Quiz, publish
from .playing import Player, cards

GRADE_WORDS = re.compile(
    r"""["'=>\s](best|acceptable|poor|violation|critical|upholds|violates|correct|benar|salah|terbaik|melanggar)["'<]""",
    re.I,
)
STORIES = {
    "knr-satu": one("knr-satu", "D.1"),
    "knr-centang": several("knr-centang", "D.2"),
    "knr-urut": rank("knr-urut", "D.3"),
}


@pytest.fixture
def office(app: Flask, quiz: Quiz) -> Quiz:
    """The small office asking only the marked stories; its second officer is personnel."""
    with app.app_context():
        ask_only(STORIES)
        hr = db.session.scalars(sa.select(Person).where(Person.email == quiz.colleague.email)).one()
        db.session.add(RoleGrant(person_id=hr.id, role=Role.HR))
        db.session.commit()
    return quiz


def ask_only(stories: dict[str, str], *, number: int = 1) -> None:
    db.session.execute(sa.update(ScenarioVersion).values(state="retired"))
    code = db.session.scalars(sa.select(Code).where(Code.slug == "kantor-uji-2026")).one()
    for slug, source in stories.items():
        publish(code, slug, source, number=number)
    db.session.commit()


class Spy:
    """A browser whose every response is searched. `told` are the marks of what was met and may be known."""

    def __init__(self, client: Any) -> None:
        self.client, self.told, self.searched, self.grown = client, set(), 0, []
        open_it = client.open

        def opened(*args: Any, **kwargs: Any) -> Any:
            response = open_it(*args, **kwargs)
            if not response.is_streamed or response.mimetype != "text/html":
                response.get_data()
            self._search(response)
            return response

        client.open = opened

    def _search(self, response: Any) -> None:
        self.searched += 1
        where = f"{response.request.method} {response.request.path}"
        text = everything(response)
        found = marks_in(text)
        assert not {mark for mark in found if mark.endswith("KUNCI")}, f"{where} tells the key"
        new = found - self.told
        self.grown.append((where, new))
        self.told |= new
        if response.request.path.startswith("/attempts/") and response.mimetype == "text/html":
            body = text.split("<body", 1)[-1]
            assert not GRADE_WORDS.search(body), f"{where}: {GRADE_WORDS.search(body)}"


def answer_all(run: Player, chance: Random) -> None:
    """Mark something, then do it, at each question to the end; what else can be sent on the way is sent too."""
    while (page := run.look()).status_code == 200:
        fields = a_choice(page.text, chance)
        form = {
            name: re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]
            for name in ("rev", "request_key")
        }
        form["csrf_token"] = csrf_token(page.text)
        run.client.post(f"{run.url}/mark", data=form | fields, headers={"HX-Request-Type": "partial"})
        run.send(form | {"choice": "Z"})
        run.send(form | {"rev": "77"})
        done = run.send(form | fields)
        assert run.send(form | fields).location == done.location
        run.send(form | fields | {"request_key": "lain"})
        run.client.get(done.location)
        for path in ("/submission", "/debrief", "/responses", "/mark"):
            run.client.get(run.url + path)


def a_choice(page: str, chance: Random) -> dict[str, Any]:
    if places := re.findall(r'<select[^>]* name="(rank-[A-F])"', page):
        order = chance.sample(range(1, len(places) + 1), len(places))
        return dict(zip(places, map(str, order), strict=True))
    letters = list(cards(page).values())
    many = chance.randint(1, len(letters)) if 'type="checkbox"' in page else 1
    return {"choice": chance.sample(letters, many)}


@pytest.mark.parametrize("seed", range(4))
def test_no_response_holds_the_key_before_release(
    app: Flask, signed_in: Any, office: Quiz, seed: int
) -> None:
    officer, hr = Spy(signed_in(office.officer)), Spy(signed_in(office.colleague))
    run = Player(officer.client, office.module)
    for spy in (officer, hr):
        look_everywhere(app, spy, run.url)
    assert not hr.told, "nobody else reads the story"
    answer_all(run, Random(seed))
    look_everywhere(app, officer, run.url)
    look_everywhere(app, hr, run.url)
    assert not hr.told and officer.searched > 60
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.state == "open" and len(attempt.responses) >= 4
        pinned = str(attempt.pinned)
    assert len(marks_in(pinned)) > 25, "there was something to find"
    page = officer.client
    del page.open
    assert any(mark.endswith("KUNCI") for mark in marks_in(run.hand_in().text)), "after release it is told"


def look_everywhere(app: Flask, spy: Spy, run: str) -> None:
    """Every page without a number, each page of the run, every export and file."""
    ref = run.rpartition("/")[2]
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" not in rule.methods or rule.endpoint in {"static", "people.sign_out"}:
            continue
        if not rule.arguments:
            spy.client.get(str(rule))
            spy.client.get(str(rule), headers={"HX-Request": "true", "HX-Request-Type": "partial"})
        elif rule.arguments == {"ref"} and str(rule).startswith("/attempts/"):
            spy.client.get(str(rule).replace("<ref>", ref))


def test_what_is_met_later_is_not_told_earlier(signed_in: Any, office: Quiz) -> None:
    """A situation is told by its question, a consequence only after its choice."""
    spy = Spy(signed_in(office.officer))
    run = Player(spy.client, office.module)
    while (page := run.look()).status_code == 200:
        before = len(spy.grown)
        run.look()
        assert not any(new for _where, new in spy.grown[before:])
        told = run.send(_form(page.text, a_choice(page.text, Random(3))))
        before = len(spy.grown)
        spy.client.get(told.location)
        assert len(spy.grown[before][1]) == 1, "one consequence, that of the choice"
    situations = sum(len(new) for _where, new in spy.grown)
    assert situations == 8, "four situations and four consequences of ten"


def _form(page: str, fields: dict[str, Any]) -> dict[str, Any]:
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("rev", "request_key")}
    return found | fields | {"csrf_token": csrf_token(page)}


@pytest.mark.parametrize("choice", "ABC")
def test_no_page_depends_on_the_key(
    app: Flask, signed_in: Any, quiz: Quiz, monkeypatch: pytest.MonkeyPatch, choice: str
) -> None:
    """The same story under three keys, drawn alike: letter for letter the same pages, headers and redirects."""
    monkeypatch.setattr(starting, "SystemRandom", lambda: Random(5))
    keys = (GRADES, ("violation", "best", "poor"), ("poor", "violation", "best"))
    seen = []
    for number, key in enumerate(keys, start=1):
        with app.app_context():
            ask_only({"knr-sama": under_key(key)}, number=number)
            db.session.execute(sa.update(Assessment).values(cooldown_minutes=0))
            db.session.commit()
        run = Player(signed_in(quiz.officer), quiz.module)
        seen.append(list(walk(run, choice)))
        run.hand_in()
    assert len(seen[0]) > 8
    assert seen[0] == seen[1] == seen[2]


def walk(run: Player, choice: str) -> Any:
    """Everything sent to the browser on the way to the end, without what differs in every run."""
    while (page := run.look()).status_code == 200:
        yield same(page, run)
        form = _form(page.text, {"choice": choice})
        yield same(run.client.post(f"{run.url}/mark", data=form, headers={"HX-Request-Type": "partial"}), run)
        answer = run.send(form)
        yield same(answer, run)
        yield same(run.client.get(answer.location), run)
    yield same(run.client.get(f"{run.url}/submission"), run)


def same(response: Any, run: Player) -> tuple[int, str, str]:
    kept = {name for name, _value in response.headers} - {"Set-Cookie", "Content-Length", "Date"}
    text = response.text.replace(run.url, "/attempts/RUN")
    for pattern in (
        r'(csrf_token" value|request_key" value|data-token|data-countdown)="[^"]*"',
        r"data-countdown-text>[^<]*",
        r"[Tt]ersimpan \d\d\.\d\d",
    ):
        text = re.sub(pattern, "", text)
    return response.status_code, " ".join(sorted(kept)), text


def test_static_files_hold_no_story(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    with app.app_context():
        sources = db.session.scalars(sa.select(ScenarioVersion.source)).all()
    feedback = {line.strip() for text in sources for line in re.findall(r"feedback: (.{30,})", text)}
    files = [
        path.read_text("utf-8", "ignore")
        for path in folder.rglob("*")
        if path.suffix in {".js", ".css", ".svg", ".json"}
    ]
    assert feedback and not [line for line in feedback for text in files if line in text]


def test_what_a_trainer_may_read_does_not_exist_for_an_officer(
    app: Flask, signed_in: Any, office: Quiz
) -> None:
    """Every page that shows scenarios, their key or their figures."""
    client = signed_in(office.officer)
    with app.app_context():
        version = db.session.scalars(
            sa.select(ScenarioVersion).where(ScenarioVersion.title == "knr-satu")
        ).one()
        values = {"ref": version.scenario.ref, "number": version.number, "key": "x"}
    tried = 0
    for rule in app.url_map.iter_rules():
        guard = app.view_functions[rule.endpoint].guard
        if guard == "public" or Role.OFFICER in PERMISSIONS[guard].roles or "GET" not in rule.methods:
            continue
        if rule.arguments <= set(values):
            with app.test_request_context():
                url = app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            assert client.get(url).status_code == 404, url
            tried += 1
    assert tried > 25
