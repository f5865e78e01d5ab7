"""What runs on one system alone has no place in the game: it is played on all three."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sandpit

PACKAGE = Path(sandpit.__file__).parent

POSIX_MODULES = {"crypt", "curses", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource"}
POSIX_MODULES |= {"spwd", "syslog", "termios", "tty"}
WINDOWS_MODULES = {"_winapi", "msvcrt", "winreg", "winsound"}

POSIX_NAMES = {
    "os": "chown chroot ctermid fchmod fchown fork forkpty getegid geteuid getgid getgroups "
    "getloadavg getpgid getpgrp getpriority getresuid getsid getuid initgroups killpg lchown "
    "login_tty mkfifo mknod nice openpty posix_fadvise posix_spawn pread pwrite register_at_fork "
    "sched_getaffinity sched_setaffinity sendfile setpgid setpgrp setpriority setsid setuid "
    "statvfs sync sysconf tcgetpgrp ttyname uname wait wait3 wait4 waitid",
    "signal": "SIGALRM SIGCHLD SIGCONT SIGHUP SIGIO SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP "
    "SIGTTIN SIGTTOU SIGUSR1 SIGUSR2 SIGWINCH SIGXCPU alarm getitimer pause pthread_kill "
    "pthread_sigmask setitimer sigpending sigwait",
    "time": "tzset clock_settime pthread_getcpuclockid",
    "select": "epoll kqueue poll",
    "socket": "AF_UNIX",
    "asyncio": "open_unix_connection start_unix_server",
}
POSIX = {f"{module}.{name}" for module, names in POSIX_NAMES.items() for name in names.split()}

FIXED_PLACE = re.compile(r"(/(tmp|dev|proc|sys|etc|usr|var|home|opt|bin|root)(/|$)|[A-Za-z]:\\)")
"""A path that only one system has."""

NO_TIME = re.compile(r"%-[A-Za-z]")
"""A way of writing dates that the C library of Windows lacks."""

TEXT_METHODS = {"open": 2, "read_text": 0, "write_text": 1}
"""For each method that opens a text: how many of its arguments come before the encoding."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE.parent).as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    """Return `os.fork` for the tree of it, or nothing."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def posix_only(node: ast.AST) -> str | None:
    """Return what is wrong with a piece of code, or None."""
    if dotted(node) in POSIX:
        return f"{dotted(node)} is not on every system"
    if isinstance(node, ast.Import):
        names = {alias.name.split(".")[0] for alias in node.names}
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        names = {node.module.split(".")[0]}
        if any(f"{node.module}.{alias.name}" in POSIX for alias in node.names):
            return f"what is imported from {node.module} is not on every system"
    else:
        return None
    for name in sorted(names & (POSIX_MODULES | WINDOWS_MODULES)):
        return f"the module {name} is not on every system"
    return None


def fixed_place(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    if FIXED_PLACE.match(node.value):
        return f"{node.value!r} is a place of one system"
    if NO_TIME.search(node.value):
        return f"{node.value!r} writes a date as Windows cannot"
    return None


def joined_by_hand(node: ast.AST) -> str | None:
    """Find `f"{folder}/{name}"` made into a path, which `folder / name` is on every system."""
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in ("Path", "open"):
        return None
    for argument in node.args:
        if isinstance(argument, ast.JoinedStr):
            texts = [part.value for part in argument.values if isinstance(part, ast.Constant)]
            if any("/" in str(text) or "\\" in str(text) for text in texts):
                return "a path is put together by hand"
    return None


def without_encoding(node: ast.AST) -> str | None:
    """Find texts that are read or written in whatever encoding the system prefers."""
    if not isinstance(node, ast.Call):
        return None
    named = {keyword.arg for keyword in node.keywords}
    called = (
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    )
    if dotted(node.func).startswith("subprocess.") and named & {"text", "universal_newlines"}:
        return None if "encoding" in named else "what another program writes has no encoding"
    if called not in TEXT_METHODS or "encoding" in named:
        return None
    # `open` of a scene or a gamepad takes no mode; of a file, "rb" is no text.
    modes = [
        argument.value
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    if called == "open":
        is_text = [mode for mode in modes if re.fullmatch(r"[rwax]\+?t?", mode)]
        return "a text is opened without an encoding" if is_text else None
    if dotted(node.func) == "" and isinstance(node.func, ast.Name):
        return None  # our own read_text and write_text
    return None if len(node.args) > TEXT_METHODS[called] else "a text has no encoding"


RULES = (posix_only, fixed_place, joined_by_hand, without_encoding)


def test_the_game_uses_nothing_that_one_system_lacks() -> None:
    wrong = [
        f"{name}:{getattr(node, 'lineno', 0)}: {found}"
        for name, tree in modules()
        for node in ast.walk(tree)
        for rule in RULES
        if (found := rule(node)) is not None
    ]
    assert wrong == []


UNPORTABLE = {
    "import fcntl": posix_only,
    "from resource import getrlimit": posix_only,
    "import pwd as users": posix_only,
    "from os import fork": posix_only,
    "os.getuid()": posix_only,
    "signal.signal(signal.SIGALRM, stop)": posix_only,
    "import winreg": posix_only,
    "Path('/tmp') / 'x'": fixed_place,
    "open('/dev/null', 'wb')": fixed_place,
    "Path('C:\\\\Users')": fixed_place,
    "now.strftime('%-d %B')": fixed_place,
    "Path(f'{folder}/{name}.json')": joined_by_hand,
    "path.read_text()": without_encoding,
    "path.write_text(text)": without_encoding,
    "path.open('w')": without_encoding,
    "open(name, 'r')": without_encoding,
    "subprocess.run(command, text=True)": without_encoding,
}


@pytest.mark.parametrize("code", UNPORTABLE)
def test_what_one_system_lacks_is_found(code: str) -> None:
    assert any(UNPORTABLE[code](node) for node in ast.walk(ast.parse(code)))


PORTABLE = (
    "import os, signal",
    "os.replace(a, b)",
    "signal.signal(signal.SIGINT, stop)",
    "folder / 'tmp' / 'x'",
    "now.strftime('%d %B')",
    "path.read_text('utf-8')",
    "path.write_text(text, encoding='utf-8')",
    "path.open('rb')",
    "self.gamepads.open()",
    "read_text(path)",
    "f'{width}/{height}'",
    "subprocess.run(command, text=True, encoding='utf-8')",
)


@pytest.mark.parametrize("code", PORTABLE)
def test_what_every_system_has_is_let_be(code: str) -> None:
    assert not any(rule(node) for node in ast.walk(ast.parse(code)) for rule in RULES)


def test_the_workflow_runs_the_tests_on_every_system_and_the_oldest_python() -> None:
    workflow = (PACKAGE.parent / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    project = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    oldest = re.search(r'requires-python = ">=([\d.]+)"', project)
    assert oldest is not None
    assert f'python: ["{oldest[1]}", "3.x"]' in workflow
    for system in ("ubuntu", "windows", "macos"):
        assert f"{system}-latest" in workflow
