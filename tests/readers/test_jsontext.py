"""JSON as it comes: layouts, NaN, faults with their place."""

from __future__ import annotations

import pytest

from csr_lint.readers.jsontext import JsonFault, JsonText, loads, look, stream


@pytest.mark.parametrize(
    ("data", "layout"),
    [
        pytest.param(b'{"a": 1}', "whole", id="object"),
        pytest.param(b' \n[{"a": 1}, {"a": 2}]', "whole", id="list"),
        pytest.param(b'{\n  "a": 1\n}\n', "whole", id="pretty"),
        pytest.param(b'{"a": 1}\n{"a": 2}\n', "lines", id="lines"),
        pytest.param(b'{"a": 1}\n\n{"a":\n', "lines", id="lines-with-a-half-one"),
        pytest.param(b'{"a": 1\n{"a": 2}\n{"a": 3}\n', "lines", id="lines-the-first-broken"),
        pytest.param(b'{\n"a": 1\n}\n{\n"a": 2\n}\n', "stream", id="one-after-the-other"),
        pytest.param(b'{"a": 1}}', "whole", id="trailing-brace"),
        pytest.param(b'{"a": 1} {"b": [1,}', "stream", id="half-a-second-one"),
        pytest.param(b'{"a": 1} } {"b": 1}', "stream", id="more-behind-a-trailing-brace"),
        pytest.param(b'{"a": [1, 2', "broken", id="cut"),
        pytest.param(b'{"a" 1}', "broken", id="malformed"),
    ],
)
def test_layout(data: bytes, layout: str) -> None:
    found = look(data)
    assert found is not None
    assert found.layout == layout


@pytest.mark.parametrize("text", [b"Agent: hi", b"[00:01] Agent: hi", b"[hold music]", b"", b"{curly} Agent: hi"])
def test_text_is_no_json(text: bytes) -> None:
    assert look(text) is None


def test_first_is_the_first_record() -> None:
    for data in (b'[{"a": 1}, {"b": 2}]', b'{"a": 1}\n{"b": 2}', b'{"a": 1}{"b": 2}'):
        found = look(data)
        assert isinstance(found, JsonText)
        assert found.first == {"a": 1}


def test_nan_and_infinity_become_null() -> None:
    assert loads(b'{"a": NaN, "b": [-Infinity, 1.5]}') == {"a": None, "b": [None, 1.5]}


@pytest.mark.parametrize(
    ("data", "cut", "offset"),
    [
        pytest.param(b'{"a": "b', True, 8, id="half-a-string"),
        pytest.param(b'{"a": 1', True, 7, id="half-an-object"),
        pytest.param(b'{"a": 1,}', False, 8, id="comma"),
        pytest.param(b'{"a": NaN', True, 9, id="half-with-nan"),
        pytest.param(b'{"a": NaN, "\\ud800": 1}', False, 6, id="nan-and-half-a-letter"),
        pytest.param(b"[" * 100_000, False, 0, id="deep"),
        pytest.param(b'{"a": NaN, "b": ' + b"[" * 100_000, False, 6, id="deep-with-nan"),
    ],
)
def test_faults(data: bytes, cut: bool, offset: int) -> None:
    with pytest.raises(JsonFault) as caught:
        loads(data)
    assert (caught.value.cut, caught.value.offset) == (cut, offset)
    assert caught.value.code == ("truncated" if cut else "bad-json")


def test_a_stream_gives_lines_and_ends_with_its_fault() -> None:
    found = list(stream(b'{"a": 1}\n\n{"a":\n2}\n{"a": "half'))
    assert [(line, value) for line, value in found[:2]] == [(1, {"a": 1}), (3, {"a": 2})]
    assert found[2][0] == 5
    assert isinstance(found[2][1], JsonFault)
    assert found[2][1].cut


@pytest.mark.parametrize("rest", [b"[" * 100_000, b'{"a": 1e999}', b'"\\ud800"', b"}"])
def test_a_stream_never_raises(rest: bytes) -> None:
    found = list(stream(b'{"a": 1}\n' + rest))
    assert isinstance(found[-1][1], JsonFault)
