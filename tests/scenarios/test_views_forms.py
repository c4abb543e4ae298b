"""The trainer at the forms of the editor: the outline, a scene, its clauses, the rehearsal."""

import re
from html import unescape

import html5lib
import pytest

from training.scenarios import plain

from .office import scenario_row, text, versions

X = "{http://www.w3.org/1999/xhtml}"


def fields(html, form="scene"):
    """What a browser would send of a form, without a button: lists by name."""
    tree = html5lib.parse(html)
    found = next(e for e in tree.iter(f"{X}form") if e.get("id") == form)
    sent = {}
    for e in found.iter():
        name, kind = e.get("name"), e.get("type")
        if not name or e.tag == f"{X}button" or (kind in ("radio", "checkbox") and e.get("checked") is None):
            continue
        if e.tag == f"{X}select":
            chosen = [o for o in e.iter(f"{X}option") if o.get("selected") is not None] or list(
                e.iter(f"{X}option")
            )
            value = chosen[0].get("value", chosen[0].text)
        elif e.tag == f"{X}textarea":
            value = e.text or ""
        else:
            value = e.get("value") or ""
        sent.setdefault(name, []).append(value)
    return sent


class Tab:
    """One open form: what it showed when it was opened, and its buttons."""

    def __init__(self, client, url, form="scene"):
        self.client, self.url, self.form = client, url, form
        self.open(url)

    def open(self, url):
        answer = self.client.get(url)
        while answer.status_code in (302, 303):
            url = answer.location
            answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        self.page, self.url = answer.text, url.split("?")[0]
        self.form = (
            "outline" if self.url.endswith("/draft") else "cite" if self.url.endswith("/clauses") else "scene"
        )
        self.sent = fields(self.page, self.form)
        return self

    def post(self, do="save", headers=None, **changes):
        data = self.sent | {name.replace("__", "-"): value for name, value in changes.items()} | {"do": do}
        return self.client.post(
            self.url, data={k: v for k, v in data.items() if v is not None}, headers=headers
        )

    def press(self, do="save", **changes):
        answer = self.post(do, **changes)
        assert answer.status_code == 303, answer.status_code
        return self.open(answer.location)

    def autosave(self, **changes):
        return self.post(headers={"HX-Request": "true", "HX-Request-Type": "partial"}, **changes)


@pytest.fixture
def trainer(office, signed_in):
    return signed_in(office.trainer)


@pytest.fixture
def scene(trainer, office):
    return lambda key="amplop": Tab(trainer, f"/scenarios/{office.ref}/draft/nodes/{key}")


@pytest.fixture
def outline(trainer, office):
    return lambda: Tab(trainer, f"/scenarios/{office.ref}/draft", "outline")


@pytest.fixture
def draft(app, office):
    """The draft as plain values, as it is in the database."""

    def read(ref=office.ref):
        with app.app_context():
            return plain.read(scenario_row(ref).current.source)

    return read


def test_a_form_that_is_sent_back_as_it_came_changes_nothing(scene, outline, office, app):
    for tab in (scene(), scene("akhir-1"), outline()):
        assert tab.post().status_code == 303
        assert tab.autosave().status_code == 200
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]
        assert scenario_row(office.ref).current.source == text()
