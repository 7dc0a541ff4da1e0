"""Who gets data, by name and by category, and whether data leave the European Economic Area."""

import pytest

# A text, the names in it that get data, and the categories.
RECIPIENTS = [
    ("Wij delen uw gegevens alleen met onze boekhouder en met de bank.", set(), {"accountant", "payment_provider"}),
    (
        "Uw gegevens worden verstrekt aan de belastingdienst, de gemeente en uw zorgverzekeraar.",
        {"belastingdienst"},
        {"authority", "healthcare"},
    ),
    ("Onze accountant krijgt inzage in de facturen.", set(), {"accountant"}),
    ("Daarnaast heeft onze IT-leverancier toegang tot het systeem.", set(), {"processor"}),
    ("De hosting van onze website wordt verzorgd door Zwaluw Webdiensten.", {"Zwaluw Webdiensten"}, {"processor"}),
    ("Onze website wordt gehost door Terra Hosting B.V. in Almere.", {"Terra Hosting B.V."}, {"processor"}),
    (
        ("Wij maken gebruik van de diensten van Lettervrouw B.V. voor het versturen van de nieuwsbrief."),
        {"Lettervrouw B.V."},
        {"mailing_provider"},
    ),
    ("Onze post staat bij Google (Workspace voor mail en agenda).", {"Google"}, {"processor"}),
    ("Wij sloten verwerkersovereenkomsten met Visma Raet.", {"Visma Raet"}, {"processor"}),
    (
        "Bij een vermoeden melden wij dit aan de Cel voor Financiële Informatieverwerking.",
        {"Cel voor Financiële Informatieverwerking"},
        {"authority"},
    ),
    ("Wij schakelen bij wanbetaling een incassobureau of deurwaarder in.", set(), {"legal_adviser"}),
    ("Bij een ongeval geven wij de gegevens door aan de hulpdiensten en het ziekenhuis.", set(), {"healthcare"}),
    ("Uw huisarts ontvangt na afloop een verslag.", set(), {"healthcare"}),
    ("Met uw toestemming sturen wij een brief naar de huisarts.", set(), {"healthcare"}),
    (
        ("De gegevens van leerlingen worden uitgewisseld met het samenwerkingsverband en de vervolgschool."),
        set(),
        {"education_partner"},
    ),
    ("Bij verhuizing dragen wij het dossier over aan de nieuwe school.", set(), {"education_partner"}),
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
        ("Wij delen gegevens met derden, zoals vervoerders, betaaldienstverleners en IT-leveranciers."),
        set(),
        {"delivery", "payment_provider", "processor"},
    ),
    (
        ("Uw gegevens kunnen worden gedeeld met onze moedermaatschappij en andere groepsmaatschappijen."),
        set(),
        {"group_company"},
    ),
    ("Alleen de secretaris en de penningmeester hebben toegang tot de ledenlijst.", set(), {"staff"}),
    ("De coördinator en de trainers kunnen de presentielijst inzien.", set(), {"staff"}),
    ("Wij geven uw telefoonnummer door aan de chauffeur die u komt halen.", set(), {"delivery"}),
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
        ("Voor boekingen geven wij uw paspoortgegevens door aan luchtvaartmaatschappijen, hotels en lokale agenten."),
        set(),
        {"partner"},
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
        "Onze subverwerkers zijn Hetzner (hosting), Mailgun (e-mail) en Helpdeskly (support).",
        {"Helpdeskly", "Hetzner", "Mailgun"},
        {"mailing_provider", "processor"},
    ),
    (
        "**Cloudflare**: beveiliging en CDN van onze website. **Plausible**: statistieken.",
        {"Cloudflare", "Plausible"},
        {"analytics_provider", "processor"},
    ),
    ("Voor onze ledenadministratie gebruiken we Genkgo.", {"Genkgo"}, {"processor"}),
    ("Uw gegevens worden opgeslagen in Ledenplein, een online programma.", {"Ledenplein"}, {"processor"}),
    ("De kaartverkoop loopt via Stagepas.", {"Stagepas"}, {"processor"}),
    ("Onze webshop draait op het platform Winkelbouwer.", {"Winkelbouwer"}, {"processor"}),
    ("Wij laten de salarissen verwerken door Loonhuis BV.", {"Loonhuis BV"}, {"accountant"}),
    ("Onze boekhouding wordt gedaan door Van Veen Administraties.", {"Van Veen Administraties"}, {"accountant"}),
    ("Voor de e-mail gebruiken wij de dienst Berichtenpost.", {"Berichtenpost"}, {"processor"}),
    ("Met partijen die namens ons gegevens verwerken sluiten wij een verwerkersovereenkomst.", set(), {"processor"}),
    ("Wij vragen toestemming voordat wij foto's plaatsen.", set(), {"public"}),
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
        {"LRP", "Protestantse Kerk in Nederland"},
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
    (
        (
            "Wij zijn lid van de Algemene Bond van Reisondernemers. Uw gegevens gaan naar de "
            "luchtvaartmaatschappij en het hotel."
        ),
        set(),
        {"partner"},
    ),
    ("Uw reis wordt verzekerd bij de Europeesche Verzekeringen.", {"Europeesche Verzekeringen"}, {"partner"}),
    (
        ("Bij boeking van een vlucht worden API-gegevens doorgegeven aan de autoriteiten van het land van bestemming."),
        set(),
        {"authority"},
    ),
    (
        "Wij verstrekken uw gegevens aan de wederpartij, de rechtbank en de deurwaarder.",
        set(),
        {"authority", "legal_adviser"},
    ),
    (
        "Ons kantoor schakelt derden in, zoals vertalers, deurwaarders en deskundigen.",
        set(),
        {"legal_adviser", "partner"},
    ),
    (
        "In het kader van de Wwft melden wij ongebruikelijke transacties bij FIU-Nederland.",
        {"FIU-Nederland"},
        {"authority"},
    ),
    ("Wij toetsen uw aanvraag bij het BKR.", {"BKR"}, {"partner"}),
    ("Wij delen uw aanvraag met de geldverstrekker en de taxateur.", set(), {"partner"}),
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
    ("Uw melding wordt doorgestuurd naar de aannemer die het werk uitvoert.", set(), {"partner"}),
    ("DigiD wordt gebruikt om in te loggen; Logius ontvangt daarbij uw BSN.", {"Logius"}, {"processor"}),
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
    (
        ("Als u met creditcard betaalt, ontvangt uw creditcardmaatschappij gegevens over de betaling."),
        set(),
        {"payment_provider"},
    ),
    ("U betaalt met iDEAL of PayPal.", {"PayPal"}, {"payment_provider"}),
    ("Onze nieuwsbrief wordt verzonden met behulp van het systeem van Laposta.", {"Laposta"}, {"mailing_provider"}),
    ("De voorzitter, Piet de Boer, beheert de ledenlijst.", set(), {"staff"}),
    (
        ("Ouders kunnen zich aanmelden via het aanmeldformulier. De intern begeleider kan het dossier inzien."),
        set(),
        {"staff"},
    ),
    ("In de app deel je zelf je locatie met andere gebruikers.", set(), {"partner"}),
    ("De camera's worden bekeken door beveiligingsbedrijf Argus.", {"Argus"}, {"processor"}),
    ("Bij diefstal geven wij de beelden aan de politie.", {"politie"}, {"authority"}),
    ("Wij gebruiken de software van Exact voor de facturatie.", {"Exact"}, {"processor"}),
    # names in brackets, between commas, after a label, in a row
    (
        "Wij geven uw gegevens door aan verzekeraars (Borgstaete, Zekerhuis en Vaandel Assuradeuren).",
        {"Borgstaete", "Zekerhuis", "Vaandel Assuradeuren"},
        {"partner"},
    ),
    ("Onze boekhouder, Cijferwerk Zuid, krijgt de facturen.", {"Cijferwerk Zuid"}, {"accountant"}),
    ("Onze schoolfotograaf, Foto Lachebek, krijgt de namenlijst.", {"Foto Lachebek"}, {"partner"}),
    (
        "## Met wie delen wij gegevens?\n\n- Hosting: Kabelbaan Webdiensten\n- Loonadministratie: Loonstrook Plus\n",
        {"Kabelbaan Webdiensten", "Loonstrook Plus"},
        {"processor", "accountant"},
    ),
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
        {"GGD"},
        {"authority"},
    ),
    ("Daarnaast ontvangen makelaars en geldverstrekkers de nota.", set(), {"partner"}),
    ("Stukken worden toegezonden aan de rechtbank en de deurwaarder.", set(), {"authority", "legal_adviser"}),
    ("Bij een overname kunnen uw gegevens overgaan naar de nieuwe eigenaar.", set(), {"partner"}),
    ("De namen van de huurders hangen op het bord bij de ingang.", set(), {"public"}),
    ("De kampleiding krijgt inzage in de medische fiche.", set(), {"staff"}),
    # what is no name or no recipient
    ("Voor donaties schakelen wij het bureau Belgoed in.", {"Belgoed"}, {"processor"}),
    ("Wij bewaren uw gegevens in een relatiebeheersysteem (CRM).", set(), set()),
    ("Reserveert u via Booking.com, dan stuurt die site ons uw gegevens.", set(), set()),
    ("Passagierslijsten worden verstrekt aan de douane in het Verenigd Koninkrijk.", {"douane"}, {"authority"}),
    ("Onze website is gemaakt met WordPress.", set(), set()),
    ("Deze website is gemaakt met Wix.", {"Wix"}, {"processor"}),
    ("Wij zijn aangesloten bij ANVR.", set(), set()),
    ("Onze website bevat een Meta-pixel.", {"Meta"}, {"advertiser"}),
]

