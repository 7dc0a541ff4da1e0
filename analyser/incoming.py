"""Keys of statements → what is to be analysed: files are read when they are asked for, addresses ahead of that.

Addresses of different hosts are asked at the same time, those of one host one after another, each host once a second
and as its robots.txt allows.
"""

from __future__ import annotations

import hashlib
import os
import signal
import stat
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Condition, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from analyser.engines.work import Outcome, Task, failed
from analyser.errors import InputError
from analyser.paths import is_address

if TYPE_CHECKING:
    from analyser.web.fetch import Fetcher

_THREADS = 16  # hosts that are asked at the same time
_FURTHER = 256  # statements that an address is asked before its turn: another host may be slow to answer
MOST_BYTES = 64 * 1024 * 1024  # of statements that are held until they are analysed


class Incoming:
    """Statements by their keys, numbered from 0 in this order."""

    def __init__(self, keys: Sequence[str], *, allow_private: bool) -> None:
        self._keys, self._allow_private = keys, allow_private
        self._next = 0  # the first that was not asked for
        self._asked = 0  # addresses that were, and have not been taken
        self._come: SimpleQueue[tuple[int, Task | Outcome | Exception]] = SimpleQueue()
        self._hosts: dict[str, deque[int]] = {}  # what is still to be asked of each that a thread is at, or will be
        self._ready: deque[str] = deque()  # of these, those that no thread is at
        self._threads = self._held = 0
        self._ended = False
        self._change = Condition()

    @property
    def asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._asked > 0

    def take(self, until: int, *, wait: bool) -> tuple[int, Task | Outcome] | None:
        """A statement that has come and its number, or the outcome that it cannot be read; None when none has, unless
        that is to be waited for. Files are read below the number `until`, addresses asked some further."""
        while self._come.empty() and self._next < len(self._keys):
            number, key = self._next, self._keys[self._next]
            if number >= until + (_FURTHER if is_address(key) else 0):
                break
            self._next += 1
            if not is_address(key):
                return number, _file(key)
            self._ask(number)
        try:
            number, come = self._come.get(block=wait and self.asking)
        except Empty:
            return None
        self._asked -= 1
        if isinstance(come, Exception):
            raise come
        with self._change:
            self._held -= _size(come)
            self._change.notify_all()
        return number, come

    def close(self) -> None:
        """No further address is asked; answers that are awaited are not waited for."""
        with self._change:
            self._ended = True
            self._change.notify_all()

    def _ask(self, number: int) -> None:
        host = _host(self._keys[number])
        self._asked += 1
        with self._change:
            if host in self._hosts:
                self._hosts[host].append(number)
                return
            self._hosts[host] = deque((number,))
            self._ready.append(host)
            self._change.notify_all()
        if self._threads < _THREADS:
            if not self._threads:
                _fetcher(self._allow_private)  # before threads make one each
            self._threads += 1
            Thread(target=self._fetch, name="avgtoets-fetch", daemon=True).start()

    def _fetch(self) -> None:
        """The life of a thread: a page of one host, then one of another."""
        if hasattr(signal, "pthread_sigmask"):  # Ctrl-C is for the main thread, which leaves it at times
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        while True:
            with self._change:
                self._change.wait_for(lambda: self._ended or (self._ready and self._held < MOST_BYTES))
                if self._ended:
                    return
                host = self._ready.popleft()
                number = self._hosts[host].popleft()
            try:
                come: Task | Outcome | Exception = _page(self._keys[number], self._allow_private)
            except Exception as error:
                come = error  # raised where it is taken
            with self._change:
                self._held += 0 if isinstance(come, Exception) else _size(come)
                if self._hosts[host]:
                    self._ready.append(host)
                else:
                    del self._hosts[host]
                self._change.notify_all()
            self._come.put((number, come))


def _size(come: Task | Outcome) -> int:
    return come.size if isinstance(come, Task) else 0


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""  # no address at all, as its outcome will tell


def _fetcher(allow_private: bool) -> Fetcher:
    from analyser.web.fetch import shared_fetcher

    return shared_fetcher(allow_private)


def _page(address: str, allow_private: bool) -> Task | Outcome:
    try:
        page = _fetcher(allow_private).get(address)
    except InputError as error:
        return _unread(address, error)
    return Task(address, page.sha256, page)


def _file(path: str) -> Task | Outcome:
    try:
        data = _content(path)
    except InputError as error:
        return _unread(path, error)
    return Task(path, hashlib.sha256(data).hexdigest(), data)


def _unread(key: str, error: InputError) -> Outcome:
    return failed(Task(key, "", b""), str(error), lasting=False)


def _content(path: str) -> bytes:
    from analyser import readers

    try:
        if stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  # a pipe or device may never end
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read(readers.MAX_DOCUMENT_BYTES + 1)
        if not Path(path).is_dir():
            raise InputError(f"{path}: is no file; name the file of one statement.")
    except (OSError, ValueError):
        pass  # the reader tells why
    readers.load(path)
    raise InputError(f"{path}: cannot be read; check the path.")
