"""Reading and writing text files, with clear errors and nothing half written."""

import os
import secrets
import stat
from pathlib import Path

from sandpit.errors import LibraryError
from sandpit.game import Transcript

LARGEST = 8_000_000
"""The most bytes that a level or a transcript may have; larger files are not even opened."""


def read_text(path: Path) -> str:
    """Return the text of a file; raises LibraryError for anything that is no readable text."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LibraryError(f"{path} is a folder", cure="name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise LibraryError(f"{path} is not an ordinary file")
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
        raise LibraryError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise LibraryError(f"{str(path)!r} is no name of a file: {error}") from None


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all; raises LibraryError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("x", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise LibraryError(f"{path} cannot be written: {error.strerror}") from None
    except ValueError as error:
        raise LibraryError(f"{str(path)!r} cannot be written: {error}") from None


def read_transcript(path: Path) -> Transcript:
    """Read a transcript file; raises LibraryError or TranscriptError."""
    return Transcript.from_json(read_text(path), source=str(path))
