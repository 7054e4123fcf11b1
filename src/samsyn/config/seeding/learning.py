"""What the demonstration has learned: observations, the patterns they make, who was asked, and good examples.

What source 000 tells is marked so; every observation is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.evaluation.actions import recommend
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import Example, Observation, Pattern
from samsyn.apps.organisations.models import Kind, User
from samsyn.apps.portfolio.models import Project
from samsyn.config.accounts import ASSOCIATION
from samsyn.config.seeding.people import home_of, organisation
from samsyn.config.seeding.projects import term, terms

INVENTED = "Påhittat för demonstrationen"
BOOK = "Källa 000, Vägar till innanförskap"


@dataclass(frozen=True)
class Told:
    """What one person saw on a day."""

    on: date
    text: str
    by: str  # whose eyes: an account of the demonstration
    hours: str = ""
    good: bool = False
    kind: str = ""
    actors: tuple[str, ...] = ()
    room: str = "unknown"
    rule: str = ""


PRACTICE = (
    Told(date(2026, 4, 14), "Försörjningsstödet prövades om samma dag som praktiken började. Innan beslutet kom hade "
         "deltagaren hoppat av.", "samtalsledare", "6"),
    Told(date(2026, 5, 20), "Två myndigheter räknade praktikdagarna på var sitt sätt. Ingen av dem kunde säga vem som "
         "hade rätt.", "processledare", "4", room="rule", rule="Riktlinjer om ersättning vid praktik"),
    Told(date(2026, 6, 9), "En arbetsgivare ville börja i juni. Vi bad om att vänta till augusti, för att stödet inte "
         "skulle falla bort.", "processledare", "3"),
    Told(date(2026, 8, 26), "Deltagaren tackade nej till praktik efter att ha hört hur det gick för andra i gruppen.",
         "samtalsledare", "1"),
    Told(date(2026, 9, 3), "Kontaktpersonen visste inte att stödet kan löpa vidare under praktik. Det står i "
         "riktlinjen, men ingen använder den.", "remittent", "2", room="habit"),
    Told(date(2026, 9, 17), "Tre veckor utan svar om vem som betalar resorna till praktiken.", "processledare", "5"),
    Told(date(2026, 10, 1), "Samma glapp igen: praktiken började på en måndag, stödet slutade fredagen före.",
         "samtalsledare", "2"),
)  # fmt: skip
LETTERS = (
    *(
        Told(date(2026, 1, 12) + timedelta(days=8 * at), text, by, "0.5")
        for at, (text, by) in enumerate((
            ("Kallelsen kom på svenska. Halva gruppen visste inte att de hade en tid.", "samtalsledare"),
            ("Brevet om omprövning lästes av ett barn i familjen.", "samtalsledare"),
            ("Ingen kom till informationsträffen: inbjudan var på svenska och skickad med post.", "processledare"),
            ("Vi ringde alla och berättade vad brevet sa. Det tog en förmiddag.", "samtalsledare"),
            ("En deltagare miste en månads stöd för att ett brev inte gick att läsa.", "processledare"),
            ("Kallelsen var fyra sidor. Tiden stod på den tredje.", "remittent"),
            ("Tolk var bokad till mötet, men kallelsen dit var på svenska.", "processledare"),
            ("Två deltagare kom fel dag. Datumet stod i löpande text.", "samtalsledare"),
            ("Påminnelsen kom som sms på svenska.", "samtalsledare"),
            ("Deltagaren bad gruppledaren läsa brev från fyra myndigheter.", "samtalsledare"),
            ("Mottagningen sa att översatta mallar finns, men att systemet inte skriver ut dem.", "remittent"),
        ))
    ),
    Told(date(2026, 7, 1), "En kallelse på svenska igen, från ett kontor som inte bytt mall.", "samtalsledare", "0.5"),
    Told(date(2026, 9, 8), "Påminnelsen per brev var fortfarande på svenska.", "processledare", "0.5"),
)  # fmt: skip
EIGHTEEN = (
    Told(date(2026, 2, 3), "Ungdomen fyllde arton mitt i terminen och fick flytta till en annan kommun. Skolan och "
         "samtalskontakten tog slut samma vecka.", "processledare", "12", room="rule"),
    Told(date(2026, 3, 19), "Kommunen hade betalat två års studier och stöd. Flytten kom tre månader före examen.",
         "processledare", "8"),
    Told(date(2026, 6, 4), "Boendet ville behålla ungdomen till skolans slut. Beslutet hade redan gått vidare.",
         "remittent", "5", room="rule", rule="Nationella regler om när boendet upphör"),
    Told(date(2026, 9, 24), "Flera unga slutar komma till gruppen månaden före arton.", "samtalsledare", "1"),
)  # fmt: skip
OTHER = (
    Told(date(2026, 5, 6), "Vuxenutbildningen tar in två gånger om året. Den som blir klar i oktober väntar till "
         "februari.", "processledare", "2", kind="routine", room="habit",
         actors=("adult_education", "municipal_labour")),
    Told(date(2026, 6, 17), "Läkarintyget krävs av tre myndigheter, i tre former. Vården skriver det om tre gånger.",
         "processledare", "6", kind="routine", actors=("health_care", "social_insurance", "employment_service")),
    Told(date(2026, 8, 12), "Ingen buss går till praktikplatsen före klockan nio.", "samtalsledare", "1",
         kind="resource", actors=("employer",)),
    Told(date(2026, 9, 10), "Sekretess angavs som skäl. Samtycket låg i mappen, men ingen hade fått se det.",
         "remittent", "3", kind="information", actors=("social_services", "health_care"), room="habit"),
    Told(date(2026, 10, 15), "Handläggaren och gruppledaren bytte telefonnummer direkt. Nästa glapp löstes på en dag.",
         "samtalsledare", good=True, actors=("employment_service", "municipal_labour")),
    Told(date(2026, 11, 5), "Vi fick låna föreningens lokal på kvällar. Fler kom, och kaffet stod redan framme.",
         "processledare", good=True, actors=("civil_society",)),
)  # fmt: skip


def bring_learning(project: Project, people: Mapping[str, User]) -> None:
    """Three patterns at different points of the way, observations that nobody has gathered, examples and matches."""
    _practice(project, people)
    _letters(project, people)
    _eighteen(project, people)
    _tell(OTHER, project, people)
    _examples(people)
    _strengths(project, people)
    _advice(project, people)


def _tell(rows, project: Project, people: Mapping[str, User], kind: str = "", actors=(), group: str = "") -> list:
    """Observations as their tellers wrote them."""
    return [
        actions.tell(
            organisation=home_of(people[row.by]), project=project, text=row.text,
            good=row.good, kind=term("barrier", row.kind or kind) if row.kind or kind else None,
            actors=terms("actor", row.actors or actors), target_groups=terms("target_group", [group]) if group else (),
            room=row.room, rule=row.rule, hours=Decimal(row.hours) if row.hours else None, seen_on=row.on,
            source=INVENTED, by=people[row.by],
        )
        for row in rows
    ]  # fmt: skip


def _pattern(name: str, about: str, rows: list[Observation], by: User, **values) -> Pattern:
    return actions.start_pattern(
        organisation=home_of(by), name=name, about=about, observations=rows,
        shared=True, by=by, **values,
    )  # fmt: skip


def _practice(project: Project, people: Mapping[str, User]) -> None:
    """Asked, and the clock is running."""
    by, actors = people["forbundschef"], ("employment_service", "social_services", "employer")
    rows = _tell(PRACTICE, project, people, "rule", actors, "young_people")
    pattern = _pattern(
        "Stödet slutar när praktiken börjar",
        "Den som börjar praktik prövas om i två system, som räknar dagarna olika. Några tackar nej, andra hoppar av.",
        rows, by, kind=term("barrier", "rule"), level=term("decision_level", "between"), room="rule",
        rule="Riktlinjer om stöd under praktik", actors=terms("actor", actors),
        target_groups=terms("target_group", ["young_people"]), next_on=date(2026, 12, 10), source=INVENTED,
    )  # fmt: skip
    statement = actions.write_statement(
        pattern=pattern, addressee=organisation("Arbetsförmedlingen", Kind.EMPLOYMENT_SERVICE),
        text="Sju gånger sedan i våras har stödet slutat innan praktiken hunnit börja. Vi ber er och kommunerna att "
        "räkna dagarna på samma sätt, och att säga vem som svarar när någon frågar.",
        reply_by=date(2026, 11, 30), source=INVENTED, by=by,
    )  # fmt: skip
    actions.send_statement(statement=statement, on=date(2026, 10, 5), by=by)


def _letters(project: Project, people: Mapping[str, User]) -> None:
    """Asked, answered and changed: fewer tell of it since, and one can see how sure that is."""
    by, osby = people["processledare"], organisation("Osby kommun")
    actors = ("social_services", "employment_service")
    rows = _tell(LETTERS, project, people, "routine", actors)
    pattern = _pattern(
        "Kallelser går inte att läsa för den de är till",
        "Brev och påminnelser skrivs på svenska och så att tiden inte syns. Människor missar möten och mister stöd.",
        rows, by, kind=term("barrier", "routine"), level=term("decision_level", "unit"), room="habit",
        actors=terms("actor", actors), next_on=date(2027, 1, 15), source=INVENTED,
    )  # fmt: skip
    statement = actions.write_statement(
        pattern=pattern, addressee=osby, reply_by=date(2026, 5, 20), source=INVENTED, by=by,
        text="Elva gånger på tre månader. Vi ber förvaltningen att börja med dag, tid och plats, och att skicka "
        "kallelsen på det språk som står i akten.",
    )  # fmt: skip
    actions.send_statement(statement=statement, on=date(2026, 4, 7), by=by)
    actions.answer_statement(
        statement=statement, answer="will", on=date(2026, 4, 28), by=None,  # came by letter
        text="Mallen byts den 15 maj. Dag, tid och plats kommer först, och åtta språk läggs in.",
    )  # fmt: skip
    actions.note_change(
        pattern=pattern, organisation=osby, what="Ny mall för kallelser, på åtta språk, med dag, tid och plats först.",
        on=date(2026, 5, 15), evidence="Delegationsbeslut 2026-05-12 (påhittat)", by=by,
    )  # fmt: skip


def _eighteen(project: Project, people: Mapping[str, User]) -> None:
    """Answered with no: what stands in the way is another's rule. The question goes on."""
    by, actors = people["forbundschef"], ("housing", "migration", "school", "social_services")
    rows = _tell(EIGHTEEN, project, people, "rule", actors, "young_people")
    account = Account.objects.filter(begun_from="kvar_till_21").first()
    pattern = _pattern(
        "Unga måste flytta den dag de fyller arton",
        "Ungdomar som kommit ensamma lämnar boendet vid arton, ofta mitt i studier och ofta till en annan kommun. "
        "Det som kommunen satsat hinner inte ge någon utdelning. Ljungby lät dem bo kvar till 21.",
        rows, by, kind=term("barrier", "rule"), level=term("decision_level", "nation"), room="rule",
        rule="Nationella regler om när boendet upphör", actors=terms("actor", actors),
        target_groups=terms("target_group", ["young_people"]), next_on=date(2026, 12, 1), account=account,
        source=f"{BOOK}, om HVB-hemmet i Ljungby; observationerna är påhittade",
    )  # fmt: skip
    statement = actions.write_statement(
        pattern=pattern, addressee=organisation(ASSOCIATION), reply_by=date(2026, 9, 30), source=INVENTED, by=by,
        text="Fyra gånger i år har en flytt vid arton brutit studier eller stöd. Vi ber styrelsen att låta kommunerna "
        "pröva det som Ljungby gjort, och att ta frågan vidare till dem som beslutat regeln.",
    )  # fmt: skip
    actions.send_statement(statement=statement, on=date(2026, 8, 5), by=by)
    actions.answer_statement(
        statement=statement, answer="partly", on=date(2026, 9, 22), by=people["styrelse"],
        text="Förbundet kan inte ändra regeln. Vi tar den vidare, och två kommuner prövar att låta unga bo kvar "
        "terminen ut.",
    )  # fmt: skip


