"""avgtoets: reads Dutch privacy statements, extracts what they say, and checks it against the GDPR (AVG).

    from analyser import analyse_text
    analysis = analyse_text("Wij bewaren uw gegevens twee jaar.")

Names are loaded when first used: importing the package does not import spaCy.
"""

from __future__ import annotations

from importlib import import_module

_HOME = {
    "Analysis": "analyser.analysis",
    "analyse": "analyser.analysis",
    "analyse_text": "analyser.analysis",
    "load": "analyser.readers",
    "load_rules": "analyser.ruleset",
    "load_vocabulary": "analyser.vocabulary",
    "to_contract": "analyser.contract",
    "AvgtoetsError": "analyser.errors",
    "DataFileError": "analyser.errors",
    "InputError": "analyser.errors",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'analyser' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
