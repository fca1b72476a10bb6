"""What the table of formats tells of a format."""

from __future__ import annotations

import msgspec


class About(msgspec.Struct, frozen=True, kw_only=True):
    """A reader's lines in docs/formats.md, each a few words.

    `title`: what people call it, with the other format names that its calls may bear in backticks; `recognised`: by
    what in the file; `times` and `roles`: what of them the file tells; `verified`: on which real files (empty: on none,
    it was written from documentation); `group`: under which heading it stands.
    """

    title: str
    group: str
    recognised: str
    times: str
    roles: str
    verified: str = ""
