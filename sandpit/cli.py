"""The commands: thin, with messages for people on stderr and data on stdout."""

import io
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from typer.core import TyperGroup

from sandpit.console import (
    clear_errors,
    is_terminal,
    json_rows,
    print_json,
    print_line,
    print_table,
    say,
    shown,
    stderr_console,
    stdout_kept_for_data,
)
from sandpit.errors import SandpitError, StrategyError, TranscriptError

if TYPE_CHECKING:
    from sandpit.library import Library
    from sandpit.library.findings import Finding
    from sandpit.library.judging import Judged
    from sandpit.strategies import Strategy, Tally

INTERRUPTED = 130
"""The exit code of a command that was ended by Ctrl-C, as shells have it: 128 + SIGINT."""


class Commands(TyperGroup):
    """The commands: Ctrl-C ends any of them without a traceback, and any code page takes them."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Read the command line, after what a stream's code page lacks has got a substitute."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stderr_console().print("[bold red]sandpit:[/] stopped")
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


def _library(extra: Path | None) -> "Library":
    from sandpit.library import Library

    library = Library.default(*([extra] if extra is not None else []))
    for problem in library.problems:
        say(problem)
    return library


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Open the game, or run a command."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # of overflow on a stranger's level: the game copes
    if version:
        from sandpit import __version__

        print_line(f"sandpit {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        play(None, None)


@app.command(epilog="Example:  sandpit play lost-phone  ·  sandpit play my-level.json")
def play(
    level: Annotated[str | None, typer.Argument(help="A level's id, or a path to a file.")] = None,
    levels: LevelsDir = None,
) -> None:
    """Open the game, at its title or straight in a level."""
    with clear_errors():
        from sandpit.desktop import play as play_in_window

        play_in_window(level, levels)


@app.command("levels", epilog="Example:  sandpit levels --json")
def list_levels(levels: LevelsDir = None, as_json: AsJson = False) -> None:
    """List what can be played."""
    with clear_errors():
        rows = list(_level_rows(_library(levels)))
    if as_json:
        print_json(rows)
        return
    table = Table("level", "title", "axes", "goal", "stick", "dips", "par", box=None)
    chapter = None
    for row in rows:
        if row["chapter"] != chapter:
            chapter = row["chapter"]
            table.add_row(f"[bold]{shown(str(row['chapter_title']))}[/]")
        cells = [row[name] for name in ("id", "title", "axes", "goal", "dipstick", "dips", "par")]
        table.add_row(*[shown(str(cell)) for cell in cells])
    print_table(table)


def _level_rows(library: "Library") -> Iterator[dict[str, Any]]:
    for chapter in library.chapters:
        for entry in chapter.entries:
            try:
                level = entry.outline()
            except SandpitError as error:
                say(error)
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
    """Check level files: exit 0 if all are good, 1 if not; a warning leaves a file good."""
    from sandpit.library.checking import check as check_paths

    findings = []
    with clear_errors():
        for finding in check_paths(paths):
            findings.append(finding)
            if not as_json:
                _say_finding(finding)
    if as_json:
        print_json([{**asdict(finding), "good": finding.good} for finding in findings])
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


def _say_finding(finding: "Finding") -> None:
    if finding.severity == "none":
        text = f"[green]good[/]  {shown(finding.file)}"
    else:
        place = " ".join(part for part in (finding.file, finding.pointer) if part)
        cure = f" ({finding.cure})" if finding.cure else ""
        head = "[yellow]warning[/]" if finding.good else "[bold red]wrong[/]"
        text = f"{head} {shown(f'{place}: {finding.message}{cure}')}"
    stderr_console().print(text, soft_wrap=True)


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
    from sandpit.library import load_level
    from sandpit.library.judging import Judge

    with clear_errors():
        library = _library(levels)
        judge = Judge(library, load_level(level) if level is not None else None)
    invalid = 0
    with _score_rows(as_json=as_json) as tell:
        for path in transcripts:
            game = judge.judge(path)
            if not game.valid:
                invalid += 1
                stderr_console().print(
                    f"[bold red]not valid[/] {shown(game.error)}", soft_wrap=True
                )
            tell(game)
    if invalid:
        raise typer.Exit(1)


@contextmanager
def _score_rows(*, as_json: bool) -> "Iterator[Callable[[Judged], None]]":
    """Give what tells of games one after another: as JSON at once, else as a table at the end."""
    if as_json:
        with json_rows() as tell_row:
            yield lambda game: tell_row(game.members())
        return
    table = Table("transcript", "level", "player", "score", "stars", "outcome", "dips", box=None)

    def add(game: "Judged") -> None:
        if game.valid:
            row = game.members()
            stars = "*" * row["stars"] or "-"
            outcome = row["outcome"] or "unfinished"
            cells = (row["level"], row["player"], row["total"], stars, outcome, row["dips"])
            table.add_row(shown(row["transcript"]), *[shown(str(cell)) for cell in cells])

    yield add
    if table.row_count:
        print_table(table)


@app.command(epilog="Example:  sandpit draw lost-phone -o phone.png --size 1920x1080 --reveal")
def draw(
    level: Annotated[str, typer.Argument(help="A level's id, or a path to a file.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.png", help="Where to write.")],
    size: Annotated[str, typer.Option(help="Width x height in pixels.")] = "1280x720",
    transcript: Annotated[
        Path | None, typer.Option(metavar="T", help="A transcript to draw; without it, no dips.")
    ] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Take the sand off.")] = False,
    map_only: Annotated[bool, typer.Option("--map-only", help="Only the map.")] = False,
    dark: Annotated[bool, typer.Option("--dark", help="In the dark theme.")] = False,
    levels: LevelsDir = None,
) -> None:
    """Draw the play screen as a picture, with no display."""
    width, height = _size(size)
    if out.suffix.lower() != ".png":
        raise typer.BadParameter(f"{str(out)!r} must end in .png: pictures are written as PNG")
    with clear_errors(), _naming(transcript):
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


@contextmanager
def _naming(transcript: Path | None) -> Iterator[None]:
    """Say in which file it is that a transcript is wrong."""
    try:
        yield
    except TranscriptError as error:
        raise error.placed_in(str(transcript)) from error


def _size(text: str) -> tuple[int, int]:
    sides = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text.lower())
    if sides is None:
        raise typer.BadParameter(f"{text[:40]!r} is not a size: write one such as 1280x720")
    width, height = map(int, sides.groups())
    if not (320 <= width <= 7680 and 240 <= height <= 4320):
        raise typer.BadParameter("a picture must be from 320x240 to 7680x4320 pixels large")
    return width, height


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
    with clear_errors(), stdout_kept_for_data():  # a player's own file may print
        from sandpit.strategies import find_strategy

        player = find_strategy(strategy)
        library = _library(levels)
        tallies = _tallies(player, library, level, seeds)
    if as_json and tallies:
        print_json([asdict(row) for row in tallies])
    elif tallies:
        print_table(_tally_table(tallies))
    if len(tallies) < len(level):
        raise typer.Exit(1)


def _tally_table(tallies: "list[Tally]") -> Table:
    table = Table("level", "strategy", "games", "found", "dips", "score", "stars", box=None)
    for row in tallies:
        dips = "-" if row.dips is None else f"{row.dips:.1f}"
        cells = (row.games, f"{row.found:.0%}", dips, f"{row.total:.0f}", f"{row.stars:.1f}")
        table.add_row(shown(row.level), shown(row.strategy), *map(str, cells))
    return table


def _tallies(player: "Strategy", library: "Library", names: list[str], seeds: int) -> "list[Tally]":
    """Let a strategy play so many games on each level, with a progress bar on a terminal.

    A level that it cannot play is told, and keeps none of the others from their tallies.
    """
    from rich.progress import Progress

    from sandpit.strategies import games, tally

    tallies = []
    off = not is_terminal(sys.stderr)
    with Progress(console=stderr_console(), transient=True, disable=off) as progress:
        task = progress.add_task(f"{shown(player.name)} plays", total=seeds * len(names))
        for name in names:
            played = []
            try:
                level = library.load(name)
                for game in games(player, level, seeds):
                    played.append(game)
                    progress.advance(task)
                tallies.append(tally(level, player, played))
            except StrategyError as error:
                say(StrategyError(f"{name}: {error.message}", cure=error.cure))
            except SandpitError as error:
                say(error)
    return tallies


@app.command(epilog="Example:  sandpit new my-hill && sandpit play my-hill.json")
def new(name: Annotated[str, typer.Argument(help="The new level's name: NAME.json.")]) -> None:
    """Write a commented level to start from."""
    with clear_errors():
        from sandpit.library.template import write_template

        path = write_template(name)
    stderr_console().print(
        f"Written. Play it with: sandpit play {shown(str(path))}", soft_wrap=True
    )
    print_line(str(path))


class Described(StrEnum):
    """What has a JSON Schema."""

    LEVEL = "level"
    TRANSCRIPT = "transcript"
    SCORE = "score"


@app.command(epilog="Example:  sandpit schema > level.schema.json")
def schema(
    of: Annotated[
        Described, typer.Argument(metavar="KIND", help="What it describes.")
    ] = Described.LEVEL,
) -> None:
    """Print the JSON Schema of a level file, a transcript file or a score."""
    from sandpit.game.schemas import schema_of

    print_json(schema_of(of))
