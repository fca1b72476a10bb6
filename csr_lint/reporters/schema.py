"""The JSON Schema of the records, generated from their structs.

`python -m csr_lint.reporters.schema > docs/schema.json` renews the committed one.
"""

from __future__ import annotations

import json

import msgspec

from csr_lint.reporters.record import SCHEMA_VERSION, CallRecord, DocumentRecord, ErrorRecord


def schema() -> dict[str, object]:
    """The schema of a line of JSON Lines; `#/$defs/DocumentRecord` is that of a whole JSON document."""
    refs, components = msgspec.json.schema_components(
        [CallRecord, ErrorRecord, DocumentRecord], ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"csr-lint, schema version {SCHEMA_VERSION}: a line of JSON Lines",
        "anyOf": list(refs[:2]),
        "$defs": components,
    }


def schema_text() -> str:
    """The schema as it stands in docs/schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
