"""What every paper that is printed as PDF shares: the font, and words as they are.

STSong-Light is one of the fonts every PDF reader brings or replaces, so none is needed here and
none is shipped (ADR 0002).
"""

from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph

FONT = "STSong-Light"

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

TEXT = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=19, wordWrap="CJK")


def as_paragraph(words, style: ParagraphStyle = TEXT) -> Paragraph:
    """Words as they are: nothing that somebody typed is read as markup.

    The font's table of characters lacks the middle dot of names; its double is there.
    """
    plain = escape(str(words), quote=False).replace("·", "・")
    return Paragraph(plain.replace("\n", "<br/>"), style)
