"""Six fictional organisations as a comparison meets them: printed analyses, made by hand so that no rule moves them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from analyser.analysis import analyse_text
from analyser.compare.subject import Subject
from analyser.contract import AnalysisModel, FactModel, FindingModel, LinkModel, to_contract
from analyser.organisations import Organisation
from analyser.ruleset import RuleSet, load_rules

RULES = (
    "info/controller-identity", "info/purposes", "info/legal-basis", "info/retention", "rights/right-access",
    "rights/response-time", "clarity/hedge", "consistency/contradiction", "sector/camera-nl", "sector/camera-be",
)  # fmt: skip
HOSTILE = '=HYPERLINK("http://evil.example") <script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7*7 }} | `x`'
EMAIL, ADDRESS = "info@{}.example", "Lindelaan {}, 1234 AB Voorbeelddam"
_ALIKE = (
    ("Gemeente Voorbeelddam", "gemeente", "groot"),
    ("Gemeente Proefwoude", "gemeente", "klein"),
    ("Gemeente Testerveen", "gemeente", "klein"),
    ("Basisschool De Vlieger", "school", "klein"),
    ("Lyceum Het Kompas", "school", "groot"),
)
_FIELDS = {"purpose": "purposes", "data_category": "data_categories", "retention": "retention"}


def rules() -> RuleSet:
    """The few rules that the sample was checked against."""
    return load_rules().chosen(RULES)


@lru_cache(maxsize=1)
def _real() -> AnalysisModel:
    """A printed analysis of which copies are made, so that they have all that the contract asks."""
    return to_contract(analyse_text("# Privacy\n\nUw e-mailadres bewaren wij een jaar voor de nieuwsbrief.\n"))


def _place(text: str, line: int) -> dict[str, object]:
    start = 100 * line
    return {"quote": text, "text": text, "line": line, "start": start, "end": start + len(text), "section": [text[:10]]}


def fact(kind: str, value: str, text: str, line: int, **attributes: str) -> FactModel:
    """A fact that a passage states."""
    said = {"kind": kind, "value": value, "attributes": attributes, "match": text}
    return _real().facts[0].model_copy(update={**said, **_place(text, line)})


def _finding(name: str, rule: str, status: str, line: int, text: str) -> FindingModel:
    shown = next(finding for finding in _real().findings if finding.evidence)
    place = shown.evidence[0].model_copy(update=_place(f"{name} schrijft dit bij {rule}. {text}".strip(), line))
    said = {"rule": rule, "status": status, "message": f"{name}: {status}. {text}", "fingerprint": name + rule}
    without = status in ("missing", "not_applicable")
    return shown.model_copy(update={**said, "line": line, "evidence": [] if without else [place]})


def analysis(
    name: str,
    verdicts: Mapping[str, str],
    kept: Sequence[tuple[str, str, str, str]] = (),
    more: Sequence[FactModel] = (),
    text: str = "",
) -> AnalysisModel:
    """A printed analysis: verdicts by rule, and what is kept as (kind, value, period, passage)."""
    facts, activities = [fact("controller", name, f"{name} is verantwoordelijk.", 3), *more], []
    for number, (kind, value, period, passage) in enumerate(kept, 20):
        links = []
        for each, said in ((kind, value), ("retention", period)):
            links.append(LinkModel(field=_FIELDS[each], value=said, fact=len(facts), basis="sentence"))
            facts.append(fact(each, said, passage, number))
        activities.append(_real().activities[0].model_copy(update={"name": name, "recipients": [name], "links": links}))
    document = {
        "source": f"{name}.md",
        "sha256": sha256(name.encode()).hexdigest(),
        "title": f"Privacy bij {name}",
        "words": 321,
        "version_date": "2026-01-02",
    }
    found = [_finding(name, rule, status, line, text) for line, (rule, status) in enumerate(verdicts.items(), 5)]
    return _real().model_copy(
        update={
            "document": _real().document.model_copy(update=document),
            "facts": facts,
            "activities": activities,
            "findings": found,
        }
    )


def subjects(text: str = "") -> list[Subject]:
    """Five municipalities and schools that are much alike and a shop that is not; `text` is in every finding."""
    good = dict.fromkeys(RULES[:7], "met") | {"sector/camera-nl": "not_applicable"}
    made = []
    for number, (name, sector, size) in enumerate(_ALIKE):
        verdicts = good | ({"rights/response-time": "partial"} if number % 2 else {})
        mail, address = EMAIL.format(f"plaats{number}"), ADDRESS.format(number)
        more = [
            fact("contact", mail, f"Mail naar {mail}.", 4, channel="email"),
            fact("contact", address, f"Ons adres: {address}.", 5, channel="address"),
            fact("purpose", "recruitment", f"{name} behandelt sollicitaties.", 6),
            fact("data_category", "email", f"Uw e-mailadres staat bij {name}.", 7),
            fact("recipient", "mailing_provider", f"De brief van {name} gaat via Postduif.", 8, name="Postduif B.V."),
        ]
        kept = [("purpose", "recruitment", "P4W", f"{name} bewaart sollicitaties vier weken.")]
        about = {"sector": sector, "size": size, "plaats": f"Plaats {number}"}
        made.append(
            Subject.of(Organisation(f"teksten/{name}.md", name, about), analysis(name, verdicts, kept, more, text))
        )
    verdicts = good | {
        "info/retention": "partial", "rights/right-access": "missing", "consistency/contradiction": "violated"
    }  # fmt: skip
    kept = [
        ("purpose", "recruitment", "P2Y", "Uw sollicitatie bewaren wij twee jaar."),
        ("data_category", "payment_data", "P7Y", "Betaalgegevens bewaren wij zeven jaar."),
    ]
    more = [
        fact("data_category", "religion", "Wij noteren uw geloof.", 9),
        fact("purpose", "recruitment", "Solliciteer.", 6),
    ]
    shop = analysis("Winkel De Zolder", verdicts, kept, more, text)
    return [*made, Subject.of(Organisation("teksten/zolder.md", "", {"sector": "winkel"}), shop)]


def named(subject: Subject, name: str, sector: str) -> Subject:
    """An organisation with the statement of another."""
    return replace(subject, organisation=Organisation(f"{name}.md", name, {"sector": sector}), name=name)


def text_of(content: str | bytes) -> str:
    """All that a file says, hidden parts included."""
    if isinstance(content, str):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
