"""Readers: files to calls, one file per format, found by walking this folder.

A module of this folder that has these four names is a reader; adding a format is adding one such file:

    NAME: str                      the format's name, as in `--input-format NAME`
    ORDER: int                     readers are asked in this order, the surest signs first:
                                   0-99 a signature on the first line, 100-299 JSON by its keys, 300-499 captions and
                                   other marked-up text, 500-699 columns, 900 labelled text (the last resort)
    sniff(source) -> str | None    what speaks for this format ("line 1 is WEBVTT"), or None; reads little:
                                   `source.head`, or `source.json` where that is not None
    read(source) -> Iterator       yields each Call as soon as it is read; what is wrong with one record only is yielded
                                   as a TranscriptError, so that the others go on; a fault of the whole file is raised
    ABOUT: about.About             its line in the table of formats (docs/formats.md, made by docs/make_formats.py)
    BY_LINE: bool                  (may be left out) it reads nothing but `records(source)`, so that a big file of a
                                   record a line need never be in memory as a whole
    BY_ROW: bool                   (may be left out) it reads nothing but `head` and `text_lines` of a big file

JSON that is told by its keys has a folder of its own, `keyed`, whose readers no other file needs.

The rest are the pieces that readers are made of: `decode` (bytes to text), `source` (the file), `lines` and `stored`
(big ones), `jsontext`, `times`, `labels` and `dialogue` (labelled lines), `captions`, `assemble` (pieces of talk to a
Call, with notes on what is odd).
"""
