"""Bytes to text: what is read, what is guessed with a note, what is refused by its name."""

from __future__ import annotations

import codecs

import pytest

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.readers.source import open_source
from csr_lint.reading import Reading

TALK = "Agent: Guten Tag, schön!\nCustomer: Hello — “fine”.\n"


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        pytest.param(TALK.encode(), 0, id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TALK.encode(), 0, id="utf-8-bom"),
        pytest.param(TALK.encode("utf-16"), 0, id="utf-16-bom"),
        pytest.param(codecs.BOM_UTF16_BE + TALK.encode("utf-16-be"), 0, id="utf-16-be-bom"),
        pytest.param(codecs.BOM_UTF32_LE + TALK.encode("utf-32-le"), 0, id="utf-32-bom"),
        pytest.param(TALK.encode("utf-16-le"), 1, id="utf-16-le-without-bom"),
        pytest.param(TALK.encode("utf-16-be"), 1, id="utf-16-be-without-bom"),
        pytest.param(TALK.encode("cp1252"), 1, id="windows-1252"),
    ],
)
def test_text_is_read_whatever_its_encoding(data: bytes, notes: int) -> None:
    source = open_source("a.txt", data)
    assert source.text == TALK
    assert [n.code for n in source.notes] == ["encoding-guessed"] * notes


def test_damaged_utf8_keeps_its_good_letters() -> None:
    source = open_source("a.txt", "Agent: schöne grüße aus köln\n".encode() + b"\xe2\x80")
    assert source.text.startswith("Agent: schöne grüße aus köln")
    assert "replaced" in source.notes[0].message


def test_line_ends_of_all_kinds_and_line_numbers_as_an_editor_counts() -> None:
    source = open_source("a.txt", "one\r\ntwo\rthree\nfour\u2028still four\ffour\n".encode())
    assert [(line.number, line.text) for line in source.lines] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (4, "four"),
        (4, "still four"),
        (4, "four"),
        (5, ""),
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "pdftotext", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "PNG", id="png"),
        pytest.param(b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio", id="wav"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP", id="webp"),
        pytest.param(b"\x00\x00\x00\x18ftypmp42", "MP4", id="mp4"),
        pytest.param(b"{\\rtf1\\ansi hello}", "RTF", id="rtf"),
        pytest.param(b"ab\x00\x01\x02\x03cd\x00\x00" * 50, "binary data", id="nul-bytes"),
        pytest.param(b"\x01\x02\x03\xff\xfe\x80\x04abc" * 50, "binary data", id="control-bytes"),
        pytest.param(b"a\x00" * 100 + b"\x00\xd8" * 50, "binary data", id="utf-16-that-is-none"),
    ],
)
def test_binary_files_are_refused_by_their_name(data: bytes, word: str) -> None:
    with pytest.raises(NotATranscriptError, match=word) as caught:
        open_source("x.bin", data)
    assert (caught.value.place, caught.value.code) == ("x.bin", "binary")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t\r\n", "empty", id="blank"),
        pytest.param(codecs.BOM_UTF8, "empty", id="only-a-bom"),
        pytest.param("Агент: здравствуйте\nКлиент: привет\n".encode("cp1251"), "encoding", id="cyrillic-code-page"),
        pytest.param(
            "客服：你好，请问有什么可以帮您\n客户：我的订单\n".encode("gb2312"), "encoding", id="chinese-code-page"
        ),
        pytest.param(codecs.BOM_UTF16_LE + b"abc", "encoding", id="cut-utf-16"),
    ],
)
def test_text_that_must_not_be_guessed(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        open_source("x.txt", data)
    assert not isinstance(caught.value, NotATranscriptError)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        pytest.param("windows-1251", '<?xml version="1.0" encoding="windows-1251"?>', id="xml"),
        pytest.param("shift_jis", '<html>\n<head><meta charset="shift_jis"></head>', id="html"),
    ],
)
def test_markup_says_how_it_is_written(encoding: str, head: str) -> None:
    source = open_source("a.xml", f"{head}<p>Привет</p>".encode(encoding))
    assert ("Привет" in source.text, source.notes) == (True, ())


@pytest.mark.parametrize("declared", ["zlib", "nonsense", "ascii"])
def test_a_wrong_declaration_is_passed_over(declared: str) -> None:
    source = open_source("a.xml", f'<?xml version="1.0" encoding="{declared}"?><p>schön</p>'.encode("cp1252"))
    assert "schön" in source.text
    assert [n.code for n in source.notes] == ["encoding-guessed"]


def test_another_alphabets_code_page_is_read_when_it_is_named() -> None:
    data = "1\n00:00:01,000 --> 00:00:02,000\n你好，请问有什么可以帮您\n".encode("gb2312")
    with pytest.raises(TranscriptError, match="--encoding gb18030"):
        open_source("a.srt", data)
    assert "请问" in open_source("a.srt", data, Reading(encoding="gb2312")).text


def test_standard_input_has_a_name_for_its_calls() -> None:
    assert open_source("-", b"x").stem == "stdin"
    assert open_source("dir/a.b.txt", b"x").stem == "a.b"
