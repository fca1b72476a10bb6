"""Puts a page together: template, style and script in one file, with a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from csr_lint.errors import ConfigError

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_LIBRARIES = ("jinja2", "altair", "vl_convert")
_PAGES = Path(__file__).with_name("pages")
_STYLES = ("page.css", "charts.css", "call.css")
_SCRIPTS = ("elements.js", "timeline.js", "call.js", "calls.js", "page.js")
_ENCODER = msgspec.json.Encoder(order="deterministic")
# What could end a script element, or begin another, is written in a way that only JSON reads.
_UNSAFE = "<>&\u2028\u2029"


def check_libraries() -> None:
    """Raises ConfigError where the extra is not installed."""
    for name in _LIBRARIES:
        if find_spec(name) is None:
            raise ConfigError(f"the HTML report needs {name}: pip install 'csr-lint[html]'")


def page(template: str, **context: object) -> Iterator[str]:
    """The page in pieces; everything in `context` is escaped unless it is marked as safe."""
    told = {"style": _markup(style()), "script": _markup(script()), "policy": policy(), **context}
    return _environment().get_template(template).generate(told)


def policy() -> str:
    """The Content-Security-Policy: nothing but this very style and this very script."""
    return (
        f"default-src 'none'; style-src '{_hash(style())}'; script-src '{_hash(script())}'; "
        "base-uri 'none'; form-action 'none'"
    )


def safe_json(value: object) -> Markup:
    """JSON that may stand in a script element, whatever its texts hold."""
    text = _ENCODER.encode(value).decode()
    for sign in _UNSAFE:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _markup(text)


def drawing(svg: str) -> Markup:
    """A chart's SVG, whose letters Vega has escaped."""
    return _markup(svg)


@cache
def style() -> str:
    return _joined(_STYLES)


@cache
def script() -> str:
    """The script, in a function of its own so that it leaves no names behind."""
    return f'"use strict";\n(() => {{\n{_joined(_SCRIPTS)}}})();\n'


def _joined(names: tuple[str, ...]) -> str:
    return "".join((_PAGES / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _markup(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"drawing": drawing, "safe_json": safe_json}
    return made
