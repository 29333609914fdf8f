"""Whether a page speaks Chinese: what a person would read of it in another tongue."""

import re

from playwright.sync_api import Page

ALLOWED = {
    "english",
    "excel",
    "csv",
    "pdf",
    "xlsx",
    "xls",
    "jpg",
    "jpeg",
    "png",
    "word",
    "docx",
    "powerpoint",
}
"""The switch to English, and the kinds of files, which have no other name."""

TOKEN = re.compile(r"[A-Za-z0-9_@.:/-]+")
LATIN = re.compile(r"[A-Za-z]{3,}")

SAID = """() => {
  const spoken = [document.body.innerText, document.title];
  for (const node of document.querySelectorAll("[placeholder],[aria-label],[title],[alt]")) {
    for (const name of ["placeholder", "aria-label", "title", "alt"]) {
      spoken.push(node.getAttribute(name) || "");
    }
  }
  return spoken.join("\\n");
}"""


def foreign_words_of(page: Page) -> list[str]:
    """Latin words of three letters and more; numbers, codes and addresses hold digits or signs."""
    found = set()
    for token in TOKEN.findall(page.evaluate(SAID)):
        if any(char.isdigit() for char in token) or "/" in token or "@" in token:
            continue
        found |= {word for word in LATIN.findall(token) if word.lower() not in ALLOWED}
    return sorted(found)
