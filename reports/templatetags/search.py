"""The words looked for, marked where they stand."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(text, words: str) -> SafeString:
    """The text with each of the words in a ``<mark>``; every piece is escaped by itself."""
    text, wanted = str(text), sorted(words.split(), key=len, reverse=True)
    if not wanted:
        return format_html("{}", text)
    pieces = re.split(f"({'|'.join(map(re.escape, wanted))})", text, flags=re.IGNORECASE)
    looks = ("{}", "<mark>{}</mark>")
    return format_html_join(
        "", "{}", ((format_html(looks[place % 2], piece),) for place, piece in enumerate(pieces))
    )
