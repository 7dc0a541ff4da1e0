"""Who gets data, by name: known parties, bodies by their title, and names that only their place tells."""

import pytest

# A text, the names in it that get data, and the categories.
RECIPIENTS = [
    # how a name is written, and what is none
    (
        "Wij sturen de ledenlijst naar de gemeente Oudersloot aan den IJssel.",
        {"gemeente Oudersloot aan den IJssel"},
        {"authority"},
    ),
    ("De gemeente Bergen op Zoom krijgt de ledenlijst.", {"gemeente Bergen op Zoom"}, {"authority"}),
    ("Behalve de Penningmeester ziet niemand uw gegevens.", set(), {"staff"}),
    ("Maak een kopie van uw paspoort met de app KopieID.", set(), set()),
    ("Onze mail staat in Microsoft 365, waarvoor Microsoft een bijlage opstelde.", {"Microsoft 365"}, {"processor"}),
    (
        "Met Microsoft Ireland Operations Limited sloten wij een overeenkomst over de bezoekcijfers.",
        {"Microsoft Ireland Operations Limited"},
        {"analytics_provider"},
    ),
    # what is done in or with a program, in a plain sentence
    ("De ledenadministratie wordt gevoerd met Zorvelt.", {"Zorvelt"}, {"processor"}),
    ("Wij houden de presentielijst bij in Zorvelt.", {"Zorvelt"}, {"processor"}),
    ("Online lessen geven we via Zorvelt.", {"Zorvelt"}, {"processor"}),
    ("Ouders ontvangen berichten via Zorvelt.", {"Zorvelt"}, {"processor"}),
    ("Hiervoor hebben we Zorvelt ingeschakeld.", {"Zorvelt"}, {"processor"}),
    ("Wij werken met het dossiersysteem Van Zorvelt Software.", {"Van Zorvelt Software"}, {"processor"}),
    (
        "Voor de post gebruiken wij Zorvelt, voor de betaling Mollie en voor de boekhouding Exact.",
        {"Exact", "Mollie", "Zorvelt"},
        {"payment_provider", "processor"},
    ),
    # the noun before a firm is no part of its name, a body's is
    ("De loonadministratie ligt bij administratiekantoor Zorvelt & Zn.", {"Zorvelt & Zn."}, {"accountant"}),
    ("Ons webbureau Zorvelt kan bij de gegevens.", {"Zorvelt"}, {"processor"}),
    ("Onze boekhouder (Zorvelt B.V.) ziet de facturen.", {"Zorvelt B.V."}, {"accountant"}),
    ("Zorvelt (een afdeling van het RIVM) beheert onze server.", {"Zorvelt"}, {"processor"}),
    (
        "Wij geven gegevens door aan Zorvelt (lespakket) en Klantbakje (boekhouding).",
        {"Zorvelt", "Klantbakje"},
        {"processor", "accountant"},
    ),
    # who keeps something up, and a row with what each is for
    ("Het beheer van de website is in handen van Kruiderveld.", {"Kruiderveld"}, {"processor"}),
    ("De hosting van onze site doet Kruiderveld.", {"Kruiderveld"}, {"processor"}),
    (
        "Wij gebruiken Moneybird voor de facturen en Klantbakje voor onze agenda.",
        {"Moneybird", "Klantbakje"},
        {"processor"},
    ),
    (
        "Uw gegevens worden verstrekt aan de belastingdienst, de gemeente en uw zorgverzekeraar.",
        {"belastingdienst"},
        {"authority", "healthcare"},
    ),
    ("De hosting van onze website wordt verzorgd door Zwaluw Webdiensten.", {"Zwaluw Webdiensten"}, {"processor"}),
    ("Onze website wordt gehost door Terra Hosting B.V. in Almere.", {"Terra Hosting B.V."}, {"processor"}),
    (
        ("Wij maken gebruik van de diensten van Lettervrouw B.V. voor het versturen van de nieuwsbrief."),
        {"Lettervrouw B.V."},
        {"mailing_provider"},
    ),
    ("Onze post staat bij Google (Workspace voor mail en agenda).", {"Google"}, {"processor"}),
    ("Wij sloten verwerkersovereenkomsten met Visma Raet.", {"Visma Raet"}, {"processor"}),
    ("Betalingen gaan via Mollie Connect van onze kassa.", {"Mollie Connect"}, {"payment_provider"}),
    ("Het boekhoudpakket is e-Boekhouden.nl, waarin uw factuur staat.", {"e-Boekhouden.nl"}, {"processor"}),
    (
        "Bij een vermoeden melden wij dit aan de Cel voor Financiële Informatieverwerking.",
        {"Cel voor Financiële Informatieverwerking"},
        {"authority"},
    ),
    (
        "Wij geven de ledenlijst door aan de gemeente Oudersloot voor de subsidie.",
        {"gemeente Oudersloot"},
        {"authority"},
    ),
    (
        "Voor de fiscale attesten bezorgen wij uw rijksregisternummer aan de FOD Financiën.",
        {"FOD Financiën"},
        {"authority"},
    ),
    ("Wij melden leden aan bij de Nederlandse Wandelbond (NWB).", {"Nederlandse Wandelbond"}, {"group_company"}),
    (
        ("Onze club is aangesloten bij de Nederlandse Schaakbond; uw gegevens worden aan deze bond doorgegeven."),
        {"Nederlandse Schaakbond"},
        {"group_company"},
    ),
    ("Wij verstrekken uw gegevens aan Sportlink ten behoeve van de ledenadministratie.", {"Sportlink"}, {"processor"}),
    ("De ledenadministratie wordt gevoerd in het programma Ledenbeheer Plus.", {"Ledenbeheer Plus"}, {"processor"}),
    (
        "Onze leden worden geregistreerd in het systeem van Chirojeugd Vlaanderen.",
        {"Chirojeugd Vlaanderen"},
        {"group_company"},
    ),
    (
        "Bij een vermoeden van fraude verstrekken wij de gegevens aan politie en justitie.",
        {"justitie", "politie"},
        {"authority"},
    ),
    (
        "Wij verstrekken gegevens aan het UWV en de Belastingdienst als de wet dat vraagt.",
        {"Belastingdienst", "UWV"},
        {"authority"},
    ),
    (
        "Foto's van wedstrijden plaatsen wij op onze website en Facebookpagina.",
        {"Facebook"},
        {"public", "social_platform"},
    ),
    (
        "Onze site bevat cookies van Google Analytics, Hotjar en LinkedIn.",
        {"Google Analytics", "Hotjar", "LinkedIn"},
        {"analytics_provider", "social_platform"},
    ),
    ("De video's op onze website zijn ingesloten via YouTube.", {"YouTube"}, {"social_platform"}),
    ("Op onze contactpagina staat een kaart van Google Maps.", {"Google Maps"}, {"processor"}),
    (
        ("Wij hebben Google Analytics privacyvriendelijk ingesteld en een verwerkersovereenkomst met Google gesloten."),
        {"Google Analytics"},
        {"analytics_provider"},
    ),
    (
        "Onze applicatie draait op Supabase en Vercel; foutmeldingen gaan naar Sentry.",
        {"Sentry", "Supabase", "Vercel"},
        {"processor"},
    ),
    (
        "Wij versturen e-mails via Postmark en meten gebruik met PostHog.",
        {"PostHog", "Postmark"},
        {"analytics_provider", "mailing_provider"},
    ),
    ("Uw aanvraag komt binnen via een formulier van Typeform.", {"Typeform"}, {"processor"}),
    ("Online afspraken maakt u via het boekingssysteem Zorgplanner.", {"Zorgplanner"}, {"processor"}),
    (
        ("Wij werken samen met stichting Buurtmaal, die de maaltijden bezorgt en daarvoor uw adres ontvangt."),
        {"stichting Buurtmaal"},
        {"delivery"},
    ),
    (
        "Onze subverwerkers zijn Hetzner (hosting), Mailgun (e-mail) en Helpdeskly (support).",
        {"Helpdeskly", "Hetzner", "Mailgun"},
        {"mailing_provider", "processor"},
    ),
    ("Voor onze ledenadministratie gebruiken we Genkgo.", {"Genkgo"}, {"processor"}),
    ("Uw gegevens worden opgeslagen in Ledenplein, een online programma.", {"Ledenplein"}, {"processor"}),
    ("De kaartverkoop loopt via Stagepas.", {"Stagepas"}, {"processor"}),
    ("Onze webshop draait op het platform Winkelbouwer.", {"Winkelbouwer"}, {"processor"}),
    ("Wij laten de salarissen verwerken door Loonhuis BV.", {"Loonhuis BV"}, {"accountant"}),
    ("Onze boekhouding wordt gedaan door Van Veen Administraties.", {"Van Veen Administraties"}, {"accountant"}),
    ("Voor de e-mail gebruiken wij de dienst Berichtenpost.", {"Berichtenpost"}, {"processor"}),
    (
        "De website en de e-mail van de praktijk worden gehost door ZorgNet Hosting te Zeist.",
        {"ZorgNet Hosting"},
        {"processor"},
    ),
    (
        "Wij wisselen gegevens uit met de gemeente Leudal, Veilig Thuis en het CJG.",
        {"CJG", "Veilig Thuis", "gemeente Leudal"},
        {"authority"},
    ),
    (
        "De school maakt gebruik van Magister, Zermelo en Microsoft Teams.",
        {"Magister", "Microsoft Teams", "Zermelo"},
        {"processor"},
    ),
    (
        ("De Universiteit verstrekt studentgegevens aan DUO en aan de Inspectie van het Onderwijs."),
        {"DUO", "Inspectie van het Onderwijs"},
        {"authority"},
    ),
    ("Onze school is een pluspunt. Leerlinggegevens worden bewaard in ParnasSys.", {"ParnasSys"}, {"processor"}),
    (
        "De diensten in de kerk worden uitgezonden via Kerkomroep en YouTube.",
        {"Kerkomroep", "YouTube"},
        {"processor", "public", "social_platform"},
    ),
    (
        "Onze ledenadministratie is ondergebracht in LRP van de Protestantse Kerk in Nederland.",
        {"Protestantse Kerk in Nederland"},
        {"group_company"},
    ),
    (
        ("Jouw gegevens worden doorgegeven aan Scouts en Gidsen Vlaanderen vzw voor de verzekering."),
        {"Scouts en Gidsen Vlaanderen vzw"},
        {"group_company"},
    ),
    ("De lijst met deelnemers bezorgen we aan de stad Leuven.", {"stad Leuven"}, {"authority"}),
    (
        ("We gebruiken Stamhoofd om inschrijvingen te beheren en Google Drive om documenten te bewaren."),
        {"Google Drive", "Stamhoofd"},
        {"processor"},
    ),
    ("In geval van een arbeidsongeval geven we gegevens door aan verzekeraar Ethias.", {"Ethias"}, {"partner"}),
    (
        "Voor het uitbetalen van lonen werken wij met het sociaal secretariaat SD Worx.",
        {"SD Worx"},
        {"accountant", "processor"},
    ),
    ("Uw reis wordt verzekerd bij de Europeesche Verzekeringen.", {"Europeesche Verzekeringen"}, {"partner"}),
    (
        "In het kader van de Wwft melden wij ongebruikelijke transacties bij FIU-Nederland.",
        {"FIU-Nederland"},
        {"authority"},
    ),
    ("Wij toetsen uw aanvraag bij het BKR.", {"BKR"}, {"partner"}),
    ("De actie wordt uitgevoerd door wervingsbureau Straatkracht.", {"Straatkracht"}, {"processor"}),
    ("Abonnementen worden bezorgd door distributeur Snelpost.", {"Snelpost"}, {"delivery"}),
    (
        (
            "De gemeente verstrekt gegevens uit de BRP aan verplichte afnemers zoals de "
            "Belastingdienst, pensioenfondsen en de waterschappen."
        ),
        {"Belastingdienst"},
        {"authority", "partner"},
    ),
    ("DigiD wordt gebruikt om in te loggen; Logius ontvangt daarbij uw BSN.", {"Logius"}, {"processor"}),
    (
        "Naast Microsoft 365 zetten wij AFAS in voor de personeelsadministratie.",
        {"AFAS", "Microsoft 365"},
        {"processor"},
    ),
    ("Onze ontwikkelaars gebruiken GitHub en Linear.", {"GitHub"}, {"processor"}),
    (
        ("Wij gebruiken uitsluitend functionele cookies. Onze site laadt lettertypen van Google Fonts."),
        {"Google Fonts"},
        {"processor"},
    ),
    ("Wij plaatsen een tracking-cookie van het advertentienetwerk Beklik.", {"Beklik"}, {"advertiser"}),
    ("U betaalt met iDEAL of PayPal.", {"PayPal"}, {"payment_provider"}),
    ("Onze nieuwsbrief wordt verzonden met behulp van het systeem van Laposta.", {"Laposta"}, {"mailing_provider"}),
    ("De camera's worden bekeken door beveiligingsbedrijf Argus.", {"Argus"}, {"processor"}),
    ("Bij diefstal geven wij de beelden aan de politie.", {"politie"}, {"authority"}),
    ("Wij gebruiken de software van Exact voor de facturatie.", {"Exact"}, {"processor"}),
    (
        "Wij geven uw gegevens door aan verzekeraars (Borgstaete, Zekerhuis en Vaandel Assuradeuren).",
        {"Borgstaete", "Zekerhuis", "Vaandel Assuradeuren"},
        {"partner"},
    ),
    ("Onze boekhouder, Cijferwerk Zuid, krijgt de facturen.", {"Cijferwerk Zuid"}, {"accountant"}),
    ("Onze schoolfotograaf, Foto Lachebek, krijgt de namenlijst.", {"Foto Lachebek"}, {"partner"}),
    ("Onze lessen geven wij via Google Meet of Zoom.", {"Google Meet", "Zoom"}, {"processor"}),
    ("Voor leermiddelen gebruiken we software, zoals Rekenrups en Leesvos.", {"Rekenrups", "Leesvos"}, {"processor"}),
    (
        "Onze systemen worden beheerd door Datagrind, Wolkenwerk en Microsoft.",
        {"Datagrind", "Wolkenwerk", "Microsoft"},
        {"processor"},
    ),
    (
        "De Stuurhut en Loonhuis krijgen een kopie van uw aanvraag.",
        {"Stuurhut", "Loonhuis"},
        {"processor"},
    ),
    (
        "Wij delen gegevens met instanties, zoals het ministerie, de leerplichtambtenaar en de GGD.",
        {"GGD", "leerplichtambtenaar"},
        {"authority"},
    ),
    ("Voor donaties schakelen wij het bureau Belgoed in.", {"Belgoed"}, {"processor"}),
    ("Passagierslijsten worden verstrekt aan de douane in het Verenigd Koninkrijk.", {"douane"}, {"authority"}),
    ("Deze website is gemaakt met Wix.", {"Wix"}, {"processor"}),
    ("Onze website bevat een Meta-pixel.", {"Meta"}, {"advertiser"}),
    (
        "Wij delen gegevens met de lokale politie, het parket en de hulpverleningszone.",
        {"lokale politie", "parket", "hulpverleningszone"},
        {"authority"},
    ),
    ("Een voorbeeld daarvan is dat de politie gegevens bij ons opvraagt.", {"politie"}, {"authority"}),
    (
        "Betalingen lopen via Anvo. Met Anvo B.V. hebben wij een verwerkersovereenkomst.",
        {"Anvo"},
        {"payment_provider"},
    ),
    ("Als u boekt via Booking.com of Kampeerwijs ontvangen wij uw gegevens van deze partij.", set(), set()),
    ("Wij verkrijgen gegevens uit andere bronnen, zoals marketingpartners en sociale netwerken.", set(), set()),
    ("U geeft toestemming mondeling of door een bericht via Facebook.", set(), set()),
    ("Google Analytics is een dienst van Google Inc.", {"Google Analytics"}, {"analytics_provider"}),
    ("Google gebruikt deze informatie voor gerichte advertenties (Adwords).", set(), set()),
    (
        "Wij zien in Google Analytics hoe effectief onze Adwords-advertenties zijn.",
        {"Google Analytics"},
        {"analytics_provider"},
    ),
    ("Wij verwerken uw LinkedIn-profiel en uw Facebook-account.", set(), set()),
    ("Wij delen uw gegevens met zorgverzekeraar CZ.", {"CZ"}, {"healthcare"}),
    ("De lijst met handtekeningen bieden wij aan de gemeenteraad aan.", {"gemeenteraad"}, {"authority"}),
    # initials behind the name, a subject amid its verb, a row, a name behind a legal form that ends a sentence
    (
        "Wij melden u aan bij de Koninklijke Nederlandse Zwembond (KNZB).",
        {"Koninklijke Nederlandse Zwembond"},
        {"group_company"},
    ),
    ("Na de start plaatst Meta een cookie in uw browser.", {"Meta"}, {"advertiser"}),
    (
        "Wij delen de klassenlijst met Kluskamp De Eik of Atelier Zuid.",
        {"Kluskamp De Eik", "Atelier Zuid"},
        {"processor"},
    ),
    ("Onze hosting wordt verzorgd door Webhero BV. Zij hebben toegang tot de server.", {"Webhero BV"}, {"processor"}),
    ("De Facebook- en LinkedIn-knoppen plaatsen cookies.", {"Facebook", "LinkedIn"}, {"social_platform"}),
    ("Ons bezoek wordt gemeten met Telraamwijs.", {"Telraamwijs"}, {"analytics_provider"}),
    (
        "Wij delen geen gegevens met derden, met uitzondering van de Nationale Fietsbond.",
        {"Nationale Fietsbond"},
        {"group_company"},
    ),
    (
        "Wij gebruiken Google Analytics. Voor onze e-mail gebruiken wij de diensten van Google.",
        {"Google Analytics", "Google"},
        {"analytics_provider", "processor"},
    ),
    ("Onze kantine ligt in de gemeente Oudersloot, vlak bij Zeebroek.", set(), set()),
    # a product, its maker or what a party is a part of, in brackets or behind it, is no other party
    ("Wij delen uw gegevens met Microsoft (Microsoft Teams voor vergaderingen).", {"Microsoft"}, {"processor"}),
    ("Onze mails worden verzonden door Mailchimp (Intuit Inc.).", {"Mailchimp"}, {"mailing_provider"}),
    ("Wij geven uw gegevens door aan de RVO (ministerie van Landbouw).", {"RVO"}, {"authority"}),
    ("Uw lening staat in het uitleensysteem Boekwijs van de firma Plank/Kast.", {"Plank/Kast"}, {"processor"}),
    (
        "Wij bewaren de gegevens in Trommel, het landelijke online ledensysteem van Jeugdbond Zomerkamp.",
        {"Jeugdbond Zomerkamp"},
        {"group_company"},
    ),
    # where a name begins and ends
    ("Wij plaatsen cookies van Google DoubleClick.", {"Google DoubleClick"}, {"advertiser"}),
    ("Wij delen uw gegevens met de GGD Hart voor Zeeland.", {"GGD Hart voor Zeeland"}, {"authority"}),
    (
        "Wij delen gegevens met onze verwerkers:\n\n- Microsoft 365 for Education (mail)\n- Mollie (betalingen)",
        {"Microsoft 365 for Education", "Mollie"},
        {"processor", "payment_provider"},
    ),
    ("De levering gebeurt door bpost.", {"bpost"}, {"delivery"}),
    # what a company does for the organisation, and a printer that sends
    (
        "Wij delen gegevens met:\n\n- Google: onze bestanden staan in Google Drive\n- Mollie (betalingen)",
        {"Google", "Mollie"},
        {"processor", "payment_provider"},
    ),
    ("Uw bericht komt aan in onze mailbox bij Google.", {"Google"}, {"processor"}),
    (
        "De adressen gaan naar drukkerij De Inktvis, voor het verzenden van het blad.",
        {"drukkerij De Inktvis"},
        {"processor"},
    ),
    # a row with a party that is known
    ("De leden oefenen met Gynzy en Woordkraam.", {"Gynzy", "Woordkraam"}, {"processor"}),
    ("De website is beveiligd met Wordfence, een plug-in.", set(), set()),
    # initials within a name, "en" within a name, a word on a button, a service apart from its company
    (
        "Wij wisselen gegevens uit met de Huisartsenpost (HAP) Oost-Zorveld.",
        {"Huisartsenpost (HAP) Oost-Zorveld"},
        {"healthcare"},
    ),
    (
        "Wij geven uw gegevens aan Mens en Samenleving Zorveld, die de lijst beheert.",
        {"Mens en Samenleving Zorveld"},
        {"processor"},
    ),
    ("De ledenlijst bezorgen wij aan de sportdienst van de stad.", {"sportdienst van de stad"}, {"authority"}),
    ("Wij plaatsen ze pas als u in de balk op 'Prima' hebt geklikt.", set(), set()),
    (
        'Wij delen het bezoek met Google, als deel van de "Analytics"-dienst.',
        {"Google Analytics"},
        {"analytics_provider"},
    ),
]


