"""The commands: thin, with messages for people on stderr and data on stdout."""

import io
import json
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer.core import TyperGroup

from sandpit.errors import SandpitError

if TYPE_CHECKING:
    from sandpit.game import Level
    from sandpit.library import Library
    from sandpit.strategies import Strategy, Tally

INTERRUPTED = 130
"""The exit code of a command that was ended by Ctrl-C, as shells have it: 128 + SIGINT."""


class Commands(TyperGroup):
    """The commands: Ctrl-C ends any of them without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _err().print("[bold red]sandpit:[/] stopped")
            raise typer.Exit(INTERRUPTED) from None


app = typer.Typer(
    name="sandpit",
    cls=Commands,
    help="A game that teaches how machines learn. Without a command, it opens the game.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog="Examples:  [bold]sandpit[/]  ·  [bold]sandpit play lost-phone[/]  ·  "
    "[bold]sandpit run steepest himmelblau --seeds 20[/]",
)

LevelsDir = Annotated[
    Path | None,
    typer.Option("--levels", metavar="DIR", help="A folder with more levels."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


WIDEST = 1000
"""Columns of a table that is not shown on a terminal."""


def _err() -> Console:
    return Console(stderr=True, highlight=False, emoji=False)


def _out() -> Console:
    """Return where data goes: into a file or a pipe, rows are as long as they need to be."""
    width = None if sys.stdout.isatty() else WIDEST
    return Console(highlight=False, emoji=False, width=width)


def _fail(error: SandpitError, code: int = 1) -> NoReturn:
    _say(error)
    raise typer.Exit(code)


def _say(error: SandpitError) -> None:
    _err().print(f"[bold red]sandpit:[/] {escape(str(error))}", soft_wrap=True)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn an error of Sandpit's own into one message and exit code 1."""
    try:
        yield
    except SandpitError as error:
        _fail(error)


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=2) + "\n")


