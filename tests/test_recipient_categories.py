"""Who gets data, by category, where no name is given."""

import pytest

# A text and the categories of who gets data.
RECIPIENTS = [
    # who it is told by what they do, by a field of work, or by a pronoun
    ("Wij geven uw adres door aan het bedrijf dat onze pakjes rondbrengt.", set(), {"delivery"}),
    ("Een bureau dat onze boekhouding doet, ziet de facturen.", set(), {"accountant"}),
    ("Uw gegevens staan bij de firma waar onze website draait.", set(), {"processor"}),
    (
        "Wij werken met dienstverleners op het gebied van ICT, boekhouding en betalingsverkeer.",
        set(),
        {"processor", "accountant", "payment_provider"},
    ),
    ("Wij sturen uw gegevens naar een bureau dat nagaat of u kredietwaardig bent.", set(), {"partner"}),
    (
        "De nieuwsbrief versturen wij met Mailchimp. Met deze partij sloten wij een verwerkersovereenkomst.",
        {"Mailchimp"},
        {"mailing_provider"},
    ),
    # with the possessive of the reader, behind what they get, and without a preposition
    ("Met jouw toestemming overleg ik met je huisarts.", set(), {"healthcare"}),
    (
        "Soms delen wij dat met je huisarts, je school of je werkgever.",
        set(),
        {"healthcare", "education_partner", "partner"},
    ),
    ("Uw adres en telefoonnummer krijgt de koerier.", set(), {"delivery"}),
    ("Toegang tot uw gegevens heeft ook onze accountant.", set(), {"accountant"}),
    ("Wij sturen de bond elk jaar een lijst met namen.", set(), {"group_company"}),
    ("Uw gegevens gaan alleen naar een ander bedrijf of een andere instelling.", set(), {"partner"}),
    ("Ook anderen zetten cookies, denk aan bedrijven die bij ons adverteren.", set(), {"advertiser"}),
    ("Standen en nieuwtjes verschijnen online.", set(), {"public"}),
    # people inside, by their role, their title or an initial
    ("Bij deze map kan alleen de teamleider.", set(), {"staff"}),
    ("Camerabeelden zijn enkel te raadplegen door de zaakvoerder en de preventieadviseur.", set(), {"staff"}),
    ("Op de cursusdag krijgt de docent een lijst met deelnemers mee.", set(), {"staff"}),
    ("Uw adres geven we mee aan onze monteurs.", set(), {"staff"}),
    ("De boekhouding wordt gedaan door mevrouw Van der Voorbeeld.", set(), {"staff"}),
    ("De website wordt beheerd door P. van Voorbeeld.", set(), {"staff"}),
    ("Vrijwilligers achter de balie kunnen je leengeschiedenis zien.", set(), {"staff"}),
    # by the nouns of each category and what brings them in
    ("Oude dossiers dragen wij over aan het streekarchief.", set(), {"authority"}),
    ("Gemeentelijke handhavers mogen het gastenboek bekijken.", set(), {"authority"}),
    (
        "Op elke pagina staan deelknoppen. Klikt u daarop, dan krijgt het sociale netwerk uw IP-adres.",
        set(),
        {"social_platform"},
    ),
    ("Advertentienetwerken lezen het cookie-ID van uw toestel uit.", set(), {"advertiser"}),
    ("De bezoekcijfers worden bijgehouden door een extern statistiekenbureau.", set(), {"analytics_provider"}),
    ("Uw e-mailadres staat bij een verzenddienst voor e-mailings.", set(), {"mailing_provider"}),
    ("Uw adres staat op de lijst van de bezorgservice.", set(), {"delivery"}),
    ("Wij schakelen voor het netwerk een automatiseringsbedrijf in.", set(), {"processor"}),
    (
        "Uw gegevens zijn toegankelijk voor andere maatschappijen van dezelfde verzekeringsgroep.",
        set(),
        {"group_company"},
    ),
    ("De advocaat die wij inhuren, ziet uw klacht in.", set(), {"legal_adviser"}),
    ("Ontvangers: onze bank", set(), {"payment_provider"}),
    ("Met uw cv kunnen wij u voorstellen aan een opdrachtgever.", set(), {"partner"}),
    ("Van iedere deelnemer zien de andere deelnemers de naam.", set(), {"partner"}),
    ("Ingezonden brieven worden met naam en woonplaats afgedrukt.", set(), {"public"}),
    ("Je portret staat op de teampagina van onze website.", set(), {"public"}),
    # people inside, by what they can open
    ("Iedereen die bij onze stichting meehelpt, kan bij uw gegevens.", set(), {"staff"}),
    ("De lijst wordt beheerd door twee mensen van de werkgroep.", set(), {"staff"}),
    ("Bij de presentielijst kunnen alleen de trainers en de secretaris.", set(), {"staff"}),
    ("De trainers en het bestuur kunnen erbij.", set(), {"staff"}),
    ("Toegang tot het archief is beperkt tot het bestuur.", set(), {"staff"}),
    ("De gegevens zijn alleen bekend bij het dagelijks bestuur.", set(), {"staff"}),
    ("Alleen medewerkers van het loket kunnen uw aanvraag inzien.", set(), {"staff"}),
    ("Aan het formulier kan de docent zien of er les was.", set(), set()),
    # a verb in front
    ("Vraagt de gemeente om de ledenlijst, dan geven wij die.", set(), {"authority"}),
    ("Jaarlijks krijgt de school een lijst met deelnemers.", set(), {"education_partner"}),
    # the public, where people are shown and not the text itself
    ("We zetten filmpjes van het optreden online.", set(), {"public"}),
    ("Foto's van het feest komen op internet en in het dorpsblad.", set(), {"public"}),
    ("Na afloop verschijnt de uitslag met uw naam in de krant.", set(), {"public"}),
    ("Wijzigingen zetten wij op onze website.", set(), set()),
    ("Komt u op onze site, dan plaatsen wij een cookie.", set(), set()),
    ("Bij het reserveren van plaatsen vragen wij uw naam.", set(), set()),
    ("Op het overzicht van de bank zien wij wie heeft betaald.", set(), set()),
    ("Wij delen uw gegevens alleen met onze boekhouder en met de bank.", set(), {"accountant", "payment_provider"}),
    ("Onze accountant krijgt inzage in de facturen.", set(), {"accountant"}),
    ("Daarnaast heeft onze IT-leverancier toegang tot het systeem.", set(), {"processor"}),
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
        ("Voor boekingen geven wij uw paspoortgegevens door aan luchtvaartmaatschappijen, hotels en lokale agenten."),
        set(),
        {"partner"},
    ),
    ("Met partijen die namens ons gegevens verwerken sluiten wij een verwerkersovereenkomst.", set(), {"processor"}),
    ("Wij vragen toestemming voordat wij foto's plaatsen.", set(), {"public"}),
    (
        (
            "Wij zijn lid van de Algemene Bond van Reisondernemers. Uw gegevens gaan naar de "
            "luchtvaartmaatschappij en het hotel."
        ),
        set(),
        {"partner"},
    ),
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
    ("Wij delen uw aanvraag met de geldverstrekker en de taxateur.", set(), {"partner"}),
    ("Uw melding wordt doorgestuurd naar de aannemer die het werk uitvoert.", set(), {"partner"}),
    (
        ("Als u met creditcard betaalt, ontvangt uw creditcardmaatschappij gegevens over de betaling."),
        set(),
        {"payment_provider"},
    ),
    ("De voorzitter, Piet de Boer, beheert de ledenlijst.", set(), {"staff"}),
    (
        ("Ouders kunnen zich aanmelden via het aanmeldformulier. De intern begeleider kan het dossier inzien."),
        set(),
        {"staff"},
    ),
    ("In de app deel je zelf je locatie met andere gebruikers.", set(), {"partner"}),
    ("Daarnaast ontvangen makelaars en geldverstrekkers de nota.", set(), {"partner"}),
    ("Stukken worden toegezonden aan de rechtbank en de deurwaarder.", set(), {"authority", "legal_adviser"}),
    ("Bij een overname kunnen uw gegevens overgaan naar de nieuwe eigenaar.", set(), {"partner"}),
    ("De namen van de huurders hangen op het bord bij de ingang.", set(), {"public"}),
    ("De kampleiding krijgt inzage in de medische fiche.", set(), {"staff"}),
    ("Onze bestanden staan op servers van ons of op die van een derde partij.", set(), {"processor"}),
    ("Bestellingen die via de Site worden geplaatst, verwerken wij binnen een dag.", set(), set()),
    ("Daarna staan uw gegevens alleen nog in de financiële administratie.", set(), set()),
    ("Dan ziet onze penningmeester uw naam en het bedrag.", set(), {"staff"}),
    ("De ledenlijst is in te zien door bestuursleden en commissieleden.", set(), {"staff"}),
    ("Uw profiel is openbaar.", set(), {"public"}),
    ("Uw naam staat op een openbare lijst.", set(), {"public"}),
    ("Het verslag kan worden gedeeld met de trainer.", set(), {"staff"}),
    ("De leraren van de school kunnen uw gegevens inzien.", set(), {"staff"}),
    ("Wij delen uw gegevens met onze nieuwe boekhouder.", set(), {"accountant"}),
    ("De verzekeraar heeft recht op inzage en krijgt van ons het dossier.", set(), {"partner"}),
    ("Sponsors van de club staan vermeld op onze site.", set(), set()),
    ("Uw paspoortgegevens gaan naar de ambassade voor het visum.", set(), {"authority"}),
]


@pytest.mark.parametrize(("text", "names", "categories"), RECIPIENTS)
def test_recipient_categories(recipients_of, text, names, categories):  # type: ignore[no-untyped-def]
    assert recipients_of(text) == (names, categories)
