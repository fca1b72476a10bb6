"""HTML bodies as text."""

from __future__ import annotations

import pytest

from csr_lint.readers.hypertext import visible


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("plain  text", "plain  text", id="plain"),
        pytest.param("<p>One.</p><p>Two &amp; <b>three</b>.</p>", "One.\nTwo & three.", id="paragraphs"),
        pytest.param("a<br>b<br/>c", "a\nb\nc", id="breaks"),
        pytest.param("<style>p {}</style>x<script>1 < 2</script>", "x", id="unseen"),
        pytest.param("<p>half", "half", id="cut"),
        pytest.param("<p>a</p><![strange thing]>b", "a\nb", id="declaration"),
        pytest.param("<![if !mso]><p>a</p><![endif]>", "a", id="outlook"),
        pytest.param("5 &lt; 6", "5 < 6", id="entities"),
    ],
)
def test_visible(html, text):
    assert visible(html) == text
