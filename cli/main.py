"""The entry: finds the command, and turns every way of failing into one line and an exit code.

0 done; 2 the input is wrong; 1 something failed; 130 or 143 it was interrupted (128 + the signal's number).
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

# In the order of --help. A command's module is imported only when the command is.
COMMANDS = ("film", "clip", "still", "predict", "trace", "chapters", "models", "check", "doctor")
DEFAULT = "film"


class Commands(click.Group):
    """A group whose commands are modules of `cli`, and that takes a bare sentence for a film."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return getattr(import_module(f"cli.{name}"), name) if name in COMMANDS else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {option for parameter in self.get_params(ctx) for option in parameter.opts}
        ahead = [arg for arg in args if arg not in ("--debug",)][:1]
        if not ahead:
            args = ["--help"]
        elif ahead[0] not in COMMANDS and ahead[0] not in own:
            at = args.index(ahead[0])
            args = [*args[:at], DEFAULT, *args[at:]]
        return super().parse_args(ctx, args)


def _tell_version(ctx: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from scenes.reuse import project_version

        click.echo(project_version())
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--debug", is_flag=True, help="Show the whole report of a failure.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version,
              help="Show the version.")  # fmt: skip
@click.pass_context
def whytoo(ctx: click.Context, debug: bool) -> None:
    """Type a sentence, get an animated film that explains attention with the numbers of a real run on it.

    \b
    render.py "I love you"                     a film (the same as: film "I love you")
    render.py film "我爱你" --lang zh --model DIR
    render.py film -- "-x"                     a sentence that begins with a hyphen
    """


class Interrupted(KeyboardInterrupt):
    """A signal that asks the program to stop."""

    def __init__(self, number: int) -> None:
        self.number = number


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    arguments = list(sys.argv[1:] if argv is None else argv)
    sys.exit(run(arguments))


def run(arguments: list[str]) -> int:
    """Runs one command; returns the exit code. Whatever goes wrong is told in one line on stderr."""
    try:
        with whytoo.make_context("render.py", [*arguments]) as context:
            whytoo.invoke(context)
        return 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        return complain(_message(error), 2)
    except KeyboardInterrupt as error:
        number = getattr(error, "number", signal.SIGINT)
        return complain("stopped; nothing half-made is left", 128 + number)
    except BrokenPipeError:  # the reader of our output, `| head` say, has what it wants; that is no failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "--debug" in arguments:
            click.echo(getattr(error, "report", "") or traceback.format_exc(), err=True)
            return complain(str(error), 1)
        return complain(f"{_failure(error)} (put --debug before the command to see all of it)", 1)


def complain(message: str, code: int) -> int:
    """One line on stderr, whatever the message holds; returns the code."""
    line = " ".join(message.split())
    line = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)
    click.echo(f"render.py: {line}", err=True)
    return code


def _message(error: click.ClickException) -> str:
    message = error.format_message()
    if "unexpected extra argument" in message:
        message = message.rstrip(".") + "; put the sentence in quotes"
    return message


def _failure(error: Exception) -> str:
    from scenes.processes import ChapterFailed

    if isinstance(error, ChapterFailed):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return f"{type(error).__name__}: {error}"


def _interrupt(number: int, frame: FrameType | None) -> Any:
    raise Interrupted(number)
