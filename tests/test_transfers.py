"""Whether data leave the European Economic Area."""

import pytest

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
    ("Gegevens gaan de Europese grens niet over.", "none"),
    ("Wij werken met bedrijven die alles binnen Europa bewaren.", "none"),
    ("Naar het buitenland gaat er niets.", "none"),
    ("Uw gegevens gaan de EU niet uit.", "none"),
    ("# Verklaring\n\n## Doorgifte buiten de EER\n\nDat doen wij niet.", "none"),
    ("# Verklaring\n\n## Doorgifte buiten de EER\n\nWij antwoorden u graag.", "silent"),
    ("Een paar van deze bedrijven zitten in Amerika.", "stated"),
    ("Ons archief verlaat de Europese Unie niet.", "none"),
    ("De verslagen delen wij met onze partner in Kenia.", "stated"),
    ("Mailchimp slaat de gegevens op in de Verenigde Staten.", "stated"),
    ("Sommige leveranciers zijn gevestigd buiten de EER. Wij sluiten dan modelcontracten.", "stated"),
    ("Google kan gegevens verwerken in de VS onder het Data Privacy Framework.", "stated"),
    ("Persoonsgegevens worden alleen buiten de EER verwerkt als er passende waarborgen zijn.", "stated"),
    ("Mailchimp is een Amerikaans bedrijf dat is aangesloten bij het Privacy Shield.", "stated"),
    ("Voor reizen buiten Europa geven wij uw gegevens door aan hotels ter plaatse.", "stated"),
    ("Facebook en Instagram zijn gevestigd in de Verenigde Staten.", "stated"),
    ("Wij gebruiken standaardcontractbepalingen voor doorgifte naar derde landen.", "stated"),
    ("De cookies van het Amerikaanse bedrijf Google worden via onze website geplaatst.", "stated"),
    ("Onze post versturen wij via een Amerikaans bedrijf.", "stated"),
    ("Naam: Briefduif\n\nLand: Verenigde Staten", "stated"),
    ("Gegevens blijven in de EU. Werkt iemand met een partij daarbuiten, dan met een modelcontract.", "stated"),
    ("Uw gegevens kunnen naar computers gaan die zich buiten uw land of provincie bevinden.", "stated"),
    ("Plaats van verwerking: Italië", "silent"),
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


@pytest.mark.parametrize(("text", "value"), TRANSFERS)
def test_transfers(facts_of, text, value):  # type: ignore[no-untyped-def]
    assert [fact.value for fact in facts_of(text).of("transfer")] == ([] if value == "silent" else [value])
