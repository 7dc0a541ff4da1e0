"""Who gets data, as lists, tables, labels and headings have it."""

import pytest

# A text, the names in it that get data, and the categories.
RECIPIENTS = [
    (
        (
            "## Met wie delen wij uw gegevens?\n\n"
            "Wij delen gegevens met:\n\n"
            "- Belastingdienst\n"
            "- Kwikbank: voor de betalingen\n"
            "- Zonneveld Accountants (Tilburg)\n"
            "- onze drukker\n"
        ),
        {"Belastingdienst", "Kwikbank", "Zonneveld Accountants"},
        {"accountant", "authority", "payment_provider", "processor"},
    ),
    (
        (
            "## Met wie delen wij uw gegevens?\n\n"
            "Wij maken gebruik van de volgende verwerkers:\n\n"
            "- Microsoft (e-mail en opslag)\n"
            "- Ledenplein – ledenadministratie\n"
            "- Stripe, voor betalingen\n"
            "- Vliegpost (nieuwsbrief)\n"
        ),
        {"Ledenplein", "Microsoft", "Stripe", "Vliegpost"},
        {"mailing_provider", "payment_provider", "processor"},
    ),
    (
        (
            "| Verwerker | Dienst | Locatie |\n"
            "|---|---|---|\n"
            "| Hostwijzer | webhosting | Nederland |\n"
            "| Supabase | database | EU |\n"
            "| Resend | e-mail | Verenigde Staten |\n"
        ),
        {"Hostwijzer", "Resend", "Supabase"},
        {"mailing_provider", "processor"},
    ),
    (
        (
            "| Ontvanger | Waarom |\n"
            "|---|---|\n"
            "| Accountant | jaarrekening |\n"
            "| Politie | aangifte |\n"
            "| Wandelbond Nederland | lidmaatschap |\n"
        ),
        {"Politie", "Wandelbond Nederland"},
        {"accountant", "authority", "group_company"},
    ),
    (
        (
            "| Doel | Gegevens | Ontvangers |\n"
            "|---|---|---|\n"
            "| Betaling | IBAN | bank |\n"
            "| Nieuwsbrief | e-mailadres | Mailchimp |\n"
            "| Les | naam | docenten |\n"
        ),
        {"Mailchimp"},
        {"mailing_provider", "payment_provider", "staff"},
    ),
    (
        "## Met wie delen wij uw gegevens?\n\n- Gemeenten\n- Zorgverzekeraars\n- Scholen\n",
        set(),
        {"authority", "education_partner", "healthcare"},
    ),
    (
        (
            "## Cookies\n\n"
            "| Naam | Aanbieder | Doel |\n"
            "|---|---|---|\n"
            "| _ga | Google Analytics | statistiek |\n"
            "| _fbp | Facebook | advertenties |\n"
            "| sid | eigen | inloggen |\n"
        ),
        {"Facebook", "Google Analytics"},
        {"analytics_provider", "advertiser"},
    ),
    (
        "**Cloudflare**: beveiliging en CDN van onze website. **Plausible**: statistieken.",
        {"Cloudflare", "Plausible"},
        {"analytics_provider", "processor"},
    ),
    (
        ("**Hosting** - Onze site staat bij SiteGround.\n\n**E-mail** - Wij gebruiken Outlook van Microsoft."),
        {"Microsoft", "SiteGround"},
        {"processor"},
    ),
    (
        ("- **Mollie B.V.** – voor het verwerken van betalingen\n- **Sendcloud** – voor verzendlabels\n"),
        {"Mollie B.V.", "Sendcloud"},
        {"delivery", "payment_provider"},
    ),
    (
        "## Met wie delen wij gegevens?\n\n- Hosting: Kabelbaan Webdiensten\n- Loonadministratie: Loonstrook Plus\n",
        {"Kabelbaan Webdiensten", "Loonstrook Plus"},
        {"processor", "accountant"},
    ),
    (
        (
            "## Ontvangers\n\n- Foutvanger (Vangnet Software, Inc.)\n- Mailchimp (nieuwsbrief)\n"
            "- Vervoersmaatschappij De Halte\n"
        ),
        {"Foutvanger (Vangnet Software, Inc.)", "Mailchimp", "De Halte"},
        {"processor", "mailing_provider", "partner"},
    ),
    (
        (
            "## Van wie krijgen wij gegevens?\n\n- het Kadaster\n- de FOD Financiën\n\n"
            "## Met wie delen wij gegevens?\n\n- het Rekenhof\n"
        ),
        {"Rekenhof"},
        {"authority"},
    ),
    (
        "Wij schakelen derden in voor:\n\n- de website (Hostkracht);\n- de nieuwsbrief (Mailchimp).\n",
        {"Hostkracht", "Mailchimp"},
        {"processor", "mailing_provider"},
    ),
    (
        "# Privacyverklaring Stichting De Kei\n\n## Onze verwerkers\n\n### Kaartwerk\n\n"
        "Hierin staan onze leden. Met Kaartwerk is een overeenkomst gesloten.\n",
        {"Kaartwerk"},
        {"processor"},
    ),
    (
        "## Welke diensten gebruiken wij?\n\n**Postvliet**: hiermee versturen we de nieuwsbrief.\n\n"
        "**Gegevens van leden**: tot een jaar na opzegging.\n",
        {"Postvliet"},
        {"mailing_provider"},
    ),
    (
        "## Delen van gegevens\n\n| Naam | Doel |\n|---|---|\n| Kaartwerk | ledenadministratie |\n",
        {"Kaartwerk"},
        {"processor"},
    ),
    (
        "## Cookies\n\n| Naam | Doel |\n|---|---|\n| Sessie-Id | inloggen |\n| Taal | uw voorkeur |\n",
        set(),
        set(),
    ),
    ("## Externe diensten\n\n- Kaartwerk (ledenadministratie)\n", {"Kaartwerk"}, {"processor"}),
    # a list is of recipients where its lead-in breaks off at the party
    (
        "Het kantoor verstrekt gegevens, voor zover nodig voor de opdracht, aan:\n\n- taxateurs;\n- een drukker.",
        set(),
        {"partner", "processor"},
    ),
    ("Wij werken samen met:\n\n- de schoolfotograaf;\n- Zorvelt (portaal).", {"Zorvelt"}, {"partner", "processor"}),
    ("Gegevens worden alleen verwerkt voor:\n\n- de ledenadministratie;\n- opleiding.", set(), set()),
    ("Een verzoek kunt u richten aan:\n\n- de secretaris.", set(), set()),
    # a noun behind a party or its initials only tells who is meant
    ("Wij geven gegevens door aan de GGD (schoolarts) en DUO.", {"GGD", "DUO"}, {"authority"}),
    ("Wij delen met DUO, de GGD/jeugdarts en de accountant.", {"GGD", "DUO"}, {"authority", "accountant"}),
    ("Wij delen dit met andere organisaties. Dit zijn onder andere DUO en de GGD.", {"DUO", "GGD"}, {"authority"}),
]


@pytest.mark.parametrize(("text", "names", "categories"), RECIPIENTS)
def test_recipient_lists(recipients_of, text, names, categories):  # type: ignore[no-untyped-def]
    assert recipients_of(text) == (names, categories)
