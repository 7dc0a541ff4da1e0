"""What one worker does with one statement; it runs in another process, on this machine or another.

What goes to a worker is the configuration and the bytes of a statement; what comes back is an `Outcome`.
"""

from __future__ import annotations

import gc
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analyser.cache import digest, judging
from analyser.config import Config
from analyser.errors import AvgtoetsError, ConfigError, InputError
from analyser.types import Language, MediaType, Source

if TYPE_CHECKING:
    from analyser.ruleset import RuleSet
    from analyser.web.fetch import Page


@dataclass(frozen=True, slots=True)
class Setup:
    """How statements are judged, as it is sent to workers. `fingerprint` is that of the program, the rules, the packs
    and the configuration: equal fingerprints judge equal texts alike."""

    config: str  # JSON
    language: Language
    fingerprint: str

    @classmethod
    def of(cls, config: Config, language: Language) -> Setup:
        """The setup of a configuration here; raises DataFileError when a pack of rules is not there."""
        packs = tuple(pack.absolute() for pack in config.extend_rules)  # a worker may stand in another folder
        config = config.model_copy(update={"extend_rules": packs})
        return cls(config.model_dump_json(), language, _fingerprint(config, language))


@dataclass(frozen=True, slots=True)
class Task:
    """A statement to analyse: the bytes of a file, or the page that an address gave. Workers make text of it."""

    key: str
    sha256: str
    data: bytes | Page

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data if isinstance(self.data, bytes) else self.data.data)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one statement.

    `ok` has an analysis; `failed` an error in words, without the text of the statement, and `lasting` when the same
    content would fail again; `unchanged` is known from before and has neither.
    """

    key: str  # as the statement was named
    sha256: str  # of the content, hexadecimal; "" when it could not be read
    status: Literal["ok", "failed", "unchanged"]
    error: str = ""
    lasting: bool = False
    packed: bytes = b""  # the JSON of the contract, compressed with zlib
    verdicts: Mapping[str, int] = field(default_factory=dict)  # number of findings by status
    media_type: MediaType | None = None
    text: bytes = b""  # the decoded statement that offsets count in, UTF-8, compressed with zlib

    @property
    def json(self) -> bytes:
        """The analysis as the published contract describes it, compact JSON in UTF-8; empty without one."""
        return zlib.decompress(self.packed) if self.packed else b""


def prepare(setup: Setup) -> None:
    """Loads rules and pipeline and learns the words and phrases that are met most, so that the first statement is about
    as quick as the others.

    Raises ConfigError when this process would judge otherwise than the one that sent the setup, DataFileError when the
    rules are not valid.
    """
    _judging(setup)
    learn()


@lru_cache(maxsize=1)
def learn() -> None:
    """What of that is the same for every setup; a process that is forked from one that has learned need not."""
    gc.set_threshold(100_000, 50, 50)  # nearly all that is made here stays
    from analyser.analysis import analyse_text
    from analyser.ruleset import load_rules

    examples = (example for rule in load_rules().values() for example in rule.examples.get("met", ()))
    analyse_text("\n\n".join(examples))
    gc.collect()
    gc.freeze()  # rules and vocabulary live as long as the process: they are not looked through for garbage


@lru_cache(maxsize=1)
def _judging(setup: Setup) -> tuple[Config, RuleSet]:
    config = Config.model_validate_json(setup.config)
    if _fingerprint(config, setup.language) != setup.fingerprint:
        raise ConfigError(
            "a worker has another version of avgtoets, of Python or of the rules than this process: install the same "
            "on every machine, packs of rules at the same place, and start the workers again"
        )
    return config, config.rules()


def _fingerprint(config: Config, language: Language) -> str:
    return digest(judging(config), language)


def carry_out(setup: Setup, task: Task) -> Outcome:
    """The outcome of one statement. What fails because of the statement is an outcome; ConfigError and DataFileError,
    which every statement would meet, are raised."""
    from analyser.analysis import analyse
    from analyser.contract import to_contract
    from analyser.readers.loading import source_from_bytes, source_from_page

    config, rules = _judging(setup)
    source = None
    try:
        data = task.data
        source = source_from_bytes(task.key, data) if isinstance(data, bytes) else source_from_page(data)
        analysis = analyse(source, rules, jurisdiction=config.law, as_of=config.as_of)
        model = to_contract(analysis, setup.language)
        content = model.model_dump_json().encode()
    except InputError as error:
        return failed(task, str(error), lasting=True, source=source)
    except MemoryError:
        return failed(task, "there was not enough memory for it", lasting=False, source=source)
    except AvgtoetsError:
        raise
    except Exception as error:
        # The message of a crash can repeat the statement, and with it names of people: its kind and place do not.
        message = f"crashed ({type(error).__name__} in {_place(error)})"
        return failed(task, message, lasting=not isinstance(error, OSError), source=source)
    return Outcome(
        task.key, task.sha256, "ok", packed=zlib.compress(content), media_type=source.media_type,
        verdicts=dict(sorted(Counter(finding.status for finding in model.findings).items())), text=_packed(source),
    )  # fmt: skip


def failed(task: Task, error: str, *, lasting: bool, source: Source | None = None) -> Outcome:
    """The outcome of a statement that could not be analysed."""
    message = error.removeprefix(f"{task.key}: ")
    if source is None:
        return Outcome(task.key, task.sha256, "failed", message, lasting)
    return Outcome(
        task.key, task.sha256, "failed", message, lasting, media_type=source.media_type, text=_packed(source)
    )


def _packed(source: Source) -> bytes:
    return zlib.compress(source.text.encode("utf-8", "surrogatepass"))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "an unknown place"
