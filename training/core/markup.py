"""Markdown to safe HTML. The text is data: only a short list of elements survives."""

import nh3
from markdown import Markdown
from markupsafe import Markup

ELEMENTS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "code"}


def render_markdown(text: str) -> Markup:
    """HTML of lesson or story text: paragraphs, emphasis, lists, quotes and small headings; nothing else."""
    html = Markdown(output_format="html").convert(text)
    return Markup(nh3.clean(html, tags=ELEMENTS, attributes={}, link_rel=None))  # noqa: S704 - cleaned here
