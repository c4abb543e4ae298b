"""What a first visit and each later page bring over the line, as the browser counts it."""

import re

import pytest

from tests.certifications.office import complete, person_of
from training.core.clock import now

from .walking import follow

FIRST, LATER = 60 * 1024, 12 * 1024

OFFICER_PAGES = (
    "/",
    "/codes",
    "/codes/dinsos-banten-2024/versions/1",
    "/certificates",
    "/account",
    "MODULE",
    "MODULE/steps/1",
    "MODULE/quiz",
)


def bytes_of(page, path):
    """Compressed bytes of a page and everything it loads; nothing from the browser's store."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    client.detach()
    return sum(sizes)


@pytest.fixture
def module(visit, cast):
    page = visit(cast.sari)
    page.goto("/")
    follow(page, page.locator(".next-step .btn-primary"))
    return re.sub(r".*(/modules/[a-z0-9]+).*", r"\1", page.url)


@pytest.mark.parametrize("path", OFFICER_PAGES)
def test_a_first_visit_is_light(visit, cast, site, module, path):
    signed_in = visit(cast.sari).context
    empty_store = signed_in.browser.new_context(base_url=site, storage_state=signed_in.storage_state())
    weight = bytes_of(empty_store.new_page(), path.replace("MODULE", module))
    empty_store.close()
    assert 3 * 1024 < weight <= FIRST, f"{path}: {weight / 1024:.1f} KiB"


def test_later_pages_are_lighter(visit, cast, module, app):
    with app.app_context():
        certificate = complete(person_of(cast.joko), now()).certificate.ref
    page = visit(cast.joko)
    page.goto("/", wait_until="networkidle")
    heavy = {}
    for path in (*OFFICER_PAGES, f"/certificates/{certificate}"):
        weight = bytes_of(page, path.replace("MODULE", module))
        if weight > LATER:
            heavy[path] = f"{weight / 1024:.1f} KiB"
    assert not heavy
