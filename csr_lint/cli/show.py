"""`csr-lint show`: one call, turn by turn, with what was seen at each and what to say instead."""

from __future__ import annotations

import click

from csr_lint.cli._options import reading_options, rule_options, settings, side_options
from csr_lint.errors import TranscriptError


@click.command(name="show")
@click.argument("call")
@click.argument("paths", nargs=-1, metavar="[PATHS...]")
@click.option("--explain-score", is_flag=True, help="Show the sum behind the score.")
@reading_options
@side_options
@rule_options
def command(call: str, paths: tuple[str, ...], **options: object) -> int:
    """Show one call turn by turn.

    With what was seen at each turn, and what to say instead.

    CALL is a file, FILE#ID, or an id that occurs in PATHS (by default the current folder).
    """
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._session import about, gathered, linter_of, rulebook_of
    from csr_lint.lookup import find_call
    from csr_lint.outcome import Unreadable
    from csr_lint.readers.walk import walk
    from csr_lint.reporters.terminal import console, show
    from csr_lint.reporters.walkthrough import walkthrough
    from csr_lint.runner import judge

    config = settings(options)
    rulebook = rulebook_of(config)
    found = find_call(call, paths or (".",), reading=config.reading)
    batch = gathered(config, tuple(walk(paths or (found.source,))))
    evaluation = judge(found, linter_of(config, rulebook, batch))
    if isinstance(evaluation, Unreadable):
        raise TranscriptError(evaluation.message, place=evaluation.place)
    with standard_output(exact=False) as out:
        made = console(out)
        color = made.color_system is not None and not made.no_color
        show(made, out, walkthrough(evaluation, about(config, rulebook), color=color))
    return 0