def _examples(people: Mapping[str, User]) -> None:
    """The three of source 000, with what it says of result, barrier and what they built on."""
    by = people["utvarderare"]
    home = home_of(by)
    stay = actions.write_example(
        organisation=home, name="Bo kvar till 21", place="Ljungby", by=by, source=f"{BOOK}, HVB-hemmet i Ljungby",
        what="Ungdomar som kommit ensamma får bo kvar på sitt boende till 21 om de vill, med mer stöd att söka arbete.",
        built_on="Det kommunen redan satsat på varje ungdom: skola, bearbetning av trauma, vuxna som känner dem.",
        barrier="Nationella regler säger arton. Föreståndaren gick emot gränsen och krävde att de fick stanna.",
        room="rule", result="97 procent har fast arbete när de flyttar vid 21.",
        target_groups=terms("target_group", ["young_people"]), themes=terms("theme", ["work"]),
    )  # fmt: skip
    guides = actions.write_example(
        organisation=home, name="IT-guiderna", place="Örebro", by=by, source=f"{BOOK}, IT-guiderna i Örebro",
        what="Nyanlända gymnasieungdomar lär äldre att använda datorer och telefoner, på biblioteket.",
        built_on="Ungdomarna var duktiga på datorer och internet. Det var sommarjobb de saknade.",
        barrier="Kommunen hade ingen mottagare för en idé som gick över enhetsgränserna.", room="habit",
        result="Ungdomar i arbete, äldre som vågar, och möten mellan människor som annars inte träffas.",
        strengths=terms("strength", ["digital", "teaching"]), target_groups=terms("target_group", ["young_people"]),
        themes=terms("theme", ["work"]),
    )  # fmt: skip
    yalla = actions.write_example(
        organisation=home, name="Yalla trappan", place="Malmö", by=by, source=f"{BOOK}, Yalla trappan i Malmö",
        what="Kvinnor i Rosengård driver catering, sytjänster och kontorsstäd ihop, till marknadens pris.",
        built_on="Det de redan kunde: laga mat, städa och sy. Någon knackade dörr och frågade.",
        barrier="Att förklara manualer och larm tar längre tid. Kunderna fick veta det från början.",
        room="habit", result="Omkring 70 kvinnor försörjer sig själva.",
        strengths=terms("strength", ["food", "craft"]), themes=terms("theme", ["work"]),
    )  # fmt: skip
    _spread(stay, guides, yalla, by)
    _kitchen(by)


