"""What the commands print: data on stdout, messages for people on stderr, and nothing hidden."""

import errno
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import Any, NoReturn, TextIO

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sandpit.errors import LibraryError, SandpitError

_STDOUT, _STDERR = 1, 2
"""The descriptors that every process has them on."""

WIDEST = 1000
"""Columns of a table that is not shown on a terminal."""

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What steers a terminal rather than being shown: control characters, and turns of direction."""


def stderr_console() -> Console:
    """Return where messages for people go."""
    return Console(stderr=True, highlight=False, emoji=False)


def _table_console() -> Console:
    """Return where data goes: into a file or a pipe, rows are as long as they need to be."""
    width = None if is_terminal(sys.stdout) else WIDEST
    return Console(highlight=False, emoji=False, width=width)


@contextmanager
def stdout_kept_for_data() -> Iterator[None]:
    """Send what is written to stdout to stderr, be it by Python, by C or by another process."""
    if sys.stdout is not None:
        sys.stdout.flush()
    try:
        kept = os.dup(_STDOUT)
    except OSError:  # it is closed
        kept = None
    try:
        if kept is not None:
            with suppress(OSError):
                os.dup2(_STDERR, _STDOUT)
        with redirect_stdout(sys.stderr):
            yield
    finally:
        if kept is not None:
            os.dup2(kept, _STDOUT)
            os.close(kept)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; Python has None for one that was closed."""
    return stream is not None and stream.isatty()


def shown(text: str) -> str:
    """Return a stranger's text as it may be printed: it is no markup and steers no terminal."""
    return escape(_STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text))


def say(error: SandpitError) -> None:
    """Tell an error in one line."""
    stderr_console().print(f"[bold red]sandpit:[/] {shown(str(error))}", soft_wrap=True)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn an error of Sandpit's own into one message and exit code 1."""
    try:
        yield
    except SandpitError as error:
        _fail(error)


def _fail(error: SandpitError) -> NoReturn:
    say(error)
    raise typer.Exit(1)


@contextmanager
def _data() -> Iterator[TextIO]:
    """Give the stream for data; what cannot be written there is told, with exit code 1."""
    if sys.stdout is None:
        _fail(LibraryError("there is no standard output to write to"))
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still kept
        if is_closed_pipe(error, on_windows=os.name == "nt"):
            # Nobody reads on: typer ends the command without a word.
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from None
        _fail(LibraryError(f"the standard output cannot be written: {error.strerror}"))


def is_closed_pipe(error: OSError, *, on_windows: bool) -> bool:
    """Return whether an error says that the reader has left, as `more` or `head` do.

    Windows says of such a pipe that an argument is invalid.
    """
    return error.errno == errno.EPIPE or (on_windows and error.errno == errno.EINVAL)


def print_line(text: str) -> None:
    """Print a line of data."""
    with _data() as out:
        out.write(f"{text}\n")


def print_json(data: Any) -> None:
    """Print data for programs."""
    print_line(json.dumps(data, indent=2))


@contextmanager
def json_rows() -> Iterator[Callable[[Any], None]]:
    """Give what prints the members of a JSON list one by one, each on a line once it is known."""
    count = 0

    def tell(row: Any) -> None:
        nonlocal count
        with _data() as out:
            out.write(("[\n  " if count == 0 else ",\n  ") + json.dumps(row))
        count += 1

    yield tell
    print_line("\n]" if count else "[]")


def print_table(table: Table) -> None:
    """Print a table of data for people."""
    with _data():
        _table_console().print(table)
