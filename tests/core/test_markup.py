"""Markdown: a few elements, and everything else stays the text it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.markup import render_markdown


def test_what_our_markdown_knows():
    html = render_markdown("### Artinya\n\nSatu **tebal** dan *miring*.\n\n- a\n- b\n\n> kutip")
    assert html == (
        "<h3>Artinya</h3>\n<p>Satu <strong>tebal</strong> dan <em>miring</em>.</p>\n"
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<blockquote>\n<p>kutip</p>\n</blockquote>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://jahat.contoh/x.png)",
        "<https://jahat.contoh>",
        "[x][1]\n\n[1]: https://jahat.contoh",
        "a <b onclick=x>tebal</b>",
        "<!-- diam -->",
    ],
)
def test_what_it_does_not_know_stays_text(text):
    html = render_markdown(text)
    for made in ("<script", "<img", "<a", "<b", "href", "<!--"):
        assert made not in html.replace("<blockquote", "")
    assert text.split()[0].strip("<").split(">")[0][:3] in html


@given(st.text(alphabet="[]()!<>*_`&#\\ a\n>-1.:", max_size=400))
def test_no_text_makes_another_element(text):
    html = render_markdown(text)
    known = ("p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "code")
    for part in html.split("<")[1:]:
        assert part.split(">")[0].strip("/") in known


def test_a_page_of_brackets_is_read_like_any_other():
    """Fifty seconds for one page of these would hold up everybody; the limit of a draft is ten times as long."""
    for sign in ("[", "![", "[a](", "<a ", "<"):
        assert render_markdown(sign * 4000).count(sign.strip().replace("<", "&lt;")) >= 4000