def _kitchen(by: User) -> None:
    """An invented example with years, so that the map and the line have something to show."""
    kitchen = actions.write_example(
        organisation=home_of(by), name="Öppet kök (påhittat)", place="Osby", by=by, source=INVENTED,
        what="Den som vill lagar middag för andra en kväll i veckan, i skolans kök.",
        built_on="Ett kök som stod tomt på kvällar, och människor som ville laga mat.",
        barrier="Hygienreglerna lästes som att bara anställda fick laga. Det stämde inte.", room="habit",
        result="Trettio stamgäster. Åtta av kockarna har börjat arbeta i kök.",
        strengths=terms("strength", ["food", "places"]), themes=terms("theme", ["work"]),
    )  # fmt: skip
    frozen = FrozenAccount.objects.filter(account__begun_from="stegforflyttning").order_by("pk").first()
    places: tuple[dict[str, Any], ...] = (
        {"municipality": "Osby", "since": 2018, "saved": 240_000, "saved_years": 1, "price_year": 2024,
         "counted_by": "own"},
        {"municipality": "Hässleholm", "since": 2019},
        {"municipality": "Växjö", "since": 2020, "until": 2023},
        {"municipality": "Örebro", "since": 2021, "saved": 900_000, "saved_years": 3, "counted_by": "outside"},
        {"municipality": "Umeå", "since": 2023, "saved": 400_000, "saved_years": 2, "price_year": 2023,
         "counted_by": "account", "frozen": frozen},
        {"municipality": "Sundsvall", "since": 2024},
        {"municipality": None, "place": "en förening utan fast plats", "since": 2024},
    )  # fmt: skip
    for one in places:
        town = organisation(one["municipality"], Kind.MUNICIPALITY) if one["municipality"] else None
        actions.note_spread(example=kitchen, by=by, **{**one, "municipality": town, "source": INVENTED})


