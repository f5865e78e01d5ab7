"""Reading and writing text files, with clear errors and nothing half written."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandpit.errors import LibraryError, SurfaceError
from sandpit.game import Reader, Transcript
from sandpit.library.disk import listed, resolved, when_free

LARGEST_DATA = 64_000_000
"""The most bytes that a data file beside a level may have."""

LARGEST = 8_000_000
"""The most bytes that a level or a transcript may have; larger files are not even opened."""


def read_text(path: Path) -> str:
    """Return the text of a file; raises LibraryError for anything that is no readable text."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LibraryError(f"{path} is a folder", cure="name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise LibraryError(f"{path} is not an ordinary file", cure="name an ordinary file")
        if status.st_size > LARGEST:
            raise LibraryError(
                f"{path} has {status.st_size:,} bytes; at most {LARGEST:,} are read",
                cure="is it the right file?",
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise LibraryError(f"{path} is not a text in UTF-8", cure="save it as UTF-8") from None
    except FileNotFoundError:
        raise LibraryError(f"there is no file {path}", cure="check the spelling") from None
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be read: {error.strerror}", cure="make it readable, or name another"
        ) from None
    except ValueError:  # of a null, or half a surrogate pair
        raise LibraryError(f"{str(path)!r} is not a valid file name", cure="name another") from None


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all, in its folder or a new one; raises LibraryError."""
    with _writing(path):
        content = text.encode("utf-8")
        path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, content)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all in a folder that is there; raises LibraryError."""
    draft = path.with_name(f".sandpit-{secrets.token_hex(8)}")
    with _writing(path):
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            when_free(lambda: draft.replace(path))
        finally:
            draft.unlink(missing_ok=True)


def read_transcript(path: Path) -> Transcript:
    """Read a transcript file; raises LibraryError or TranscriptError."""
    return Transcript.from_json(read_text(path), source=str(path))


def beside(level: Path) -> Reader:
    """Return what reads files in a level's folder, and in no other: for its surface's data.

    A link is followed no further than to that folder, or to where the level itself is a link to.
    """

    def read(name: str) -> bytes:
        path = level.parent / name
        if name != Path(name).name or name.startswith(".") or "\\" in name or not name:
            raise SurfaceError(
                f'"{name}" is not the name of a file beside the level',
                cure="put the file into the level's folder, and write its name without a path",
            )
        try:
            path = listed(path)
        except LibraryError as error:
            raise SurfaceError(error.message, cure=error.cure) from None
        with _reading(name):
            status = path.stat()
            if resolved(path).parent not in (resolved(level.parent), resolved(level).parent):
                raise SurfaceError(
                    f"{name} is a link out of the level's folder", cure="put the file itself there"
                )
            if stat.S_ISDIR(status.st_mode):
                raise SurfaceError(f"{name} is a folder", cure="name a file beside the level")
            if not stat.S_ISREG(status.st_mode):
                raise SurfaceError(f"{name} is not an ordinary file", cure="name an ordinary file")
            if status.st_size > LARGEST_DATA:
                raise SurfaceError(
                    f"{name} has more than {LARGEST_DATA:,} bytes", cure="use fewer rows"
                )
            return path.read_bytes()

    return read


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn the disk's refusal of a file to be written into one clear error."""
    try:
        yield
    except FileNotFoundError:
        raise LibraryError(
            f"{path} cannot be written: there is no folder {path.parent}",
            cure="make the folder first, or name another",
        ) from None
    except (FileExistsError, NotADirectoryError):
        raise LibraryError(
            f"{path} cannot be written: {path.parent} is not a folder", cure="name a folder"
        ) from None
    except OSError as error:
        raise LibraryError(
            f"{path} cannot be written: {error.strerror}", cure="name a place that can be written"
        ) from None
    except ValueError:  # of a null, or half a surrogate pair
        raise LibraryError(
            f"{str(path)!r} cannot be written: no file has such a name, or such characters",
            cure="choose another name, or leave them out",
        ) from None


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn the disk's refusal of a file beside a level into an error of the surface's."""
    try:
        yield
    except FileNotFoundError:
        raise SurfaceError(
            f"there is no file {name} beside the level", cure="check the spelling"
        ) from None
    except OSError as error:
        raise SurfaceError(
            f"{name} cannot be read: {error.strerror}", cure="make it readable"
        ) from None
    except ValueError:  # of a null, or half a surrogate pair
        raise SurfaceError(f"{name!r} is not a valid file name", cure="rename it") from None
