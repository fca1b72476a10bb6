"""`csr-lint compare`: two runs, or two agents, side by side."""

from __future__ import annotations

import click

from csr_lint.cli._options import reading_options, rule_options, settings, working_options
from csr_lint.errors import ConfigError
from csr_lint.reporters.wording import count


@click.command(name="compare")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--agent", metavar="NAME", multiple=True, help="Compare two agents: give it twice.")
@reading_options
@rule_options
@working_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (the default) or json."
)
def command(paths: tuple[str, ...], agent: tuple[str, ...], form: str, **options: object) -> int:
    """Compare two runs, or two agents.

    PATHS are two runs, the earlier one first: saved results (check --output jsonl=FILE) or transcripts. With --agent X
    --agent Y they may be any number, and the two agents' own parts of the calls are compared.
    """
    from csr_lint.cli._calls import load, notes_on
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._page import write
    from csr_lint.cli._session import rulebook_of
    from csr_lint.reporters.changes import comparison_lines
    from csr_lint.team.changes import compare, figures
    from csr_lint.team.coaching import find_agent
    from csr_lint.team.people import united

    if len(agent) not in (0, 2):
        raise ConfigError("two agents are compared: --agent X --agent Y")
    if not agent and len(paths) != 2:
        raise ConfigError("two runs are compared: csr-lint compare BEFORE AFTER (or --agent X --agent Y PATHS...)")
    config = settings(options)
    rulebook = rulebook_of(config)
    loaded = [load(path, config, rulebook) for path in paths]
    rules, notes = rulebook.rules, notes_on(loaded, rulebook, chosen=bool(config.select or config.ignore))
    rows, _ = united([row for one in loaded for row in one.rows])
    if agent:
        names = [find_agent(rows, name) for name in agent]
        if names[0] == names[1]:
            raise ConfigError(f'"{agent[0]}" and "{agent[1]}" are the same agent, {names[0]}')
        notes = (*notes, "agents get different calls: a difference may be the calls', not the people's")
        sides = [figures(name, rows, rules, name) for name in names]
    else:
        half = len(loaded[0].rows)
        before, after = ({(row.call, row.started) for row in part} for part in (rows[:half], rows[half:]))
        if both := len(before & after):
            same = f"{count(both, 'call')} of the same name and date in both runs"
            notes = (*notes, f"{same}; the ranges take them for different ones")
        sides = [figures(one.title, part, rules) for one, part in zip(loaded, (rows[:half], rows[half:]), strict=True)]
    told = compare(sides[0], sides[1], rules, notes=notes)
    with standard_output(exact=form == "json") as out:
        write(out, form, told, comparison_lines(told, agents=bool(agent)))
    return 2 if any(one.faults for one in loaded) else 0
