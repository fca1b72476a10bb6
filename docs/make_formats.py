"""Writes docs/formats.md, the table of formats, from the readers themselves: `python docs/make_formats.py`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from csr_lint.readers.finding import readers

PAGE = Path(__file__).parent / "formats.md"
GROUPS = (
    "csr-lint's own",
    "Recognisers",
    "Cloud recognisers",
    "Contact centres",
    "Voice agents",
    "Captions",
    "Text",
    "Tables and documents",
    "Training and research data",
    "Anything else",
)
HEAD = """# What csr-lint reads

Made from the readers by `python docs/make_formats.py`. A format is found by what is in the file, never by its name; the
readers are asked in the order of the last column. *unverified*: written from documentation and from how such files are
known to look, no real file was at hand; tell us if yours is not read.

`csr-lint sniff FILE` shows what a file is taken for and what had to be guessed. gzip is unpacked, and the files of a
zip archive are read one by one. `--input-format NAME` skips the search.
"""


def page() -> str:
    """The page as it must be."""
    told = [reader for reader in readers() if reader.about is not None]
    told.sort(key=lambda r: (GROUPS.index(r.about.group), r.about.title.lower()))
    parts = [HEAD.rstrip()]
    for group, found in groupby(told, key=lambda r: r.about.group):
        parts.append(f"\n## {group}\n\n| format | name | recognised by | times | sides | verified on | order |")
        parts.append("|---|---|---|---|---|---|---|")
        for reader in found:
            about = reader.about
            cells = (
                about.title,
                f"`{reader.name}`",
                about.recognised,
                about.times,
                about.roles,
                about.verified or "*unverified*",
            )
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in (*cells, str(reader.order))) + " |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
