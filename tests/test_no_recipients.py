"""What names no one who gets data: links, laws, standards, departments, browsers, places, sources, denials."""

import pytest

RECIPIENT = "## Met wie delen wij uw gegevens?\n\n"
COOKIES = "## Cookies\n\n"
COMPLAINTS = "## Klachten\n\n"
SECURITY = "## Beveiliging\n\n"

# Links, rights, sources, browsers, denials, the organisation's own doing: no one gets data.
NO_ONE = [
    "Onze stichting wordt gedragen door de gemeente.",
    "Ons kantoor is bereikbaar voor scholen en bedrijven.",
    "Wij raden u aan aangifte te doen bij de politie.",
    "Wij bieden cursussen aan bij scholen.",
    "De bond wil een lijst met onze clubs.",
    "Een openbare lijst van leveranciers vindt u op onze site.",
    "Wij lezen de gebeden voor in de viering.",
    "In de etalage staat een lijst met prijzen.",
    "Op deze pagina ziet u foto's van onze accommodatie.",
    "Wij voorkomen dat iedereen uw dossier kan inzien.",
    "Ouders krijgen van het bestuur een overzicht van de activiteiten.",
    "Leden kunnen het register bij de secretaris inzien.",
    "De jaarrekening ligt ter inzage bij de penningmeester.",
    "Je cijfers vraag je op bij de leerkracht van je eigen school.",
    "De trainer vraagt je op tijd te komen.",
    "Onze klantenservice helpt u met het opvragen van uw gegevens.",
    "Sociale netwerken hebben elk een eigen privacybeleid.",
    "Tot onze groep behoren vijf dochterondernemingen.",
    "Uw mailprovider kan onze berichten tegenhouden.",
    "De notaris verwerkt uw naam en uw geboortedatum.",
    "U kunt vragen of wij uw gegevens aan een andere club doorgeven.",
    "Bent u lid van een vakbond, dan staat dat in uw dossier.",
    "Op onze website publiceren wij het jaarverslag.",
    "Deel dit bericht op Facebook of LinkedIn.",
    "Onze wervers benaderen kandidaten die wij vinden op LinkedIn.",
    "Soms vullen wij adressen aan met gegevens van PostNL.",
    "Uw gegevens staan in ons eigen programma, Zorvelt.",
    "Voor de wet doen wij aangifte bij de fiscus.",
    "Wie een jurist inschakelt, vertrouwt die veel toe.",
    "De privacy van leden en sponsors ligt ons na aan het hart.",
    "Wij gaan zorgvuldig om met de gegevens van onze partners.",
    "Om te volgen wat bezoekers op de website doen, houden wij cijfers bij.",
    "Dat gebeurt pas als u de eerste stap zet, door op onze site het formulier in te vullen.",
    "Op het afschrift ziet u de bank waar u zelf zit.",
    "Is de bezorger langs geweest, dan maken wij alles anoniem.",
    "Onze sponsors zijn Zorvelt en Klantbakje.",
    'U klikt daarvoor op "Akkoord".',
    RECIPIENT + "Nogmaals: het koor houdt uw gegevens binnenshuis.",
    RECIPIENT + "RECHTEN VAN BETROKKENEN: u mag uw gegevens van ons inzien.",
    "Wat weet Scouting De Zilvermeeuw van mij?",
    "Wij bewaren uw gegevens in een relatiebeheersysteem (CRM).",
    "Reserveert u via Booking.com, dan stuurt die site ons uw gegevens.",
    "Boekt u via Booking.com of Kamerzoeker.nl, dan krijgen wij uw gegevens van dit platform.",
    "Komt u via Booking.com, dan hebt u daar al het een en ander ingevuld.",
    "De kok heeft veel volgers op Instagram.",
    "Figma en het koffieapparaat draaien hier de hele dag.",
    "Uw gegevens staan in de Nederlandse QR-code en worden bewaard in Kastje Nul.",
    "Papieren dossiers worden bewaard in Kast B.",
    "Ons programma is Openbaar.",
    "Met de app regelt u uw zorg online.",
    "Uw gegevens zijn alleen toegankelijk voor Marieke en Joris.",
    "Uw aanvraag is gelezen door mr. P. Voorhout, die ons hielp.",
    "U kunt met uw klacht ook terecht bij het Klachtenloket Zorgbreed.",
    "Wij bewaren rekeningen zeven jaar, omdat de Belastingdienst dat van ons vraagt.",
    "## Van wie krijgen wij gegevens?\n\nDe verwerking bij Stichting CIS helpt verzekeraars om gegevens te delen.",
    "Onze website is gemaakt met WordPress.",
    "Wij zijn aangesloten bij ANVR.",
    "Cookies verwijdert u in Microsoft Edge, Apple Safari of Mozilla Firefox zelf.",
    "Op uw telefoon gaat u daarvoor naar Instellingen, op een iPhone naar Safari.",
    "Wij voeren het keurmerk van Webwinkelkeur.",
    "De broncode van de app staat op GitHub.",
    "Uw pakket volgt u via Track & Trace.",
    "De BKR-toets en het KNVB-lidmaatschap vragen een handtekening.",
    "Geschillen worden voorgelegd aan de Rechtbank Midden-Nederland.",
    "Stuurt u ons een vraag via LinkedIn, dan zien wij uw profielnaam.",
    "Wij gebruiken Matomo op onze eigen server om bezoek te meten.",
    "Persoonsgegevens worden niet aan derden verstrekt.",
    "Wij verkopen uw gegevens niet aan adverteerders.",
    "Wij ontvangen gegevens van uw school of van de gemeente.",
    "Wij krijgen uw gegevens van het UWV.",
    "Deze verklaring is gebaseerd op het model van Stichting Privacyhulp.",
    ("Op onze website staan links naar websites van andere organisaties, waaronder Facebook en Twitter."),
    "Op onze site vindt u links naar Instagram; lees het privacybeleid van die partij.",
    "U kunt cookies uitschakelen in Chrome, Firefox en Microsoft Edge.",
    "U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.",
    "Wij zijn een advocatenkantoor en geheimhoudingsplichtig.",
    "Als huisarts houden wij een dossier bij over uw gezondheid.",
    "Onze school vindt privacy belangrijk.",
    "Op de website kunt u zich inschrijven.",
    "Wij gebruiken uw gegevens om de betaling te verwerken.",
    "De groep bestaat uit tien deelnemers.",
    "Onze medewerkers hebben een geheimhoudingsplicht.",
    "Wij vragen het bankrekeningnummer voor de incasso van de contributie.",
    "De functionaris houdt toezicht op de naleving van de wet.",
    "U heeft het recht om uw gegevens over te laten dragen aan een andere organisatie.",
    "Deze rechten kunt u uitoefenen door een mail te sturen naar het bestuur.",
    "Volg ons op Facebook en Instagram.",
    "Wij verzamelen uw naam, het ziekenfonds en de school van uw kind.",
    "Wij leveren software aan scholen.",
    "Wij zijn niet verantwoordelijk voor het privacybeleid van derden.",
    "Onze servers zijn beveiligd tegen inbraak door derden.",
    "Wij nemen maatregelen om verlies en toegang door derden te voorkomen.",
    "De website maakt gebruik van cookies.",
    "Wij bewaren facturen zeven jaar voor de Belastingdienst.",
    ("In geval van een datalek informeren wij de Autoriteit Persoonsgegevens en de betrokkenen."),
    "De gegevens worden in de cloud opgeslagen.",
    "De bewaartermijn voor medewerkers is twee jaar na uitdiensttreding.",
    "Wij verwerken persoonsgegevens van leveranciers en zakelijke partners.",
    "De volgende gegevens van vrijwilligers leggen wij vast: naam en telefoonnummer.",
    "Betaling is mogelijk op rekening of contant.",
    "Uw browser stuurt informatie over Windows of macOS mee.",
    "Gegevens die je bij je inschrijving aan de school doorgeeft, bewaren we in je dossier.",
    ("De gegevens die u invult op het contactformulier worden naar ons gemaild en niet met anderen gedeeld."),
    "De Opdrachtgever verstrekt de Opdrachtnemer de gegevens die nodig zijn.",
    "De Gebruiker is verantwoordelijk voor de gegevens die hij in de Applicatie invoert.",
    "Wij bewaren uw gegevens in Nederland. Ons kantoor staat in Zutphen.",
    "Neem contact op met Annelies Maas via de telefoon.",
    "De Wet op het financieel toezicht verplicht ons gegevens te bewaren.",
    "Onze medewerkers hebben een VOG en hebben geheimhouding getekend.",
    "Wij maken geen gebruik van Google Analytics.",
    "Wij vragen bij uw vorige school informatie op.",
    "Wij krijgen van de verwijzer een brief met uw klachten.",
]

