"""Word documents: tables of turns, labelled paragraphs, Teams' captions; changes, text boxes, damage."""

from __future__ import annotations

import io
import zipfile

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def para(*runs):
    return f"<w:p>{''.join(run(r) if not r.startswith('<') else r for r in runs)}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def row(*cells):
    return "<w:tr>" + "".join(c if c.startswith("<") else cell(c) for c in cells) + "</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def document(*blocks):
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>'
    return packed(head + "".join(blocks) + "</w:body></w:document>")


def packed(xml):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def told(call):
    return [(s.label, s.text) for s in call.segments]


BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
LABELLED = (para("Call ID: 17"), para(""), para("Agent: good ", "morning"), para("Customer: hi, my bill"))
TURNS = [("0:00:01.62", "4.2s", "Agent", "", "Hello there"), ("0:00:06", "1.0s", "Customer", "", "Hi")]
HEADING = ("Start", "Dur.", "Speaker", "", "Transcription")
SENTIMENT = table(row("Speaker", "Sentiment"), row("Agent", "2.4"), row("Customer", "1"), row("All", "2"))


def test_the_table_of_turns_is_found_among_others(one):
    call = one(document(para("Call ID: 17"), SENTIMENT, table(row(*HEADING), *(row(*turn) for turn in TURNS))))
    assert (call.format, call.id) == ("docx", "17")
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("Agent", "Hello there", 1620, 5820),
        ("Customer", "Hi", 6000, 7000),
    ]
    assert [note.code for note in call.notes] == ["lines-skipped"]
    assert "1 other tables" in call.notes[0].message


def test_several_tables_with_the_same_heading_are_several_calls(read):
    found = read(document(*[table(row(*HEADING), row(*TURNS[0]), row(*TURNS[1]))] * 2))
    assert [(call.id, len(call.segments)) for call in found] == [("call", 2), ("call-2", 2)]


def test_merged_cells_of_a_speaker_hold_for_all_rows(one):
    merged = row(cell("", "<w:vMerge/>"), "and welcome")
    first = row(cell("Agent", '<w:vMerge w:val="restart"/>'), "hello there")
    call = one(document(table(row("Speaker", "Text"), first, merged, row("Customer", "hi"))))
    assert told(call) == [("Agent", "hello there"), ("Agent", "and welcome"), ("Customer", "hi")]


def test_labelled_paragraphs(one):
    call = one(document(*LABELLED))
    assert (call.format, call.id) == ("docx", "17")
    assert told(call) == [("Agent", "good morning"), ("Customer", "hi, my bill")]
    assert [s.line for s in call.segments] == [3, 4]


def test_a_table_without_a_heading_is_labelled_lines(one):
    call = one(document(table(row("Agent", "good morning"), row("Customer", "hi there"), row("Agent", "bye"))))
    assert told(call) == [("Agent", "good morning"), ("Customer", "hi there"), ("Agent", "bye")]


def test_captions_of_teams(one):
    cues = [("0:0:2.90 --&gt; 0:0:4.480", "Ann Doe", "Good morning"), ("0:0:4.610 --&gt; 0:0:6.500", "Bob Roe", "Hi")]
    cues.append(("0:0:6.90 --&gt; 0:0:9.500", "Ann Doe", "How can I help?"))
    call = one(document(*(para(time, BREAK, name, BREAK, text) for time, name, text in cues)))
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("Ann Doe", "Good morning", 2090, 4480),
        ("Bob Roe", "Hi", 4610, 6500),
        ("Ann Doe", "How can I help?", 6090, 9500),
    ]


def test_changes_are_taken_as_accepted(one):
    gone = '<w:del w:id="1"><w:r><w:delText>never</w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{run('elsewhere')}</w:moveFrom>"
    call = one(document(*LABELLED[2:], para("Agent: of ", gone, f"<w:ins>{run('course')}</w:ins>", moved)))
    assert call.segments[-1].text == "of course"


def test_tabs_fields_and_content_controls(one):
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{para('Customer', TAB, 'hi there')}</w:sdtContent></w:sdt>"
    assert told(one(document(para("Agent", TAB, "good morning", field), control))) == [
        ("Agent", "good morning"),
        ("Customer", "hi there"),
    ]


def test_text_boxes_are_read_once(one):
    box = f"<w:txbxContent>{para('Customer: hi, my bill')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    call = one(document(para("Agent: good morning", f"<w:r>{both}</w:r>"), para("Agent: how can I help?")))
    assert [label for label, _ in told(call)] == ["Agent", "Customer", "Agent"]


WHOLE = document(*LABELLED)


def locked(data):
    """The archive with the flag that its parts need a password."""
    found = bytearray(data)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            found[at + flags] |= 1
            at = data.find(sign, at + 1)
    return bytes(found)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(WHOLE[: len(WHOLE) // 2], "is it cut?", id="cut"),
        pytest.param(locked(WHOLE), "unpacked", id="locked"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(64), "password", id="encrypted"),
        pytest.param(packed("<w:document>"), "XML", id="broken XML"),
        pytest.param(document(para("Minutes of the meeting."), para("All went well.")), "no transcript", id="prose"),
        pytest.param(document(), "no transcript", id="empty"),
        pytest.param(document(table(row(*HEADING), row("0:01", "1s", "Agent", "", ""))), "has a text", id="no text"),
    ],
)
def test_what_cannot_be_read_is_told(fault, data, words):
    assert words in fault(data).message


def test_a_bomb_is_not_unpacked(fault):
    assert fault(packed("<w:document>" + " " * (65 << 20))).code == "too-large"


def test_no_word_document_at_all(fault):
    assert "word/document.xml" in fault("Agent: hello there", input_format="docx").message
