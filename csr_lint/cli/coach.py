"""`csr-lint coach`: a page for one agent: what to keep, what to change, what came of last time."""

from __future__ import annotations

import click

from csr_lint.cli._options import reading_options, rule_options, settings, working_options


@click.command(name="coach")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--agent", metavar="NAME", required=True, help="Whom the page is for; a first name will do.")
@click.option("--before", metavar="RESULTS", multiple=True, help="Earlier results, to show progress; repeatable.")
@reading_options
@rule_options
@working_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (the default) or json."
)
def command(paths: tuple[str, ...], agent: str, before: tuple[str, ...], form: str, **options: object) -> int:
    """A page for coaching one agent.

    Three strengths in quotes, three things to change with the place and better words, and what came of last time.

    PATHS are transcripts, or results that check wrote (--output jsonl=FILE).
    """
    from csr_lint.cli._calls import load, notes_on
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._page import write
    from csr_lint.cli._session import rulebook_of
    from csr_lint.reporters.coaching import plan_lines
    from csr_lint.team.coaching import plan

    config = settings(options)
    rulebook = rulebook_of(config)
    loaded, earlier = ([load(path, config, rulebook) for path in each] for each in (paths, before))
    now, then = ([row for one in each for row in one.rows] for each in (loaded, earlier))
    notes = notes_on((*loaded, *earlier), rulebook, chosen=bool(config.select or config.ignore))
    told = plan(agent, now, rulebook.rules, then, notes)
    with standard_output(exact=form == "json") as out:
        write(out, form, told, plan_lines(told))
    return 2 if any(one.faults for one in (*loaded, *earlier)) else 0