def _library(extra: Path | None) -> "Library":
    from sandpit.library import Library

    library = Library.default(*([extra] if extra is not None else []))
    for problem in library.problems:
        _say(problem)
    return library


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Open the game, or run a command."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # of overflow on a stranger's level: the game copes
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if version:
        from sandpit import __version__

        sys.stdout.write(f"sandpit {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        play(None, None)


@app.command(epilog="Example:  sandpit play lost-phone  ·  sandpit play my-level.json")
def play(
    level: Annotated[str | None, typer.Argument(help="A level's id, or a path to a file.")] = None,
    levels: LevelsDir = None,
) -> None:
    """Open the game, at its title or straight in a level."""
    with _clear_errors():
        from sandpit.desktop import play as play_in_window

        play_in_window(level, levels)


@app.command("levels", epilog="Example:  sandpit levels --json")
def list_levels(levels: LevelsDir = None, as_json: AsJson = False) -> None:
    """List what can be played."""
    with _clear_errors():
        rows = list(_level_rows(_library(levels)))
    if as_json:
        _print_json(rows)
        return
    table = Table("level", "title", "axes", "goal", "stick", "dips", "par", box=None)
    chapter = None
    for row in rows:
        if row["chapter"] != chapter:
            chapter = row["chapter"]
            table.add_row(f"[bold]{escape(str(row['chapter_title']))}[/]")
        cells = [row[name] for name in ("id", "title", "axes", "goal", "dipstick", "dips", "par")]
        table.add_row(*[escape(str(cell)) for cell in cells])
    _out().print(table)


def _level_rows(library: "Library") -> Iterator[dict[str, Any]]:
    for chapter in library.chapters:
        for entry in chapter.entries:
            try:
                level = entry.load()
            except SandpitError as error:
                _say(error)
                continue
            yield {
                "id": level.id,
                "title": level.title,
                "chapter": chapter.name,
                "chapter_title": chapter.title,
                "axes": len(level.brief.axes),
                "goal": str(level.goal),
                "dipstick": str(level.dipstick),
                "dips": level.dips,
                "par": level.par,
                "path": str(entry.path),
            }


@app.command(epilog="Example:  sandpit check levels/ my-level.json")
def check(
    paths: Annotated[list[Path], typer.Argument(help="Level files, or folders of them.")],
    as_json: AsJson = False,
) -> None:
    """Check level files: exit 0 if all are good, 1 if not."""
    from sandpit.library.checking import check as check_paths

    findings = []
    for finding in check_paths(paths):
        findings.append(finding)
        if as_json:
            continue
        if finding.good:
            _err().print(f"[green]good[/]  {escape(finding.file)}", soft_wrap=True)
        else:
            place = " ".join(part for part in (finding.file, finding.pointer) if part)
            cure = f" ({finding.cure})" if finding.cure else ""
            text = f"[bold red]wrong[/] {escape(f'{place}: {finding.message}{cure}')}"
            _err().print(text, soft_wrap=True)
    if as_json:
        _print_json([{**asdict(finding), "good": finding.good} for finding in findings])
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


@app.command(epilog="Example:  sandpit score games/*.json --json > scores.json")
def score(
    transcripts: Annotated[list[Path], typer.Argument(help="Transcript files.")],
    level: Annotated[
        Path | None, typer.Option("--level", metavar="PATH", help="The level file that was played.")
    ] = None,
    levels: LevelsDir = None,
    as_json: AsJson = False,
) -> None:
    """Replay transcripts and score them: exit 1 if any is not valid."""
    from sandpit.library.judging import judge

    with _clear_errors():
        library = _library(levels)
        fixed = library.load(str(level.absolute())) if level is not None else None
    games = []
    for path in transcripts:
        games.append(judge(path, library, fixed))
        if not games[-1].valid:
            _err().print(f"[bold red]not valid[/] {escape(games[-1].error)}", soft_wrap=True)
    if as_json:
        _print_json([game.members() for game in games])
    elif any(game.valid for game in games):
        _out().print(_score_table([game.members() for game in games if game.valid]))
    if not all(game.valid for game in games):
        raise typer.Exit(1)


def _score_table(rows: list[dict[str, Any]]) -> Table:
    table = Table("transcript", "level", "player", "score", "stars", "outcome", "dips", box=None)
    for row in rows:
        stars = "*" * row["stars"] or "-"
        outcome = row["outcome"] or "unfinished"
        cells = (row["level"], row["player"], row["total"], stars, outcome, row["dips"])
        table.add_row(escape(row["transcript"]), *[escape(str(cell)) for cell in cells])
    return table


@app.command(epilog="Example:  sandpit draw lost-phone -o phone.png --size 1920x1080 --reveal")
def draw(
    level: Annotated[str, typer.Argument(help="A level's id, or a path to a file.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.png", help="Where to write.")],
    size: Annotated[str, typer.Option(help="Width x height in pixels.")] = "1280x720",
    transcript: Annotated[
        Path | None, typer.Option(metavar="T", help="A game to draw; the default is none yet.")
    ] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Take the sand off.")] = False,
    map_only: Annotated[bool, typer.Option("--map-only", help="Only the map.")] = False,
    dark: Annotated[bool, typer.Option("--dark", help="In the dark theme.")] = False,
    levels: LevelsDir = None,
) -> None:
    """Draw the play screen as a picture, with no display."""
    width, height = _size(size)
    with _clear_errors():
        from sandpit.desktop import Picture, draw_picture
        from sandpit.library import read_transcript

        draw_picture(
            _library(levels).load(level),
            read_transcript(transcript) if transcript is not None else None,
            Picture(
                size=(width, height),
                reveal=reveal,
                map_only=map_only,
                theme="dark" if dark else "light",
            ),
            out,
        )


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        raise typer.BadParameter(f"{text!r} is no size: write for example 1280x720")
    if not (320 <= int(width) <= 7680 and 240 <= int(height) <= 4320):
        raise typer.BadParameter("a picture is from 320x240 to 7680x4320 pixels large")
    return int(width), int(height)


@app.command(epilog="Example:  sandpit run steepest lost-phone random-pit --seeds 50")
def run(
    strategy: Annotated[
        str, typer.Argument(help="random, steepest, newton, or a .py file with next_step(f, J, H).")
    ],
    level: Annotated[list[str], typer.Argument(help="Levels' ids, or paths to files.")],
    seeds: Annotated[int, typer.Option(min=1, help="How many games each, seeded 0, 1, 2...")] = 10,
    levels: LevelsDir = None,
    as_json: AsJson = False,
) -> None:
    """Let a strategy play, and tell how it did."""
    with _clear_errors(), redirect_stdout(sys.stderr):  # a player's own file may print
        from sandpit.strategies import find_strategy

        player = find_strategy(strategy)
        library = _library(levels)
        tallies = _tallies(player, [library.load(name) for name in level], seeds)
    if as_json:
        _print_json([asdict(row) for row in tallies])
        return
    table = Table("level", "strategy", "games", "found", "dips", "score", "stars", box=None)
    for row in tallies:
        dips = "-" if row.dips is None else f"{row.dips:.1f}"
        cells = (row.games, f"{row.found:.0%}", dips, f"{row.total:.0f}", f"{row.stars:.1f}")
        table.add_row(escape(row.level), escape(row.strategy), *map(str, cells))
    _out().print(table)


def _tallies(player: "Strategy", levels: "list[Level]", seeds: int) -> "list[Tally]":
    """Let a strategy play so many games on each level, with a progress bar on a terminal."""
    from rich.progress import Progress

    from sandpit.strategies import games, tally

    tallies = []
    with Progress(console=_err(), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(f"{player.name} plays", total=seeds * len(levels))
        for level in levels:
            played = []
            for game in games(player, level, seeds):
                played.append(game)
                progress.advance(task)
            tallies.append(tally(level, player, played))
    return tallies


@app.command(epilog="Example:  sandpit new my-hill && sandpit play my-hill.json")
def new(name: Annotated[str, typer.Argument(help="The new level's name: NAME.json.")]) -> None:
    """Write a commented level to start from."""
    with _clear_errors():
        from sandpit.library.template import write_template

        path = write_template(name)
    _err().print(f"Written. Play it with: sandpit play {escape(str(path))}", soft_wrap=True)
    sys.stdout.write(f"{path}\n")


@app.command(epilog="Example:  sandpit schema > level.schema.json")
def schema() -> None:
    """Print the JSON Schema of a level file."""
    from sandpit.game.level_file import LevelFile

    dialect = "https://json-schema.org/draft/2020-12/schema"
    _print_json({"$schema": dialect, **LevelFile.json_schema()})
