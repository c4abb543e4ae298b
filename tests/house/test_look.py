"""Templates keep to what the content security policy and htmx 4 allow; icons asked for exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / "icons.svg").read_text()))
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "an event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "hx-on, which needs eval": r"\shx-on\b",
    "a javascript value, which needs eval": r"=\s*[\"']\s*(js|javascript):",
    "a trigger filter, which needs eval": r"hx-trigger=\"[^\"]*\[[^\"]*\"",
    "a data address": r"(src|href)\s*=\s*[\"']data:",
    "a hidden_tag, whose id repeats": r"hidden_tag\(\)",
    "an attribute htmx 4 has renamed": r"\shx-(disabled-elt|ext|disinherit|prompt|params|request)\b",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES])
def test_a_template_holds_nothing_the_policy_blocks(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES])
def test_every_icon_a_template_names_is_in_the_sprite(path):
    named = set(re.findall(r"\bicon\(\"([a-z0-9-]+)\"[,)]", path.read_text()))
    assert named <= ICONS


def test_styles_and_scripts_fetch_nothing_and_embed_nothing():
    for path in [
        *(ROOT / "static" / "css").glob("*.css"),
        ROOT / "static" / "vendor" / "bootstrap-subset.min.css",
    ]:
        assert not re.search(r"url\(|@import", path.read_text()), path.name
    assert not re.search(r"\beval\(|new Function|innerHTML", (ROOT / "static" / "adab.js").read_text())