def _spread(stay: Example, guides: Example, yalla: Example, by: User) -> None:
    actions.note_spread(
        example=stay, municipality=organisation("Ljungby"), source=f"{BOOK}, HVB-hemmet i Ljungby", by=by
    )
    actions.note_spread(example=guides, municipality=organisation("Örebro"), source=f"{BOOK}, IT-guiderna", by=by)
    actions.note_spread(
        example=guides, place="sju kommuner till, inte nämnda i källan",
        source=f"{BOOK}: har spritt sig till åtta kommuner", by=by,
    )  # fmt: skip
    actions.note_spread(
        example=yalla, municipality=organisation("Malmö"), saved=180_000_000, saved_years=6,
        source=f"{BOOK}: 180 miljoner på sex år, i lägre kostnader och nya intäkter; hur det räknats sägs inte", by=by,
    )  # fmt: skip


def _strengths(project: Project, people: Mapping[str, User]) -> None:
    """A need and a resource that meet, as in Örebro, and one need that nothing meets yet."""
    by = people["processledare"]
    osby = organisation("Osby")
    actions.note_resource(
        organisation=organisation("Osby kommun"), name="Tolv ungdomar som kan telefoner och datorer",
        what="De sökte sommarjobb. Fyra språk finns i gruppen.", strengths=terms("strength", ["digital", "languages"]),
        municipality=osby, from_group=term("target_group", "young_people"), source=INVENTED, by=by,
    )  # fmt: skip
    actions.note_resource(
        organisation=organisation("Osby kommun"), name="Folkets hus, två kvällar i veckan", municipality=osby,
        strengths=terms("strength", ["places"]), source=INVENTED, by=by,
    )  # fmt: skip
    actions.note_need(
        organisation=organisation("Osby kommun"), name="Äldre som inte klarar e-legitimation", municipality=osby,
        what="Biblioteket får frågan varje dag.", strengths=terms("strength", ["digital"]), source=INVENTED, by=by,
    )  # fmt: skip
    actions.note_need(
        organisation=organisation("Osby kommun"), name="Någon som kan följa med till arbetsplatser", project=project,
        strengths=terms("strength", ["network", "experience"]), whose=term("target_group", "young_people"),
        municipality=osby, source=INVENTED, by=by,
    )  # fmt: skip


def _advice(project: Project, people: Mapping[str, User]) -> None:
    """Advice that nobody set a day for, and that nobody has answered."""
    recommend(
        project=project, addressee=organisation("Arbetsförmedlingen", Kind.EMPLOYMENT_SERVICE), source=INVENTED,
        text="Säg vem som svarar när en praktikplats börjar innan stödet är beslutat.",
        given_on=timezone.localdate() - timedelta(days=70), by=people["utvarderare"],
    )  # fmt: skip
