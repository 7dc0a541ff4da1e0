"""From whom data come, and what looks like it but is not."""

import pytest

FOUND = [
    ("Wij ontvangen uw gegevens van uw huisarts.", "uw huisarts"),
    ("De basisschool levert ons het leerlingdossier aan.", "De basisschool"),
    ("Wij raadplegen het Kadaster om de eigenaar te vinden.", "het Kadaster"),
    ("Referenties vragen wij op bij uw vorige werkgever.", "uw vorige werkgever"),
    ("Uw gegevens zijn ons verstrekt door uw verwijzer.", "uw verwijzer"),
    ("De gegevens komen van uw school of van uw ouders.", "uw school of van uw ouders"),
    ("Wij vragen dit op bij uw werkgever, het UWV of uw huisarts.", "uw werkgever, het UWV of uw huisarts"),
    ("Verhuist u, dan ontvangen wij uw nieuwe adres van Zonnepost.", "Zonnepost"),
    ("Van de Stichting Ledenbeeld (SLB) ontvangen wij verhuizingen.", "de Stichting Ledenbeeld (SLB)"),
    ("De gegevens krijgen wij van u als ouder, maar ook van de vorige school.", "de vorige school"),
    ("Elk jaar vragen we je ouders om een fiche in te vullen.", "je ouders"),
    ("Boekt u voor anderen, dan krijgen wij hun gegevens van u.", "u"),
    ("Soms meldt uw huisarts u bij ons aan.", "uw huisarts"),
    ("Wij huren adressen bij Voorbeeld Data nv.", "Voorbeeld Data nv"),
    ("Uw gegevens zijn ons ter beschikking gesteld door uw werkgever.", "uw werkgever"),
    ("Gegevens worden ingevoerd door de ouders van het lid.", "de ouders"),
    ("Uw apotheek deelt uw medicatieoverzicht met ons.", "Uw apotheek"),
    ("Wij verzamelen gegevens rechtstreeks bij u, maar ook via uw bewindvoerder.", "uw bewindvoerder"),
    ("Je gegevens komen bij ons binnen via je school.", "je school"),
    ("Een collega kan u als gebruiker toevoegen.", "Een collega"),
    ("Van de organisator van het feest krijgen wij uw naam.", "de organisator"),
    ("De plaatselijke omroep geeft ons de lijst van inzenders.", "De plaatselijke omroep"),
    ("Wij krijgen uw adres van de plaatselijke omroep.", "de plaatselijke omroep"),
    ("Wij zoeken uw nieuwe adres op in het Rijksregister.", "het Rijksregister"),
    ("Via uw zorgverzekeraar controleren wij hoe u verzekerd bent.", "uw zorgverzekeraar"),
    ("Gulgever geeft ons je naam en je bedrag.", "Gulgever"),
    ("Wij halen daartoe een rapport op bij Kredietblik.", "Kredietblik"),
    ("Bent u verwezen, dan krijg ik van uw huisarts een verwijsbrief.", "uw huisarts"),
    ("Van de basisschool ontvangen wij het onderwijskundig rapport.", "de basisschool"),
    ("Wij verkrijgen uw gegevens ook van derden, zoals uw werkgever.", "uw werkgever"),
    ("Uw gegevens worden door uw verwijzer naar ons gestuurd.", "uw verwijzer"),
    ("Logt u in met uw Facebook-account, dan ontvangen wij uw naam.", "uw Facebook"),
    ("Wij gebruiken adresbestanden die wij inkopen bij adressenleveranciers.", "adressenleveranciers"),
    ("Leden krijgen van ons een kaart, hun adres krijgen wij van de gemeente.", "de gemeente"),
    ("Bij uw overstap nemen wij uw gegevens over van uw vorige huisarts.", "uw vorige huisarts"),
    ("Wij verrijken de data met gegevens van externe databureaus.", "externe databureaus"),
    ("De school levert jaarlijks een leerlingenbestand aan.", "De school"),
    ("Via Vecozo controleren wij uw verzekering.", "Vecozo"),
    ("U geeft ons ook gegevens over uw kinderen.", "U"),
    ("Betalen gaat via Zonnepay. Wij ontvangen van hen uw naam.", "Zonnepay"),
    ("Herkomst van de gegevens: Basisregistratie Personen.", "Basisregistratie Personen"),
    ("Wij ontvangen uw gegevens van:\n\n- uw werkgever\n- het UWV", "het UWV"),
    ("# Bron van de gegevens\n\nUzelf en het ziekenhuis.", "het ziekenhuis"),
    ("| Gegeven | Bron |\n| --- | --- |\n| Naam | uzelf |\n| Salaris | werkgever |", "werkgever"),
    ("Uw cijfers vragen wij, als u dat goedvindt, op bij de examencommissie.", "de examencommissie"),
    ("Voor de ledenkorting ontvangt Koor Zang elk kwartaal een nieuwe lijst van de bond.", "de bond"),
    ("Koppelt u uw horloge, dan haalt onze app uw stappen op bij Stapmeter.", "Stapmeter"),
    ("Voor het zomerkamp vult een ouder de fiche van het kind in.", "een ouder"),
]
NONE = [
    "Dit geeft ons een lijst van populaire pagina's.",
    "De productinformatie op deze site krijgen wij van onze leveranciers.",
    "Het pinapparaat is van de bank en vertelt mij alleen dat de betaling is gelukt.",
    "Wij ontvangen uw gegevens rechtstreeks van u.",
    "Wij delen uw gegevens met uw huisarts.",
    "Wij ontvangen geen gegevens van de gemeente.",
    "Wij vragen toestemming van uw ouders.",
    "Uw gegevens kunnen door de politie worden opgevraagd.",
    "Wij ontvangen ook gegevens over u van derden.",
    "De bond ontvangt van ons de gegevens van leden.",
    "Wij verwerken gegevens van leden, vrienden en anderen die bij ons betrokken zijn.",
    "Ouders geven toestemming voor foto's door dit aan te vinken.",
    "Van de inschrijving ontvang je een kopie van de bank.",
    "Wij ontvangen van u via Betaalvlot de betaling.",
    "U ontvangt binnen een week bericht van de school.",
    "De gegevens worden door onze medewerkers ingevoerd.",
    "De bezoekers geven ons hun naam.",
    "Wij krijgen een vergoeding van onze verzekeraar.",
    "De website geeft ons geen informatie over u.",
    "Wij ontvangen de bestelling en sturen u een bericht via Zonnepost.",
    "Wie op de lijst wil, stuurt ons een brief.",
    "Wij huren muziek bij onze federatie.",
    "# Cookies\n\n| Naam | Herkomst |\n| --- | --- |\n| _ga | Google |",
    "De persoonsgegevens die u aan de school verstrekt, bewaren wij in het dossier.",
]


@pytest.mark.parametrize(("text", "who"), FOUND)
def test_the_source_is_named_as_written(facts_of, text, who):  # type: ignore[no-untyped-def]
    assert who in {fact.value for fact in facts_of(text).of("source")}


@pytest.mark.parametrize("text", NONE)
def test_no_source(facts_of, text):  # type: ignore[no-untyped-def]
    assert not list(facts_of(text).of("source"))
