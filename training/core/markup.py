"""Markdown to safe HTML. The text is data: only a short list of elements survives."""

import nh3
from markdown import Markdown
from markupsafe import Markup

ELEMENTS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "code"}
# Links, images and HTML are no part of our Markdown, and looking for them takes quadratic time.
FOREIGN = (
    *("link", "image_link", "reference", "image_reference", "short_reference", "short_image_ref"),
    *("autolink", "automail", "html"),
)


def render_markdown(text: str) -> Markup:
    """HTML of lesson or story text: paragraphs, emphasis, lists, quotes and small headings; nothing else.

    Links, images and HTML stay the text they are.
    """
    reader = Markdown(output_format="html")
    for name in FOREIGN:
        reader.inlinePatterns.deregister(name)
    reader.preprocessors.deregister("html_block")
    reader.parser.blockprocessors.deregister("reference")
    return Markup(nh3.clean(reader.convert(text), tags=ELEMENTS, attributes={}, link_rel=None))  # noqa: S704 - cleaned here