# Links, rights, sources, browsers, denials, the organisation's own doing: no one gets data.
NO_ONE = [
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

TRANSFERS = [
    ("Wij geven geen gegevens door aan landen buiten de EU.", "none"),
    ("Uw gegevens worden niet buiten de Europese Economische Ruimte verwerkt.", "none"),
    ("Al onze servers staan in Nederland.", "none"),
    ("De gegevens worden binnen de EER opgeslagen.", "none"),
    ("Wij verwerken uw gegevens uitsluitend binnen de Europese Unie.", "none"),
    ("Uw gegevens blijven binnen Europa.", "none"),
    ("Wij delen uw gegevens niet met partijen in derde landen of internationale organisaties.", "none"),
    ("Er vindt geen doorgifte plaats naar landen buiten de EER.", "none"),
    ("Wij hebben niet de intentie om gegevens door te geven aan een derde land.", "none"),
    ("De data staat op servers van TransIP in Nederland.", "none"),
    ("Onze hostingpartij bewaart de gegevens in een datacenter in Amsterdam.", "none"),
    ("Gegevens verlaten de Europese Unie niet.", "none"),
    ("Doorgifte buiten de EU: nee.", "none"),
    ("Wij sturen geen persoonsgegevens naar het buitenland.", "none"),
    ("Mailchimp slaat de gegevens op in de Verenigde Staten.", "stated"),
    ("Sommige leveranciers zijn gevestigd buiten de EER. Wij sluiten dan modelcontracten.", "stated"),
    ("Google kan gegevens verwerken in de VS onder het Data Privacy Framework.", "stated"),
    ("Persoonsgegevens worden alleen buiten de EER verwerkt als er passende waarborgen zijn.", "stated"),
    ("Mailchimp is een Amerikaans bedrijf dat is aangesloten bij het Privacy Shield.", "stated"),
    ("Voor reizen buiten Europa geven wij uw gegevens door aan hotels ter plaatse.", "stated"),
    ("Facebook en Instagram zijn gevestigd in de Verenigde Staten.", "stated"),
    ("Wij gebruiken standaardcontractbepalingen voor doorgifte naar derde landen.", "stated"),
    ("De cookies van het Amerikaanse bedrijf Google worden via onze website geplaatst.", "silent"),
    ("Wij zijn een Nederlandse vereniging.", "silent"),
    ("In Nederland en Europa gelden strenge wetten.", "silent"),
    ("U kunt een klacht indienen in het land waar u woont.", "silent"),
    ("Wij organiseren reizen naar Canada en de Verenigde Staten.", "silent"),
    (("Sinds 25 mei 2018 geldt in de hele Europese Unie dezelfde privacywet. De gegevens worden bewaard."), "silent"),
    ("De AVG geldt in de EU voor iedereen die gegevens verwerkt.", "silent"),
    ("Onze klanten zijn gevestigd in Nederland en België.", "silent"),
    ("U heeft het recht te weten of uw gegevens aan derde landen worden doorgegeven.", "silent"),
    ("Door de verwerking gelden in Nederland de regels van de AVG.", "silent"),
]


def found(facts_of, text):  # type: ignore[no-untyped-def]
    """The recipients that a text does not deny."""
    return [fact for fact in facts_of(text).of("recipient") if fact.assertion.value != "denied"]


@pytest.mark.parametrize(("text", "names", "categories"), RECIPIENTS)
def test_recipients(facts_of, text, names, categories):  # type: ignore[no-untyped-def]
    recipients = found(facts_of, text)
    assert {fact.attributes["name"] for fact in recipients if fact.attributes.get("name")} == names
    assert {fact.value for fact in recipients} == categories


@pytest.mark.parametrize("text", NO_ONE)
def test_no_one_gets_data(facts_of, text):  # type: ignore[no-untyped-def]
    assert [(fact.value, fact.evidence.quote) for fact in found(facts_of, text)] == []


@pytest.mark.parametrize(("text", "value"), TRANSFERS)
def test_transfers(facts_of, text, value):  # type: ignore[no-untyped-def]
    assert [fact.value for fact in facts_of(text).of("transfer")] == ([] if value == "silent" else [value])


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
