"""Google's times and keys in JSON."""

from __future__ import annotations

import msgspec
import pytest

from csr_lint.readers.protobuf import Seconds, in_ms, with_camel_keys


@pytest.mark.parametrize(
    ("time", "ms"),
    [
        pytest.param("12.900s", 12_900, id="REST"),
        pytest.param("12", 12_000, id="a string without unit"),
        pytest.param(12.9, 12_900, id="a number"),
        pytest.param({"seconds": "12", "nanos": 900_000_000}, 12_900, id="the JavaScript client"),
        pytest.param({"seconds": 12}, 12_000, id="no nanos"),
        pytest.param({"nanos": 5_000_000}, 5, id="no seconds"),
        pytest.param({}, 0, id="both zero"),
        pytest.param("0s", 0, id="zero"),
        pytest.param(None, None, id="none"),
    ],
)
def test_times(time, ms):
    assert in_ms(msgspec.convert(time, Seconds, strict=False)) == ms


@pytest.mark.parametrize("time", ["soon", "", "1m", [1]])
def test_what_is_no_time_is_refused(time):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(time, Seconds, strict=False)


def test_keys_in_either_spelling():
    told = {"speaker_tag": 1, "alternatives": [{"start_time": "1_s", "endTime": 2}]}
    assert with_camel_keys(told) == {"speakerTag": 1, "alternatives": [{"startTime": "1_s", "endTime": 2}]}


def test_keys_of_something_nested_without_end():
    value: object = 1
    for _ in range(5000):
        value = {"a_b": value}
    renamed = with_camel_keys(value)
    assert isinstance(renamed, dict)
    assert "aB" in renamed
