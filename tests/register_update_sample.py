"""Statements, a next version of one, and their registers."""

from __future__ import annotations

from pathlib import Path

from analyser.analysis import analyse_text
from analyser.register import make_register
from analyser.register_model import RegisterModel, load_template
from analyser.render.register import to_json, to_xlsx

SITE = """\
# Privacyverklaring

Stichting De Elzenhoek is verantwoordelijk voor de verwerking van uw gegevens. Mail naar info@elzenhoek.example.

## Nieuwsbrief

Met uw toestemming gebruiken wij uw e-mailadres om u de nieuwsbrief te sturen. Mailchimp verzorgt de verzending.
Wij bewaren uw e-mailadres twee jaar.

## Sollicitaties

Om uw sollicitatie te behandelen gebruiken wij uw cv. Wij bewaren het vier weken.
"""
NEXT = SITE.replace("twee jaar", "zeven jaar").replace(" Mailchimp verzorgt de verzending.", "")
SHOP = """\
# Privacyverklaring webwinkel

Stichting De Elzenhoek is verantwoordelijk voor de verwerking in deze webwinkel.

## Onze nieuwsbrief

Met uw toestemming gebruiken wij uw e-mailadres om u de nieuwsbrief te sturen. Wij bewaren het zeven jaar.

## Bestellingen

Om uw bestelling te leveren gebruiken wij uw naam en adres.
"""


def draft(*texts: str, names: tuple[str, ...] = ("site.md", "winkel.md")) -> RegisterModel:
    return make_register([analyse_text(text, name=name) for text, name in zip(texts, names, strict=False)])


def registered(folder: Path) -> Path:
    """A folder with a statement, its next version, and its register in two forms."""
    (folder / "site.md").write_text(SITE, encoding="utf-8")
    (folder / "v2").mkdir()
    (folder / "v2" / "site.md").write_text(NEXT, encoding="utf-8")
    made = draft(SITE)
    (folder / "register.xlsx").write_bytes(to_xlsx(made, load_template("avg30"), "nl"))
    (folder / "register.json").write_text(to_json(made, load_template("avg30"), "nl"), encoding="utf-8")
    return folder