# Names of something else than a party that gets data: own brands and parts, laws, courts of complaint, browsers,
# standards, techniques, lessons, persons, sources, what was.
NO_NAME = [
    (
        "# Privacyverklaring Tuinhuis Groep\n\nTuinhuis Groep is verantwoordelijk voor de verwerking. "
        "Wij zijn ook bekend onder de merknamen Groendak en Buitenkans.\n"
    ),
    (
        "# Privacyverklaring Parkeerwijs\n\nMet onze app ParkeerMaat kunt u uw parkeeractie starten. "
        "ParkeerMaat gebruikt daarvoor uw kenteken.\n"
    ),
    (
        "# Privacyverklaring Tuinhuis B.V.\n\nTuinhuis B.V. verwerkt uw gegevens. Voor MijnTuinhuis "
        "heeft u een account nodig. In MijnTuinhuis ziet u uw bestellingen.\n"
    ),
    "Deze verklaring geldt voor de websites www.zonneweide.nl, Zonneweide Shop en Zonneweide Academie.",
    "Via ons klantportaal Mijn Dossier kunt u uw gegevens inzien.",
    "Wij verwerken gegevens volgens de Algemene verordening gegevensbescherming en de Telecommunicatiewet.",
    RECIPIENT + "Wij delen uw gegevens alleen als de Wet ter voorkoming van witwassen dat van ons vraagt.",
    RECIPIENT
    + ("Op grond van de Wet op de geneeskundige behandelingsovereenkomst hebben wij een geheimhoudingsplicht."),
    COMPLAINTS + "Komen wij er samen niet uit, dan kunt u naar de Geschillencommissie Zorg Algemeen.",
    COMPLAINTS + "U kunt zich wenden tot het Klachtenloket Kinderopvang in Den Haag.",
    COMPLAINTS + "Bent u niet tevreden, dan legt u uw klacht voor aan Stichting Geschilleninstantie Zorgrecht.",
    COMPLAINTS + "De Autoriteit Persoonsgegevens houdt toezicht. Postbus 93374, 2509 AJ Den Haag.",
    COMPLAINTS + "U kunt ook de Nationale ombudsman vragen om een oordeel.",
    COOKIES
    + (
        "Hoe u cookies uitzet, leest u bij uw browser:\n\n- Google Chrome\n- Mozilla Firefox\n- "
        "Microsoft Edge\n- Safari\n- Opera\n"
    ),
    COOKIES + "In Chrome klikt u op Instellingen en dan op Privacy en beveiliging.",
    COOKIES + "Meer over cookies leest u op de website van de Consumentenbond.",
    COOKIES + "U kunt zich afmelden voor advertenties via Your Online Choices.",
    "Onze website bevat knoppen naar Facebook, LinkedIn en Instagram. De knoppen zijn gewone links.",
    "U vindt ons ook op LinkedIn en YouTube.",
    "Wij zijn actief op Facebook en Instagram.",
    SECURITY + "Wij werken volgens de norm NEN 7510 en zijn ISO 27001 gecertificeerd.",
    SECURITY + "Onze website heeft een SSL-certificaat van Sectigo.",
    SECURITY + "De verbinding wordt beveiligd met TLS en uw wachtwoord met BCrypt.",
    SECURITY + "Wij zijn gecertificeerd door Kiwa volgens de norm NEN 7510.",
    SECURITY + "Wij gebruiken DKIM, SPF en DMARC om te voorkomen dat u e-mails uit onze naam ontvangt.",
    "Dit beleid geldt voor onze vestigingen in Almelo, Borne en Rijssen.",
    "Deze verklaring is voor het laatst gewijzigd in Maart en vervangt die van Januari.",
    "Uw dossier wordt alleen ingezien door de Directeur en de Teamleider Zorg.",
    RECIPIENT + "Toegang hebben:\n\n- Directie\n- Afdeling Planning\n- Salarisadministrateur\n",
    "Wij houden statistieken bij met Matomo, dat op onze eigen server draait.",
    "De ledenlijst staat in LibreOffice op een computer van de secretaris.",
    "Onze website draait op Drupal en maakt gebruik van de module Webform.",
    "Uw wachtwoorden bewaren wij in KeePass op een eigen computer.",
    COOKIES + "Zie het privacybeleid van Google en de cookieverklaring van Meta voor wat zij doen.",
    COOKIES + "Lees de privacyverklaring van Vimeo op hun website.",
    "Wij zijn aangesloten bij Thuiswinkel Waarborg en voeren het keurmerk WebwinkelKeur.",
    "Wij zijn lid van de Nederlandse Vereniging van Makelaars (NVM) en werken volgens haar erecode.",
    "Onze therapeuten staan ingeschreven in het Kwaliteitsregister Jeugd en het BIG-register.",
    "Deze privacyverklaring is opgesteld met de generator van Veilig Internetten.",
    "Deze verklaring is gemaakt met het voorbeeld van Stichting AVG voor Verenigingen.",
    COOKIES
    + (
        "| Naam | Functie | Termijn |\n|---|---|---|\n| CookieConsent | onthoudt uw keuze | 1 jaar |\n| "
        "Winkelmand | onthoudt uw bestelling | 7 dagen |\n"
    ),
    RECIPIENT
    + (
        "Wij verstrekken gegevens aan andere onderdelen van onze organisatie. Klantenservice, Verkoop en "
        "Logistiek hebben toegang."
    ),
    RECIPIENT + "Uw gegevens worden verwerkt door de afdelingen Marketing, Sales en Finance.",
    RECIPIENT + "Intern hebben alleen de Penningmeester en de Ledenadministrateur toegang.",
    (
        "In deze verklaring betekent Dienst: het platform. De Dienst wordt aangeboden aan Gebruikers. "
        "Wij delen gegevens met Verwerkers."
    ),
    RECIPIENT + "Gegevens van de Opdrachtgever worden doorgegeven aan de Ontvanger zoals bedoeld in artikel 4 AVG.",
    RECIPIENT + "Wij delen gegevens met Sub-verwerkers en Partners.",
    RECIPIENT + "Wij verstrekken gegevens als dat moet op grond van het Wetboek van Strafvordering.",
    RECIPIENT
    + (
        "Wij sluiten met iedere verwerker een overeenkomst volgens het model van de Vereniging van "
        "Nederlandse Gemeenten."
    ),
    RECIPIENT + "Doorgifte gebeurt op basis van de Standard Contractual Clauses van de Europese Commissie.",
    RECIPIENT + "Wij zijn ingeschreven bij de Kamer van Koophandel onder nummer 12345678.",
    RECIPIENT + "Tijdens de Open Dag en het Zomerkamp maken wij foto's.",
    "De cursus Digitale Fotografie wordt gegeven in Het Trefpunt. Voor Digitale Fotografie noteren wij uw naam.",
    "Onze vestiging Haarlem-Noord bewaart uw gegevens in een afgesloten kast.",
    "U kunt bij ons lessen volgen in Yoga, Pilates en Mindfulness; wij noteren uw aanwezigheid.",
    COOKIES + "Wij gebruiken Local Storage, Web Beacons en JavaScript om uw voorkeuren te bewaren.",
    SECURITY + "De database is versleuteld met AES-256 en back-ups staan op een Synology in ons kantoor.",
    SECURITY + "Toegang is beveiligd met Multi-Factor Authenticatie en een Firewall.",
    COOKIES + "Wij plaatsen Functionele Cookies, Analytische Cookies en Tracking Cookies.",
    COOKIES + "Met Do Not Track laat u weten dat u niet gevolgd wilt worden.",
    "Vragen? Neem contact op met Jan de Vries, onze Functionaris Gegevensbescherming.",
    "De ledenlijst wordt beheerd door Marieke Jansen, secretaris van de vereniging.",
    "Als u via Marktplaats reageert, ontvangen wij uw naam van Marktplaats.",
    "Wij raadplegen het Handelsregister en het Kadaster om uw gegevens te controleren.",
    "Wij maken geen gebruik van Hotjar of Facebook Pixel.",
    "Sinds 2023 gebruiken wij Mailchimp niet meer.",
    "Voorheen gebruikten wij Dropbox; die gegevens zijn verwijderd.",
    "Meer informatie vindt u op de website van de Rijksoverheid en bij Slachtofferhulp Nederland.",
    "Lees meer in de Gedragscode Gezondheidszorg en de Richtlijn Dossiervoering.",
    "De app is te downloaden in de App Store en Google Play.",
    "De foto's op deze site zijn van Unsplash en Shutterstock.",
    "Onze website is ontworpen door Studio Penseel.",
    "© 2024 Zonneweide. Ontwerp: Atelier Lijn.",
    # others act, or readers by themselves
    "Sommige sites laten toe dat netwerken als Criteo cookies plaatsen.",
    "Kijk voor tips op de site van de KNVB.",
    "Wist u dat Facebook meeleest met berichten?",
    "Een bank mag gegevens aan De Nederlandsche Bank geven omdat de wet dat eist.",
    "Onze lijsten met muziek zijn niet van toepassing op Spotify.",
    # whose something is
    "In de kast staan brieven van het Rode Kruis en een atlas van Noordhoff.",
    # what was, and what is only thought of
    "Tot 2018 gebruikten wij Dropbox voor onze mappen.",
    "Wij denken erover om over te stappen op AllUnited.",
    # people inside, words on buttons and to send, places
    "De tekst is geschreven door onze copywriter Maartje.",
    'Klik op "Vooruit maar" om alles toe te staan.',
    "U zet de berichtjes uit door UIT te sturen naar ons nummer.",
    "De map is van papier en staat in Smallewoude.",
    "Bij het hek hangt een intercom zonder beeld.",
    # no data in the sentence
    "Ieder jaar in juni gaan we een week naar Casa Verde.",
    # who sees nothing
    "De site is gebouwd door Bureau Penseel, dat geen toegang tot dossiers heeft.",
    "Wij zijn Microsoft Solutions Partner.",
]

