"""A statement to lint."""

STATEMENT = """# Privacyverklaring Roeivereniging De Dol

Roeivereniging De Dol is verantwoordelijk voor de verwerking van uw gegevens.

## Nieuwsbrief

Wij kunnen uw e-mailadres gebruiken voor het versturen van aanbiedingen.

## Bewaren

Wij bewaren uw foto's voor onbepaalde tijd.
"""
