"""The rooms and their arrows: who may import whom, and how large a thing may grow."""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import sandpit

PACKAGE = Path(sandpit.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

ROOMS = {
    "errors": set(),
    "surfaces": {"errors"},
    "game": {"surfaces", "errors"},
    "library": {"game", "errors"},
    "strategies": {"game", "errors"},
    "desktop": {"strategies", "library", "game", "surfaces", "errors"},
    "console": {"errors"},
    "cli": {"console", "desktop", "strategies", "library", "game", "surfaces", "errors"},
    "__init__": {"library", "game", "errors"},
    "__main__": {"cli"},
}
"""For each room, the other rooms that it may reach."""

PARTS = {
    "errors": set(),
    "surfaces": {"numpy", "symengine"},
    "game": {"numpy", "pydantic", "rfc8785"},
    "library": {"pydantic", "platformdirs"},
    "strategies": {"numpy"},
    "desktop": {"numpy", "pygame", "pygame_gui", "contourpy", "cmap", "ziamath", "ziafont"},
    "console": {"typer", "rich"},
    "cli": {"typer", "rich"},
    "__init__": set(),
    "__main__": set(),
}
"""For each room, the parts from outside that it may use, besides the standard library."""

CHECKOUT = PACKAGE.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = PROJECT["dependencies"]
FOR_TESTS = [*NEEDED, *PROJECT["optional-dependencies"]["test"]]

NETWORK = {"ftplib", "http", "smtplib", "socket", "socketserver", "ssl", "urllib", "xmlrpc"}
UNSAFE = {"ctypes", "marshal", "pickle", "shelve"}
EXEMPT = {"desktop/hints.py": {"ctypes"}}
"""Who may use what is unsafe all the same: one call with a constant tells Windows the program."""
STANDARD = sys.stdlib_module_names - NETWORK - UNSAFE
"""What the rooms may use of the standard library: nothing that calls out or runs what it reads."""


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def room_of(module: Path) -> str:
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Yield every imported name, in full, with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which room is meant"
            assert node.module is not None
            if node.module == "sandpit":
                yield from ((f"sandpit.{alias.name}", node) for alias in node.names)
            else:
                yield node.module, node


def at_module_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements that run when the module is imported, branches included."""
    pending: list[ast.stmt] = list(tree.body)
    while pending:
        statement = pending.pop()
        yield statement
        is_for_types = isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test)
        if isinstance(statement, ast.If | ast.Try | ast.With) and not is_for_types:
            pending += [node for node in ast.walk(statement) if isinstance(node, ast.stmt)][1:]


def id_of(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


Lint = Callable[[Path], Iterator[str]]
"""Yields what is wrong with a module, in words that say where."""


def faults(lint: Lint) -> list[str]:
    """Return what a lint finds in all modules, each fault with the name of its file."""
    return [f"{id_of(module)}: {fault}" for module in MODULES for fault in lint(module)]


def test_every_module_belongs_to_a_known_room() -> None:
    assert [id_of(module) for module in MODULES if room_of(module) not in ROOMS] == []


def foreign_rooms(module: Path) -> Iterator[str]:
    room = room_of(module)
    for name, statement in imports(tree_of(module)):
        first, *rest = name.split(".")
        is_ours = first == "sandpit" and rest and rest[0] not in (room, "__version__")
        if is_ours and rest[0] not in ROOMS[room]:
            yield f"line {statement.lineno} imports {name}"


def test_a_room_reaches_only_the_rooms_it_may() -> None:
    assert faults(foreign_rooms) == []


def foreign_parts(module: Path) -> Iterator[str]:
    allowed = PARTS[room_of(module)] | STANDARD | EXEMPT.get(id_of(module), set()) | {"sandpit"}
    for name, statement in imports(tree_of(module)):
        if name.split(".")[0] not in allowed:
            yield f"line {statement.lineno} imports {name}"


def test_a_room_uses_only_the_parts_it_may() -> None:
    assert faults(foreign_parts) == []


def declared(requirements: list[str]) -> set[str]:
    """Return the names of required distributions, all written alike."""
    return {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in requirements}


def parts_of(modules: Iterable[Path]) -> set[str]:
    """Return the first names of all imports that are neither ours nor the standard library's."""
    first = {name.split(".")[0] for module in modules for name, _ in imports(tree_of(module))}
    return first - sys.stdlib_module_names - {"sandpit", "tests"}


def test_what_the_game_uses_is_what_it_needs_to_be_installed() -> None:
    """Nothing is missing, and nothing is installed in vain."""
    home = packages_distributions()
    used = {one.lower().replace("_", "-") for part in parts_of(MODULES) for one in home[part]}
    # ziafont comes with ziamath, as its own part.
    assert used - {"ziafont"} == declared(NEEDED)


def test_what_the_tests_use_is_declared() -> None:
    home = packages_distributions()
    for part in parts_of((CHECKOUT / "tests").rglob("*.py")):
        names = {one.lower().replace("_", "-") for one in home[part]}
        assert names & declared(FOR_TESTS), f"{part} is imported by tests and not declared"


def rows_of(text: str) -> Iterator[list[str]]:
    """Yield the cells of a Markdown table's rows."""
    for line in text.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def test_the_readme_draws_the_arrows_as_they_are() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    section = text.split("## The rooms")[1].split("\n## ")[0]
    told = {}
    for name, _, may in rows_of(section):
        room = name.strip("`").removeprefix("sandpit/").removesuffix(".py").strip("/")
        told[room] = may
    rooms = {room for room in ROOMS if not room.startswith("__")}
    assert set(told) == rooms
    for room, may in told.items():
        expected = ROOMS[room]
        if may in ("all", "all of the above"):
            before = rooms if may == "all" else set(list(told)[: list(told).index(room)])
            assert expected == before - {room}, room
        else:
            assert {word for word in may.split(", ") if word != "nothing"} == expected, room


def test_the_commands_load_the_window_and_the_game_only_when_they_run() -> None:
    tree = tree_of(PACKAGE / "cli.py")
    top = set(map(id, at_module_level(tree)))
    at_once = {name for name, statement in imports(tree) if id(statement) in top}
    assert {name for name in at_once if name.startswith("sandpit.")} <= {
        "sandpit.console",  # which reaches nothing but the errors
        "sandpit.errors",
    }


def long_modules(module: Path) -> Iterator[str]:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    if lines > 400:
        yield f"{lines} lines"


def test_a_module_is_short_enough_to_be_read() -> None:
    assert faults(long_modules) == []


def long_functions(module: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > 70:
                yield f"{node.name} has {length} lines"


def test_a_function_fits_a_screen() -> None:
    assert faults(long_functions) == []


MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CHANGING = {"append", "add", "clear", "extend", "insert", "pop", "popitem", "remove"}
CHANGING |= {"setdefault", "update", "discard", "sort", "reverse"}


def tables_of(tree: ast.Module) -> set[str]:
    """Return the names of the lists, dicts and sets that a module makes when it is imported."""
    tables = set()
    for statement in at_module_level(tree):
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                if isinstance(statement.value, MUTABLE) and isinstance(target, ast.Name):
                    tables.add(target.id)
    return tables


def states(module: Path) -> Iterator[str]:
    """A list or dict of a module is a table: named like a constant and changed by nobody."""
    tree = tree_of(module)
    tables = tables_of(tree)
    for name in tables:
        if not name.isupper() and name != "__all__":
            yield f"{name} looks like a variable"
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield f"line {node.lineno}: global"
        match node:
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if (
                name in tables
            ):
                yield f"line {node.lineno} changes a table"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            changes = node.func.attr in CHANGING
            if changes and getattr(node.func.value, "id", "") in tables:
                yield f"line {node.lineno} changes a table"


def test_no_module_keeps_a_state_of_its_own() -> None:
    assert faults(states) == []


def test_every_room_but_the_window_works_without_it() -> None:
    """Only the window's room names what only it may name."""
    for module in MODULES:
        if room_of(module) != "desktop":
            names = {name.split(".")[0] for name, _ in imports(tree_of(module))}
            assert not names & {"pygame", "pygame_gui", "contourpy", "cmap"}, id_of(module)