# The same headings with parties that do.
NAMED = [
    (
        "Onze nieuwsbrief versturen wij met Mailblue.",
        {"Mailblue"},
    ),
    (
        "Voor onze boekhouding gebruiken wij e-Boekhouden.nl.",
        {"e-Boekhouden.nl"},
    ),
    (
        RECIPIENT + "- Kabelweg Hosting: onze website\n- Belastingdienst: wettelijke plicht\n",
        {"Belastingdienst", "Kabelweg Hosting"},
    ),
    (
        "Uw bestelling wordt bezorgd door PostNL. Daarvoor geven wij uw adres door.",
        {"PostNL"},
    ),
    (
        "Uw gegevens staan op een server van Wolkenhuis in Utrecht.",
        {"Wolkenhuis"},
    ),
    (
        "Wij werken met het zorgdossier van Zilverlinde, die daarvoor een verwerkersovereenkomst met ons heeft.",
        {"Zilverlinde"},
    ),
    (
        RECIPIENT
        + ("Wij delen gegevens met onze accountant (Telraam Accountants) en onze ICT-beheerder (Draadloos ICT)."),
        {"Draadloos ICT", "Telraam Accountants"},
    ),
    (
        "Afspraken maakt u online via Afspraakwijzer. Deze partij is onze verwerker.",
        {"Afspraakwijzer"},
    ),
    (
        "De salarisadministratie is uitbesteed aan Loonpunt.",
        {"Loonpunt"},
    ),
    (
        "Onze website wordt gehost door Vimexx en bezoekcijfers meten wij met Plausible.",
        {"Plausible", "Vimexx"},
    ),
    (
        "Bij verzuim delen wij gegevens met onze arbodienst, Vitaal Werk.",
        {"Vitaal Werk"},
    ),
    (
        RECIPIENT
        + ("| Partij | Waarvoor |\n|---|---|\n| Draadloos ICT | beheer van werkplekken |\n| Kluisdoos | back-ups |\n"),
        {"Draadloos ICT", "Kluisdoos"},
    ),
    # what follows the name tells that it gets data
    ("Het blad komt van Drukkerij Penseel, die daarvoor een lijst met adressen krijgt.", {"Drukkerij Penseel"}),
    ("Ter plekke wordt u opgevangen door Lotus Travel. Die krijgt uw naam en vluchttijden.", {"Lotus Travel"}),
    ("Blijft u weg, dan krijgt Bosman Advocaten het dossier.", {"Bosman Advocaten"}),
    ("Huurders vinden hun gegevens in een portaal dat Woonwolk voor ons onderhoudt.", {"Woonwolk"}),
    ("Onze boekhouder heet Cijferhuis.", {"Cijferhuis"}),
    ("Wij wisselen gegevens uit met OCMW Hazelbeke.", {"OCMW Hazelbeke"}),
    ("De vordering geven wij uit handen aan incassobureau Terug & Co.", {"Terug & Co"}),
]


