"""The conscience of the house: a test client that looks at every response of every test."""

import gzip
import re
from collections import Counter
from typing import Any

import html5lib
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from training.core.db import db

from .cast import Member

PAGE_STATEMENTS = 10
ANSWER_STATEMENTS = 8
PAGE_BYTES = 12 * 1024
UNCOUNTED = (
    *("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA"),
    # That somebody looked is noted after the page is made, and is no part of it.
    "INSERT INTO RECORD_LOOK",
)
QUIET_INPUTS = {"hidden", "submit", "button", "reset"}
XHTML = "{http://www.w3.org/1999/xhtml}"


class Watch:
    """What one request did to the database: its statements, and writes that nobody committed."""

    def __init__(self, app: Flask) -> None:
        self.statements: list[str] = []
        self.unsaved: list[str] = []
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._count)
        event.listen(db.session.session_factory, "after_flush", self._wrote)
        event.listen(db.session.session_factory, "do_orm_execute", self._executed)
        event.listen(db.session.session_factory, "after_commit", self._settled)
        event.listen(db.session.session_factory, "after_rollback", self._settled)
        app.teardown_request(self._look)

    def start(self) -> None:
        self.statements, self.unsaved = [], []

    def _count(self, _c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(UNCOUNTED):
            self.statements.append(statement)

    def _wrote(self, session: Any, _context: Any) -> None:
        session.info["written"] = True

    def _executed(self, state: Any) -> None:
        if state.is_insert or state.is_update or state.is_delete:
            state.session.info["written"] = True

    def _settled(self, session: Any) -> None:
        session.info.pop("written", None)

    def _look(self, _error: BaseException | None) -> None:
        session = db.session()
        if session.new or session.dirty or session.deleted or session.info.pop("written", False):
            self.unsaved.append(f"new={list(session.new)} dirty={list(session.dirty)}")


class CheckingClient(FlaskClient):
    """A client that fails on what a reviewer would send back: broken HTML, unlabelled fields, unsaved rows,
    too many statements, too many bytes, missing protection."""

    watch: Watch

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.watch.start()
        response = super().open(*args, **kwargs)
        check_response(response, self.watch)
        return response

    def sign_in(self, member: Member, *, password: str | None = None) -> "CheckingClient":
        """Sign in through the real page."""
        answer = self.post_form(
            "/sign-in", {"identifier": member.email, "password": password or member.password}, page="/sign-in"
        )
        assert answer.status_code == 303, answer.text
        return self

    def post_form(
        self, url: str, data: dict[str, Any] | None = None, *, page: str | None = None, **kwargs: Any
    ) -> TestResponse:
        """POST as a browser does: with the CSRF token of the page the form stands on."""
        token = csrf_token(self.get(page).text) if page else self.token()
        return self.post(url, data={"csrf_token": token, **(data or {})}, **kwargs)

    def token(self) -> str:
        return csrf_token(self.get("/account").text)


def csrf_token(html: str) -> str:
    """The first CSRF token on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found, "the page has no form"
    return found[1]


def check_response(response: TestResponse, watch: Watch) -> None:
    where = f"{response.request.method} {response.request.path} -> {response.status_code}"
    assert response.status_code < 500 or response.status_code == 503, where
    assert not watch.unsaved, f"{where}: written but not committed: {watch.unsaved}"
    _check_headers(response, where)
    _check_statements(response, watch, where)
    if response.mimetype == "text/html" and response.data:
        _check_html(response, where)


def _check_headers(response: TestResponse, where: str) -> None:
    if response.request.path.startswith("/static/"):
        return
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy, where
    assert response.headers["X-Content-Type-Options"] == "nosniff", where
    assert "Referrer-Policy" in response.headers, where


def _check_statements(response: TestResponse, watch: Watch, where: str) -> None:
    """A page shown and an answer saved keep their budgets; what ends a run or redirects is neither."""
    request = response.request
    shown = request.method == "GET" and response.status_code == 200
    answered = request.path.endswith("/responses") and "/responses/" in (response.location or "")
    marked = request.method == "POST" and request.path.endswith(("/mark", "/absences"))
    saved = answered or (marked and not (response.location or "").endswith("/debrief"))
    limit = PAGE_STATEMENTS if shown else ANSWER_STATEMENTS if saved else None
    if limit is not None and len(watch.statements) > limit:
        listed = "\n".join(watch.statements)
        raise AssertionError(f"{where}: {len(watch.statements)} statements, {limit} allowed:\n{listed}")


def _check_html(response: TestResponse, where: str) -> None:
    page = response.text.lstrip().lower().startswith("<!doctype")
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=True)
    tree = parser.parse(response.text) if page else parser.parseFragment(response.text)
    faults = [f"{place}: {name} {details}" for place, name, details in parser.errors]
    assert not faults, f"{where}: invalid HTML {faults[:5]}"
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    _check_ids(elements, where)
    _check_labels(elements, where)
    _check_inline(elements, where)
    _check_forms(elements, where)
    if page:
        _check_page(elements, response, where)


def _check_page(elements: list[Any], response: TestResponse, where: str) -> None:
    titles = [e for e in elements if e.tag == f"{XHTML}title"]
    headings = [e for e in elements if e.tag == f"{XHTML}h1"]
    assert len(titles) == 1 and (titles[0].text or "").strip(" ·\n") not in {"", "Adab"}, f"{where}: title"
    assert len(headings) == 1 and "".join(headings[0].itertext()).strip(), (
        f"{where}: one h1, got {len(headings)}"
    )
    assert next(e for e in elements if e.tag == f"{XHTML}html").get("lang") in {"id", "en"}, f"{where}: lang"
    weight = len(gzip.compress(response.data, 6))
    assert weight <= PAGE_BYTES, f"{where}: {weight} bytes compressed, {PAGE_BYTES} allowed"


def _check_ids(elements: list[Any], where: str) -> None:
    ids = Counter(e.get("id") for e in elements if e.get("id"))
    assert not (twice := [name for name, count in ids.items() if count > 1]), f"{where}: repeated ids {twice}"
    for element in elements:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{where}: {name}={target!r} points nowhere"


def _check_labels(elements: list[Any], where: str) -> None:
    named = {e.get("for") for e in elements if e.tag == f"{XHTML}label"}
    wrapped = {id(i) for e in elements if e.tag == f"{XHTML}label" for i in e.iter()}
    for field in elements:
        if (
            field.tag not in {f"{XHTML}input", f"{XHTML}select", f"{XHTML}textarea"}
            or field.get("type") in QUIET_INPUTS
        ):
            continue
        labelled = field.get("aria-label") or field.get("aria-labelledby") or id(field) in wrapped
        assert labelled or field.get("id") in named, f"{where}: field {field.get('name')} has no label"


def _check_inline(elements: list[Any], where: str) -> None:
    for element in elements:
        for name, value in element.items():
            name = str(name)
            assert name != "style" and not name.startswith(("on", "hx-on")), f"{where}: inline {name}"
            assert not (name == "hx-trigger" and "[" in value), f"{where}: hx-trigger filter needs eval"
            assert not value.strip().lower().startswith(("javascript:", "js:")), f"{where}: script in {name}"
        if element.tag == f"{XHTML}script":
            assert element.get("src") and not (element.text or "").strip(), f"{where}: inline script"
        assert element.tag != f"{XHTML}style", f"{where}: inline style element"


def _check_forms(elements: list[Any], where: str) -> None:
    for form in elements:
        if form.tag == f"{XHTML}form" and (form.get("method") or "get").lower() == "post":
            fields = [e.get("name") for e in form.iter() if e.tag == f"{XHTML}input"]
            assert "csrf_token" in fields, f"{where}: form to {form.get('action')} has no CSRF token"


def people_by_email(emails: list[str]) -> dict[str, Any]:
    """Person rows of the cast by e-mail; call inside an application context."""
    from training.people.models import Person

    rows = db.session.scalars(sa.select(Person).where(Person.email.in_(emails)))
    return {row.email: row for row in rows}