@pytest.mark.parametrize(("text", "names", "categories"), RECIPIENTS)
def test_recipient_names(recipients_of, text, names, categories):  # type: ignore[no-untyped-def]
    assert recipients_of(text) == (names, categories)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Uw gegevens staan in het ledensysteem van Scouting Nederland.", {"Scouting Nederland"}),
        ("Scouting Nederland Kring Oost verwerkt de gegevens van leden.", set()),
    ],
)
def test_an_umbrella_body_gets_data_where_its_system_is_named(recipients_of, text, names):  # type: ignore[no-untyped-def]
    assert recipients_of(f"# Privacyverklaring Scouting Nederland Kring Oost\n\n{text}")[0] == names


def test_a_shared_legal_form_makes_no_branch(facts_of) -> None:
    text = "# Privacyverklaring Stichting De Vuurvlieg\n\nStichting De Vuurvlieg geeft uw naam door aan {}."
    for name, group in (("Stichting Nachtwacht Nederland", False), ("Vereniging Vuurvlieg Nederland", True)):
        found = {fact.attributes.get("name"): fact.value for fact in facts_of(text.format(name)).of("recipient")}
        assert name in found
        assert (found[name] == "group_company") == group


def test_a_maker_is_what_its_product_in_the_section_is(facts_of) -> None:
    text = "# Privacy\n\n## Mail\n\nWij mailen met Microsoft 365. Uw gegevens staan bij Microsoft."
    assert {fact.value for fact in facts_of(text).of("recipient")} == {"processor"}