def found(facts_of, text):  # type: ignore[no-untyped-def]
    """The recipients that a text does not deny."""
    return [fact for fact in facts_of(text).of("recipient") if fact.assertion.value != "denied"]


@pytest.mark.parametrize("text", NO_ONE)
def test_no_one_gets_data(facts_of, text):  # type: ignore[no-untyped-def]
    assert [(fact.value, fact.evidence.quote) for fact in found(facts_of, text)] == []


def names(facts_of, text):  # type: ignore[no-untyped-def]
    return {name for fact in found(facts_of, text) if (name := fact.attributes.get("name"))}


@pytest.mark.parametrize("text", NO_NAME)
def test_names_of_something_else(facts_of, text):  # type: ignore[no-untyped-def]
    assert names(facts_of, text) == set()


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_beside_them(facts_of, text, expected):  # type: ignore[no-untyped-def]
    assert names(facts_of, text) == expected


def test_the_own_name_and_title_are_no_recipients(facts_of):  # type: ignore[no-untyped-def]
    text = (
        "# Privacyverklaring Stichting Zonnehof (hierna: Hof)\n\nStichting Zonnehof verwerkt gegevens.\n\n"
        "De gegevens worden verwerkt door Zonnehof en opgeslagen bij Hof. Wij delen ze met Kwikserver B.V.\n"
    )
    assert {fact.attributes.get("name") for fact in found(facts_of, text)} - {None} == {"Kwikserver B.V."}


