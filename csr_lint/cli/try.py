"""`csr-lint try`: how a cue reads a sentence."""

from __future__ import annotations

import click

from csr_lint.cli._options import rule_options, settings


@click.command(name="try")
@click.argument("cue")
@click.argument("words", nargs=-1, required=True)
@rule_options
def command(cue: str, words: tuple[str, ...], **options: object) -> int:
    """Show how CUE reads each of the WORDS (sentences in quotes).

    CUE is a shared cue (transfer_announced) or a rule's own (RES006.sent_away). Shown are the words it took, the sense
    and what its slots held, and the guard or modifier that stopped it.
    """
    from csr_lint.cli._session import rulebook_of
    from csr_lint.trying import try_cue

    rulebook = rulebook_of(settings(options))
    for text in words:
        tried = try_cue(rulebook, cue, text)
        click.echo(f"{tried.cue} reads: {tried.view}")
        if not tried.hits:
            click.echo("  no sense takes these words")
        for hit in tried.hits:
            click.echo(f"  {'counts' if hit.stopped is None else 'stopped by ' + hit.stopped}: {hit.text}")
            click.echo(f"    sense: {hit.sense}")
            for name, held in hit.slots:
                click.echo(f"    <{name}>: {held}")
            if hit.modifiers:
                click.echo(f"    modifiers: {', '.join(hit.modifiers)}")
    return 0
