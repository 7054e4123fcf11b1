"""What the identity check finds, what it lets through, what it says and what it offers to write instead."""

from itertools import pairwise

import pytest

from samsyn.core.anonymity import Near, check, rewritten
from samsyn.parameters.lexicon import shipped_lexicon


def found(text, **near):
    return check(text, shipped_lexicon(), Near(**near))


def stopped(text, **near):
    return [text[each.start : each.end] for each in found(text, **near) if each.stops]


def kinds(text):
    return {each.kind for each in found(text) if each.stops}


@pytest.mark.parametrize(
    "number",
    [
        "19811228-9874", "811228-9874", "8112289874", "198112289874", "19811228 9874", "811228 9874", "81 12 28 98 74",
        "1981-12-28-9874", "811228–9874", "811228+9874", "811288-9876", "811228-TF29", "19811228-T123", "811228-9875",
        "811228-987", "811228-98745", "811228-XXXX",
    ],
)  # fmt: skip
def test_a_personal_number_stops_however_it_is_written(number):
    assert "personal_number" in kinds(f"Numret {number} går inte att söka på.")


@pytest.mark.parametrize("number", ["556016-0680", "2017-03-01 – 2018-09-30", "2003:1210", "450 dagar", "24 300 kr"])
def test_other_numbers_are_let_through(number):
    assert not found(f"Regeln om {number} gör att ingen får svar.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hen nås på 070-123 45 67.", "phone"),
        ("Skriv till f.ali@example.com om det.", "email"),
        ("Post går till Lingonvägen 4B.", "address"),
        ("Ärendet, dnr 2024-11873, ligger still.", "case_number"),
        ("Bilen ABC 12D räknades.", "plate"),
        ("Kontot 8327-9, 923 456 789-0 är spärrat.", "bank_account"),
        ("Född den 3 mars 1991 enligt passet.", "birth_date"),
        ("Passnummer 87654321 godtas inte.", "document_number"),
        ("Inloggad från 85.226.13.17 hela dagen.", "network_id"),
        ("Kontot @yusuf_92 skrev om felet.", "account_name"),
    ],
)
def test_what_leads_to_one_person_stops(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text", ["Ring 0771-524 524.", "Riktlinjen (dnr SN 2022-15) säger nej.", "Skriv till info@osby.se."]
)
def test_the_ways_to_an_agency_do_not_stop(text):
    assert not stopped(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fatima fick vänta.", "Fatima"),
        ("Vi träffade Fatimas mamma.", "Fatimas"),
        ("Handläggaren Eva på AF sa nej.", "Eva"),
        ("Enligt Okbamichael Tesfazghi är det så.", "Okbamichael Tesfazghi"),
        ("Kim Berg svarade inte.", "Kim Berg"),
        ("Sten fick vänta.", "Sten"),
        ("vi träffade yusuf på kontoret", "yusuf"),
        ("A.K. nekades stöd.", "A.K."),
        ("Deltagaren kallas ”Lillen” här.", "Lillen"),
        ("Fru Berg nekades stöd.", "Berg"),
    ],
)
def test_a_name_stops_and_its_place_is_told(text, name):
    assert stopped(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Du får vänta i Berg, Lund och Mark.",
        "Kalla det en vana. Rosa blanketten gäller. Hans ansökan avslogs. Per år är det 40.",
        "I maj och juni är Linnégatan stängd av Region Skåne.",
        "Lex Sarah, Röda Korset, Sofia kyrka och Anna Lindhs plats.",
        "Downs syndrom räknas inte av Försäkringskassan i Östra Göinge.",
        "Ansökan görs i Treserva, inte i Lifecare, med BankID eller Freja.",
    ],
)
def test_words_that_look_like_names_are_let_through(text):
    assert not stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "En 34-årig kvinna från Eritrea i Osby fick inte SGI prövad.",
        "Han är den ende somaliern i byn.",
        "Förra kommunalrådet fick vänta.",
        "En kvinna med ALS i Åsele nekades hjälp.",
        "Mamman har barn på 3, 5 och 9 år och bor i Osby.",
    ],
)
def test_traits_together_stop_although_none_does_alone(text):
    assert kinds(text) == {"combination"}


@pytest.mark.parametrize(
    "text",
    [
        "En kvinna från Eritrea fick vänta.",
        "En man i 30-årsåldern i Malmö fick nej.",
        "Somalisktalande kvinnor i Osby får sällan tolk.",
        "Ungdomar 16–24 år i Osby hänvisas vidare.",
        "Den enda vägen in är en blankett.",
    ],
)
def test_a_trait_or_two_of_many_do_not_stop(text):
    assert not stopped(text)


def test_the_place_of_the_form_counts_beside_the_text():
    text = "En 34-årig kvinna från Eritrea fick inte SGI prövad."
    assert not stopped(text)
    assert stopped(text, place="Osby")
    assert "har angett" in found(text, place="Osby")[0].remedy


def test_the_name_of_the_project_is_nobodys():
    assert stopped("I Linnea får alla vänta.")
    assert not stopped("I Linnea får alla vänta.", project="Linnea")


def test_no_sentence_repeats_a_number():
    for text in ("Numret 811228-9874.", "Ring 070-123 45 67.", "Konto 8327-9, 923 456 789-0."):
        for each in found(text):
            assert text[each.start : each.end] not in each.what + each.remedy


def test_a_word_that_no_list_knows_may_be_confirmed_as_nobodys():
    (each,) = found("Vi väntar på Xzylanda.")
    assert (each.sure, each.stops, each.may_be_confirmed) == ("possible", True, True)
    assert not found("Vi väntar på Fatima.")[0].may_be_confirmed


def test_what_is_mechanical_is_rewritten_and_the_new_text_passes():
    text = "Fatima, en 34-årig kvinna från Eritrea i Osby, bad handläggaren Eva ringa 070-123 45 67 den 3 mars 2025."
    new = rewritten(text, found(text))
    assert new == (
        "Personen, en kvinna i 30-årsåldern från ett annat land i en mindre kommun, bad handläggaren ringa "
        "(borttaget) i mars 2025."
    )
    assert not stopped(new)


def test_what_a_person_must_choose_is_left():
    text = "Han är den ende somaliern i byn."
    assert rewritten(text, found(text)) == text


def test_finds_stand_in_order_and_names_never_overlap():
    text = "Fatima Ali och Omar (811228-9874) bor på Storgatan 3, 291 31 Kristianstad."
    each = [one for one in found(text) if one.kind != "combination"]
    assert all(a.end <= b.start for a, b in pairwise(each))


def test_nothing_is_found_in_nothing():
    assert found("") == []
    with pytest.raises(ValueError, match="Högst"):
        found("a" * 20_001)