def test_a_company_is_named_where_none_of_its_services_is(facts_of):  # type: ignore[no-untyped-def]
    alone = facts_of("Bezoekgegevens delen wij met Google.").of("recipient")
    assert {fact.attributes["name"] for fact in alone} == {"Google"}
    text = "Wij gebruiken Google Analytics. De bezoekgegevens delen wij met Google."
    assert {fact.attributes["name"] for fact in found(facts_of, text)} == {"Google Analytics"}


def test_the_supplier_of_a_system_gets_the_data_and_not_the_system(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of(
        "Wij verwerken de gegevens via het ledensysteem Clubwijzer van Bond Noorderlicht. "
        "De gegevens worden vastgelegd in Clubwijzer."
    )
    assert {fact.attributes.get("name") for fact in facts.of("recipient")} <= {"Bond Noorderlicht", None}


def test_a_channel_to_a_named_receiver_gets_nothing(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of("Wij geven de ledenlijst door aan de FOD Financiën via Attestwijzer.")
    assert {fact.attributes.get("name") for fact in facts.of("recipient")} == {"FOD Financiën"}


def test_the_initials_of_the_organisation_are_itself(facts_of) -> None:  # type: ignore[no-untyped-def]
    facts = facts_of(
        "# Privacyverklaring\n\nHet ministerie van Wegen en Water (WEW) is verwerkingsverantwoordelijke. "
        "Het ministerie van WEW verwerkt uw naam."
    )
    assert not [fact for fact in facts.of("recipient") if fact.attributes.get("name")]


@pytest.mark.parametrize(
    "text",
    [
        "Cijferhuis Accountants & Adviseurs verwerkt uw naam.",
        "Cijferhuis Accountants & Adviseurs is een kantoor van gecertificeerde boekhouders.",
    ],
)
def test_what_the_organisation_is_called_or_is_gets_nothing(facts_of, text) -> None:  # type: ignore[no-untyped-def]
    responsible = "Cijferhuis Accountants & Adviseurs B.V. is verwerkingsverantwoordelijke."
    assert not list(facts_of(f"# Privacyverklaring\n\n{responsible}\n\n{text}").of("recipient"))
