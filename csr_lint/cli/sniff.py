"""`csr-lint sniff`: what a file is taken for, and why."""

from __future__ import annotations

import click

from csr_lint.cli._options import config_option, reading_options, settings, side_options

CANNOT = 2


@click.command(name="sniff")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text (the default) or json."
)
@reading_options
@side_options
@config_option
def command(paths: tuple[str, ...], form: str, **options: object) -> int:
    """Show what transcripts are taken for.

    The format and what speaks for it, the calls, their speakers and sides, the clock, and everything that had to be
    guessed; for JSON that no reader knows, the mapping that would be tried.

    Exit code: 2 where something could not be read.
    """
    import msgspec

    from csr_lint.cli._output import standard_output
    from csr_lint.cli._session import check_input_format, choices_of, gathered
    from csr_lint.errors import TranscriptError
    from csr_lint.readers.walk import walk
    from csr_lint.reporters.sniffed import sniffed
    from csr_lint.seen import FileSeen
    from csr_lint.sniffing import sniff_file

    config = settings(options)
    check_input_format(config.input_format)
    found, faulty = tuple(walk(paths)), False
    choices = choices_of(config, gathered(config, found))
    with standard_output(exact=form == "json") as out:
        for file in found:
            if isinstance(file, TranscriptError):
                seen = FileSeen(path=file.place or "", evidence=None, calls=(), faults=(str(file),))
            else:
                seen = sniff_file(file.path, config.reading, choices=choices)
            faulty = faulty or bool(seen.faults)
            out.write(msgspec.json.encode(seen).decode() + "\n" if form == "json" else sniffed(seen))
    return CANNOT if faulty else 0
