"""`csr-lint trend`: what got better or worse over saved results."""

from __future__ import annotations

import click

from csr_lint.cli._options import rule_options, settings
from csr_lint.errors import ConfigError
from csr_lint.reporters.wording import count


@click.command(name="trend")
@click.argument("results", nargs=-1, required=True, metavar="RESULTS...")
@rule_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (the default) or json."
)
def command(results: tuple[str, ...], form: str, **options: object) -> int:
    """Show what got better or worse over earlier runs.

    RESULTS are files that check wrote (--output jsonl=FILE, json or parquet): one for each run, or one with the calls
    of several weeks. The earlier half is compared with the later one; a change is told only where chance alone could
    not have made it.
    """
    from csr_lint.cli._calls import notes_on, saved, without_repeats
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._page import write
    from csr_lint.cli._session import rulebook_of
    from csr_lint.reporters.changes import trend_lines
    from csr_lint.reporters.floor import floor
    from csr_lint.team import summarise
    from csr_lint.team.people import united
    from csr_lint.team.trends import trend

    config = settings(options)
    rulebook = rulebook_of(config)
    loaded, again = without_repeats([saved(path) for path in results])
    if len(results) > 1 and len(loaded) == 1:
        raise ConfigError("these files hold the same calls; a trend needs those of another run")
    notes = notes_on(loaded, rulebook, chosen=bool(config.select or config.ignore))
    if again:
        notes = (*notes, f"{count(again, 'call')} of these files stood in an earlier one, and count there only")
    rows, _ = united([row for one in loaded for row in one.rows])
    sets, at = [], 0
    for one in loaded:
        sets.append((one.title, rows[at : at + len(one.rows)]))
        at += len(one.rows)
    told = trend(sets, rulebook.rules, notes)
    summary = summarise(rows, rulebook.rules, rulebook.scorecard)
    with standard_output(exact=form == "json") as out:
        write(out, form, told, [*trend_lines(told), *floor(summary)])
    return 0
