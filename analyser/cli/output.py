"""What the commands share: the payload on standard output or in a file, everything else on standard error."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from analyser.errors import AvgtoetsError

STDOUT = "-"
Command = TypeVar("Command", bound=Callable[..., object])


class ReaderGone(Exception):
    """Whoever read standard output has closed it; there is nothing more to do and nothing to say."""


class OutputError(AvgtoetsError):
    """A file that cannot be written."""


def complain(message: str) -> None:
    """One line on standard error, whatever control characters a file name brings along."""
    click.echo(f"avgtoets: {printable(message)}", err=True)


def printable(text: str) -> str:
    """The text on one line, without control characters, escape sequences and marks of direction."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def complain_of(name: str, message: str) -> None:
    """One line on standard error that begins with the name of what it is about."""
    complain(message if message.startswith(name) else f"{name}: {message}")


def write_stdout(text: str) -> None:
    """Writes the payload as UTF-8; raises ReaderGone when the reader has left."""
    write_stdout_bytes(text.encode("utf-8", "replace"))


def write_stdout_bytes(data: bytes) -> None:
    """Writes the payload as it is; raises ReaderGone when the reader has left."""
    stream = sys.stdout
    try:
        stream.flush()
        if hasattr(stream, "buffer"):
            stream.buffer.write(data)
            stream.buffer.flush()
        else:
            stream.write(data.decode("utf-8", "replace"))
            stream.flush()
    except BrokenPipeError as error:
        # The interpreter flushes once more on its way out: give it somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise ReaderGone from error
    except OSError as error:
        raise OutputError(f"standard output: cannot be written ({error.strerror or error})") from error


def write_file(path: Path, text: str) -> None:
    """Writes the text as UTF-8, as `write_bytes` does."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Writes the whole file or leaves what was there; raises OutputError with the reason."""
    target = Path(os.path.realpath(path))  # a link keeps pointing to its file
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise OutputError(f"{path}: is a folder; name a file")
        try:
            target.write_bytes(data)  # a device or pipe cannot be replaced
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
        return
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".avgtoets-", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # on the disk before it takes the place of what was there
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
        temporary = None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write(text: str, output: str) -> None:
    """Writes the payload to the file, or to standard output for "-"."""
    if output == STDOUT:
        write_stdout(text)
    else:
        write_file(Path(output), text)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
