"""`csr-lint explain`: the manual page of a rule."""

from __future__ import annotations

import shutil

import click

from csr_lint.cli._options import rule_options, settings

WIDEST = 100


@click.command(name="explain")
@click.argument("rules", nargs=-1, required=True, metavar="RULE...")
@rule_options
def command(rules: tuple[str, ...], **options: object) -> int:
    """Print the manual page of a rule.

    RULE is its code or its name.
    """
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._session import rulebook_of
    from csr_lint.reporters.manual import page

    rulebook = rulebook_of(settings(options))
    width = min(shutil.get_terminal_size().columns, WIDEST)
    pages = [page(rulebook.rule(name), rulebook.scorecard, width=width) for name in rules]
    with standard_output(exact=False) as out:
        out.write("\n".join(pages))
    return 0
