"""`csr-lint check`: reads calls, judges them, prints the report, and says by its exit code what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING

import click
import msgspec

from csr_lint.cli._cluster import check_on_cluster, cluster_option
from csr_lint.cli._options import reading_options, rule_options, settings, side_options, working_options
from csr_lint.cli._sides import NeverHeard, named_sides
from csr_lint.config import OUTPUT, Config
from csr_lint.errors import ConfigError
from csr_lint.floor import BY, By
from csr_lint.outcome import CallRow, Outcome, Skipped, Summary, Unreadable
from csr_lint.reporters.wording import count, few_of, plain

if TYPE_CHECKING:
    from csr_lint.cli._reports import SideBySide
    from csr_lint.lint import Linter
    from csr_lint.reporters.contract import Report
    from csr_lint.rulebook import Rulebook
    from csr_lint.runner import Files, Work
    from csr_lint.worker import Setup


SHOWN = 5  # files named that were passed over


@click.command(name="check")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--format",
    metavar="FORMAT",
    # Written out, not asked of the registry: that would load every reporter for --help.
    help="Of standard output: text (the default), concise, csv, github, gitlab, html, json, jsonl, junit, markdown, "
    "parquet, sarif or xlsx.",
)
@click.option(
    "--output", metavar=OUTPUT, multiple=True, help="Also write a report to a file (html: or to a FOLDER/); repeatable."
)
@reading_options
@side_options
@rule_options
@working_options
@cluster_option
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), help="Findings that make the exit code 1.")
@click.option("--fail-under", type=float, metavar="N", help="Exit with 1 if the mean score is below N.")
@click.option("--explain-score", is_flag=True, help="Show the sum behind each score.")
@click.option(
    "--why", metavar="CODE", multiple=True, help="Not the report, but what led to a rule's verdicts; repeatable."
)
@click.option(
    "--by", type=click.Choice(BY), help="A table instead: the calls one by one, or by agent, queue, week or rule."
)
@click.option("-q", "--quiet", is_flag=True, help="Only the summary; no progress bar.")
def command(paths: tuple[str, ...], why: tuple[str, ...], cluster: str | None, by: By | None, **options: object) -> int:
    """Lint transcripts.

    PATHS are files, folders (with all that is in them), or - for standard input.

    Exit code: 0 fine, 1 findings (see --fail-on, --fail-under), 2 something could not be read or understood.
    """
    config = settings(options)
    if why and options["format"] not in (None, "text"):
        raise ConfigError(f"--why prints text; it does not go with --format {options['format']}")
    if by and (why or cluster is not None):
        raise ConfigError(f"--by {by} is a table of the summary, which --why and --cluster do not show")
    if cluster is not None:
        return check_on_cluster(cluster, paths, config, why)
    sides = named_sides(options["role"], options["agent_name"])
    return _check(paths, msgspec.structs.replace(config, format="text") if why else config, why, by, sides)


def _check(
    paths: Sequence[str], config: Config, why: Sequence[str], by: By | None, sides: Sequence[tuple[str, str]]
) -> int:
    from csr_lint.across import across, twins, unknown_roles
    from csr_lint.cli._output import check_terminal, standard_output
    from csr_lint.cli._progress import progress
    from csr_lint.cli._reasons import Reasons
    from csr_lint.cli._reports import SideBySide
    from csr_lint.cli._session import about, check_input_format, gathered, rulebook_of, setup_of
    from csr_lint.cli._targets import started, targets
    from csr_lint.readers.walk import walk
    from csr_lint.reporters.registry import reporter
    from csr_lint.runner import outcomes
    from csr_lint.tally import Tally, feed

    chosen = reporter(config.format)
    others = targets(config)
    check_terminal(chosen)
    check_input_format(config.input_format)
    rulebook = rulebook_of(config)
    asked = [rulebook.rule(name) for name in why]
    told, tally = about(config, rulebook), Tally()
    if by:
        told = msgspec.structs.replace(told, quiet=True)
    wanted = any(r.needs_summary for r in (chosen, *(o.reporter for o in others)))
    if by and not wanted:
        raise ConfigError(f"--by is a table of the summary; {config.format} has none (text and json do)")
    found = tuple(walk(paths))
    setup = setup_of(config, rulebook, gathered(config, found))
    beside = (*twins(rulebook), *unknown_roles(config.on_unknown_role, _warn))
    with ExitStack() as stack:
        linter = setup.linter().linter if asked else None
        work = stack.enter_context(_work(setup, found, config, linter))
        files = [stack.enter_context(SideBySide(str(o.path), started(o, told))) for o in others]
        out = stack.enter_context(standard_output(exact=chosen.exact))
        bar = stack.enter_context(progress(quiet=config.quiet))
        report = Reasons(out, linter, asked) if linter else chosen.start(out, told)
        first = stack.enter_context(SideBySide("standard output", nullcontext(report), only=not files))
        reports: list[Report] = [first, *files]
        if asked or chosen.exact or not out.isatty():
            reports.append(Complaints(passed_over=bool(asked) or chosen.exact))
        if sides:
            reports.append(NeverHeard(sides))
        try:
            judged = across(outcomes(paths, found, work(found), progress=bar), beside)
            rows = feed(judged, reports, tally, keep_rows=wanted)
        except KeyboardInterrupt:
            if chosen.exact or tally.calls:
                _break_off(first)
            raise
        summary = _summary(rows, rulebook, by) if wanted else None
        for report in reports:
            report.close(summary)
    failed = _failed(first, files)
    if config.fail_under is not None and tally.calls and (tally.mean is None or tally.mean < config.fail_under):
        mean = "no call could be scored" if tally.mean is None else f"the mean score is {tally.mean:.1f}"
        click.echo(f"csr-lint: {mean}, --fail-under asks for {config.fail_under:g}", err=True)
    code = tally.exit_code(fail_on=config.fail_on, fail_under=config.fail_under)
    return max(code, failed)


def _failed(first: SideBySide, files: Sequence[SideBySide]) -> int:
    """2 where a report could not be written, else 0. Raises BrokenPipeError where who read the first has gone."""
    from csr_lint.cli._standard import let_go

    if isinstance(first.error, BrokenPipeError):
        raise first.error
    if first.error is not None:
        let_go()
    return 2 if any(report.error is not None for report in (first, *files)) else 0


def _warn(line: str) -> None:
    click.echo(f"csr-lint: {plain(line)}", err=True)


@contextmanager
def _work(setup: Setup, found: Files, config: Config, linter: Linter | None) -> Iterator[Work]:
    """What judges the files; the linter that tells its reasons afterwards works here."""
    from csr_lint.runner import alone
    from csr_lint.workers import crew

    if linter is not None:
        yield lambda files: alone(files, linter, setup.reading)
        return
    with crew(setup, found, jobs=config.jobs) as work:
        yield work


def _break_off(report: Report) -> None:
    """Ctrl-C: what was printed says that it is not all; files named by --output are left as they were."""
    message = "interrupted: this report is not complete"
    report.add(Unreadable(source="", code="interrupted", place="csr-lint", message=message))
    report.close(None)


class Complaints:
    """What could not be read, on standard error, where no report on the terminal tells it.

    `passed_over`: also which files are no transcripts, where the report on standard output does not say so.
    """

    def __init__(self, *, passed_over: bool) -> None:
        self._passed_over = passed_over
        self._skipped: list[str] = []

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unreadable):
            click.echo(f"csr-lint: {plain(str(outcome))}", err=True)
        elif isinstance(outcome, Skipped):
            self._skipped.append(plain(outcome.source))

    def close(self, summary: Summary | None) -> None:
        if self._skipped and self._passed_over:
            told = f"{count(len(self._skipped), 'file')} passed over as no transcript: {few_of(self._skipped, SHOWN)}"
            click.echo(f"csr-lint: {told} (why: --format json)", err=True)


def _summary(rows: Sequence[CallRow], rulebook: Rulebook, by: By | None) -> Summary:
    from csr_lint.team import summarise

    return summarise(rows, rulebook.rules, rulebook.scorecard, by=by)
