"""`csr-lint rules`: the list of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from csr_lint.cli._options import rule_options, settings

if TYPE_CHECKING:
    from csr_lint.config import Config
    from csr_lint.rule import Rule


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as `--format json` lists it."""

    code: str
    name: str
    kind: str
    severity: str
    critical: bool
    weight: float
    category: str
    summary: str
    aliases: tuple[str, ...]
    source: tuple[str, ...]
    path: str


@click.command(name="rules")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", help="A table, or JSON.")
@click.option("--compiled", is_flag=True, help="The cues instead: what the automaton runs, what it asks spaCy for.")
@rule_options
def command(format: str, compiled: bool, **options: object) -> int:
    """List the rules.

    A line each: code, name, kind, severity, weight, and what the rule is about.
    """
    if compiled:
        return _compiled(format, settings(options))
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._session import rulebook_of

    rulebook = rulebook_of(settings(options))
    rules = rulebook.rules
    with standard_output(exact=format == "json") as out:
        if format == "json":
            out.write(
                msgspec.json.format(msgspec.json.encode([_row(rule) for rule in rules]), indent=2).decode() + "\n"
            )
        else:
            from csr_lint.reporters.listing import rule_list
            from csr_lint.reporters.terminal import console, show

            made = console(out)
            show(made, out, rule_list(rules, rulebook.scorecard, width=made.width))
    return 0


def _compiled(format: str, config: Config) -> int:
    from csr_lint.cli._output import standard_output
    from csr_lint.cli._session import rulebook_of
    from csr_lint.cues.compiled import compiled
    from csr_lint.cues.lexicon import LexiconError
    from csr_lint.errors import RuleError
    from csr_lint.reporters.listing import compiled_lines

    rulebook = rulebook_of(config)
    try:
        found = compiled(rulebook.lexicon)
    except LexiconError as error:
        raise RuleError([rulebook.placed(fault) for fault in error.faults]) from error
    with standard_output(exact=format == "json") as out:
        rows = [(c.name, c.senses, c.asks) for c in found]
        if format == "json":
            out.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
        else:
            out.writelines(line + "\n" for line in compiled_lines(rows))
    return 0


def _row(rule: Rule) -> Row:
    return Row(
        code=rule.code,
        name=rule.name,
        kind=str(rule.check),
        severity=str(rule.severity),
        critical=rule.critical,
        weight=rule.weight,
        category=rule.category,
        summary=rule.summary,
        aliases=rule.aliases,
        source=rule.source,
        path=rule.path,
    )
