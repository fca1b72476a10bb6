"""XML of strangers: read with its lines, and refused with a clear word where it is broken or dangerous."""

from __future__ import annotations

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.readers.source import open_source
from csr_lint.readers.xmltext import attribute, line_of, local, parse_xml, root_name

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>'


def test_elements_know_their_lines_names_and_attributes() -> None:
    text = (
        '\n<?xml version="1.0" encoding="UTF-16"?>\n<a xmlns:m="urn:m">\n<!-- no -->\n<m:b m:who="v">é&amp;</m:b></a>'
    )
    root = parse_xml(open_source("a.xml", text.encode()))
    (child,) = root
    assert (local(child.tag), child.text, line_of(child)) == ("b", "é&", 5)
    assert (attribute(child, "who"), attribute(child, "line in the file")) == ("v", None)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        pytest.param("<a>\n<b>one</b>\n<b>tw", "ends too early", 3, id="cut-in-text"),
        pytest.param("<a>\n<b>one</b>\n<b wh", "ends too early", 3, id="cut-in-a-tag"),
        pytest.param("<a>\n<b></a>", "not well-formed XML (mismatched tag)", 2, id="mismatched"),
        pytest.param("<a>\n&nbsp;</a>", "not well-formed XML (undefined entity", 2, id="unknown-entity"),
        pytest.param(f"{LAUGHS}\n<a>&c;</a>", "<!DOCTYPE", 1, id="entities"),
        pytest.param('<!DOCTYPE a SYSTEM "file:///etc/hostname">\n<a/>', "<!DOCTYPE", 1, id="external"),
        pytest.param("<a>" * 500, "nested more than 200 deep", 1, id="deep"),
        pytest.param("hello", "not well-formed XML", 1, id="no-xml"),
    ],
)
def test_what_is_refused(text: str, message: str, line: int) -> None:
    with pytest.raises(TranscriptError) as caught:
        parse_xml(open_source("a.xml", text.encode()))
    assert message in caught.value.message
    assert (caught.value.place, caught.value.code) == (f"a.xml:{line}", "bad-xml")


def test_too_many_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csr_lint.readers.xmltext.MOST_ELEMENTS", 9)
    with pytest.raises(TranscriptError, match="more than 9 elements"):
        parse_xml(open_source("a.xml", b"<a>" + b"<b/>" * 10 + b"</a>"))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<tt>", "tt"),
        ('<?xml version="1.0"?>\n<!-- a <b> -->\n<tt:tt xmlns:tt="x">', "tt"),
        ('<!DOCTYPE html>\n<html lang="en">', "html"),
        ("<!---->" * 8000, None),
        ("<v Jane> hello", "v"),
        ("Agent: <b>hi</b>", None),
    ],
)
def test_the_roots_name(head: str, name: str | None) -> None:
    assert root_name(head) == name
