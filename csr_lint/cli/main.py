"""`csr-lint`: finds its commands by walking this folder, and turns every fault into one clear line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import click

from csr_lint import cli
from csr_lint.bugs import bug_line
from csr_lint.cli._standard import cannot_write, let_go
from csr_lint.errors import CsrLintError
from csr_lint.reporters.wording import plain
from csr_lint.suggest import did_you_mean
from csr_lint.version import __version__

CANNOT = 2
# As a shell reports a process that a signal ended.
INTERRUPTED, BROKEN_PIPE = 130, 141


class Commands(click.Group):
    """Each module of this folder is a command, but for this one and those that begin with an underscore."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name for m in iter_modules(cli.__path__) if not m.name.startswith("_") and m.name != "main")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found = import_module(f"{cli.__name__}.{cmd_name}").command
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """As click does it, but a reader of our output that has gone is not "findings" (click would exit 1)."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            let_go()
            return BROKEN_PIPE

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            hint = did_you_mean(args[0], known) or f" (commands: {', '.join(known)})"
            raise click.UsageError(f'there is no command "{args[0]}"{hint}', ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="csr-lint", message="%(prog)s %(version)s")
def commands() -> None:
    """A linter for customer-service calls: reads transcripts, prints a scored report.

    \b
    csr-lint check calls/              lint a folder of calls
    csr-lint show calls/monday.txt     one call, turn by turn
    csr-lint explain EMP001            what a rule means, and why
    """


def main(args: Sequence[str] | None = None) -> None:
    """The console entry point; leaves with the exit code."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Runs a command. 0: fine, 1: findings, 2: could not do the job."""
    try:
        code = commands.main(args=list(args) if args is not None else None, prog_name="csr-lint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("csr-lint: interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        hint = f" (see {context.command_path} --help)" if context else ""
        click.echo(f"csr-lint: {error.format_message()}{hint}", err=True)
        return CANNOT
    except CsrLintError as error:
        for line in str(error).splitlines():
            click.echo(f"csr-lint: {plain(line)}", err=True)
        return CANNOT
    except Exception as error:
        told = cannot_write(error)
        if told:
            let_go()
        click.echo(f"csr-lint: {plain(told or bug_line(error))}", err=True)
        return CANNOT
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
