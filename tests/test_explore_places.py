"""Countries, figures and funding: truth questions, each checked by hand against the paragraphs that it names."""

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

import msgspec
import pytest

from mandategraph.errors import Ambiguous, NotFound, ParameterInvalid
from mandategraph.explore.answer import Answer
from mandategraph.explore.countries.question import Countries, countries
from mandategraph.explore.countries.roles import KINDS, Role
from mandategraph.explore.figures.question import Figures, figures
from mandategraph.explore.figures.read import Figure, years
from mandategraph.explore.figures.totals import totals
from mandategraph.explore.funding.question import Funding, funding
from mandategraph.explore.funding.read import received
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.vocabulary import ID

FINANCIAL = (
    "Australia, Austria, Brazil, Canada, France, Germany, Italy, Japan, Mexico, Morocco, Netherlands, Norway, Oman, "
    "Panama, Qatar, Russian Federation, Saudi Arabia, Sweden, Switzerland, Turkey, "
    "United Kingdom of Great Britain and Northern Ireland, United Nations Development Programme, "
    "United States of America"
)
IN_KIND = (
    "Angola, Argentina, Armenia, Austria, Bahamas, Bahrain, Benin, Botswana, Brazil, Cameroon, China, Colombia, "
    "Dominican Republic, Ecuador, Egypt, Fiji, Gabon, Greece, Grenada, Haiti, India, Israel, Italy, Kazakhstan, Kenya, "
    "Kiribati, Liechtenstein, Madagascar, Malaysia, Nepal, Oman, Papua New Guinea, Portugal, Russian Federation, "
    "Saudi Arabia, Singapore, Solomon Islands, Turkey, United Arab Emirates, Uzbekistan, Vanuatu"
)
ASSESSED = (
    "Belarus, Brazil, Colombia, Egypt, Kyrgyzstan, Lao People's Democratic Republic, Mali, Morocco, Nepal, Niger, "
    "Pakistan, South Africa, Ukraine"
)


def said(roles: tuple[Role, ...]) -> set[tuple[str, str, str]]:
    """Kind, the thing's IRI without its base, and the paragraphs."""
    return {
        (
            role.kind,
            (one.object.iri or "").removeprefix(ID),
            " ".join(sorted({sign.paragraph or "" for sign in one.evidence})),
        )
        for role in roles
        for one in role.statements
    }


def place(name: str) -> Callable[[Graph], object]:
    """The roles of a place."""
    return lambda graph: said(countries(graph, name).roles)


def ranked(**filters: object) -> Callable[[Graph], object]:
    """The countries of a table, by name, with their counts."""
    return lambda graph: {one.place.name: one.counts for one in countries(graph, **filters).countries}  # type: ignore[arg-type]


def numbers(thing: str | None = None, **filters: object) -> Callable[[Graph], object]:
    """Qualifier, number, measure, date or period, countries or regions, and paragraph."""

    def asked(graph: Graph) -> object:
        return {
            (
                one.qualifier,
                one.value,
                one.measures,
                one.as_of or one.period,
                ", ".join(place.object.name for place in one.places),
                " ".join(sign.paragraph or "" for sign in one.evidence),
            )
            for one in figures(graph, thing, **filters).figures  # type: ignore[arg-type]
        }

    return asked


def donors(thing: str | None = None, **filters: object) -> Callable[[Graph], object]:
    """The donors in their order, with rank."""
    return lambda graph: [(one.rank, one.donor.name) for one in funding(graph, thing, **filters).gifts]  # type: ignore[arg-type]


def named(text: str) -> list[tuple[None, str]]:
    """A list of donors without ranks."""
    return [(None, name) for name in text.split(", ")]


TRUTH: dict[str, tuple[Callable[[Graph], object], object]] = {
    "Kenya: police reform and 450 commanders (52), law and module (46), in kind (31)": (
        place("Kenya"),
        {
            ("assisted", "activity/kenya-police-commanders-training", "52"),
            ("assisted", "activity/kenya-gender-sensitive-police-reform", "52"),
            ("assisted", "activity/violence-against-women-assistance", "52"),
            ("focus", "activity/human-rights-module-kenya-adaptation", "46"),
            ("focus", "tool/human-rights-terrorism-module-kenya", "46"),
            ("donor", "contribution/irm-ken-in-kind", "31"),
            ("figure", "figure/kenya-commanders-trained", "52"),
            ("other", "legislation/kenya-counter-terrorism-law", "46"),
            ("other", "instrument/kenya-gender-mainstreaming-policy", "52"),
        },
    ),
    "Panama: firearms records (29), money (31), UNDP on gender-related killing (55), a largest donor (69)": (
        place("Panama"),
        {
            ("assisted", "activity/firearms-records-panama", "29"),
            ("assisted", "activity/femicide-awareness-panama", "55"),
            ("assisted", "activity/undp-reporting-and-prosecution", "55"),
            ("focus", "activity/femicide-awareness-panama", "55"),
            ("donor", "contribution/irm-pan-financial", "31"),
            ("donor", "contribution/unodc-2016-pan", "69"),
        },
    ),
    "Qatar: initiative, agreement and resolution (10), Education for Justice (12), money (31)": (
        place("Qatar"),
        {
            ("donor", "contribution/irm-qat-financial", "31"),
            ("donor", "contribution/qatar-doha-declaration", "10"),
            ("donor", "initiative/qatar-doha-follow-up", "10"),
            ("supporter", "initiative/e4j", "12"),
            ("supporter", "programme/doha-declaration", "12"),
            ("implementer", "initiative/qatar-doha-follow-up", "10"),
            ("partner", "document/qatar-unodc-funding-agreement", "10"),
            ("partner", "organization/unodc", "10 12"),
            ("other", "provision/a-res-71-206-funding-agreement", "10"),
            ("other", "provision/a-res-71-206-qatar-initiative", "10"),
            ("other", "resolution/a-res-71-206", "10"),
        },
    ),
    "Syria is where refugees come from (22), not assisted": (
        place("Syrian Arab Republic"),
        {("origin", "meeting/trafficking-among-refugees-workshop", "22")},
    ),
    "The Democratic People's Republic of Korea acceded to the Organized Crime Convention (13)": (
        place("Democratic People's Republic of Korea"),
        {("party", "treaty/untoc", "13")},
    ),
    "Italy and Jordan led the initiative on cultural heritage (64); Italy gave both ways (31)": (
        place("Italy"),
        {
            ("leader", "initiative/protecting-cultural-heritage", "64"),
            ("partner", "activity/cultural-heritage-initiative-participation", "64"),
            ("partner", "organization/unodc", "64"),
            ("donor", "contribution/irm-ita-financial", "31"),
            ("donor", "contribution/irm-ita-in-kind", "31"),
        },
    ),
    "Ecuador: Habitat III in Quito (74), in kind (31)": (
        place("Ecuador"),
        {
            ("venue", "meeting/habitat-iii", "74"),
            ("venue", "meeting/habitat-iii-city-safety-side-event", "74"),
            ("donor", "contribution/irm-ecu-in-kind", "31"),
        },
    ),
    "13 countries were assessed under GLO.ACT (23)": (
        ranked(programme="GLO.ACT"),
        {name: {"assessed": 1} for name in ASSESSED.split(", ")},
    ),
    "Parties to the Convention against Corruption: 181 as at 1 June 2017 (30)": (
        numbers("UNCAC", unit="State party"),
        {(None, 181, "parties to the Convention against Corruption", "2017-06-01", "", "30")},
    ),
    "Parties to the Firearms Protocol: 114 (13)": (
        numbers("Firearms Protocol", measure="parties"),
        {(None, 114, "parties to the Firearms Protocol", None, "", "13")},
    ),
    "Egypt: 60 senior prosecutors and 50 forensic doctors (52)": (
        numbers("Egypt", unit="person"),
        {
            (None, 60, "senior prosecutors trained", None, "Egypt", "52"),
            (None, 50, "forensic doctors trained", None, "Egypt", "52"),
        },
    ),
    "Firearms trainees: more than 90 from four countries (29)": (
        numbers("Global Firearms Programme", unit="person"),
        {("more than", 90, "practitioners trained", None, "Chad, Mali, Mauritania, Niger", "29")},
    ),
    "The Global Firearms Programme assisted 13 countries and engaged with 38 (27)": (
        numbers(programme="Global Firearms Programme", unit="country"),
        {
            (None, 13, "countries assisted", "the reporting period", "", "27"),
            (None, 38, "countries engaged through regional activities", "the reporting period", "", "27"),
        },
    ),
    "Case law as of June 2017: more than 1,430 and more than 660 cases (25)": (
        numbers(unit="legal case"),
        {
            ("more than", 1430, "cases in the database", "2017-06", "", "25"),
            ("more than", 660, "cases in the portal", "2017-06", "", "25"),
        },
    ),
    "Money of 2016: 297 million pledged, 3.9 million for general purposes (69), budget 642.9 million (67)": (
        numbers("UNODC", unit="United States dollar", year=2016),
        {
            (None, 297000000, "pledges for voluntary contributions to UNODC", "2016", "", "69"),
            (None, 3900000, "general-purpose contributions to UNODC, after a further decline", "2016", "", "69"),
            (None, 642900000, "total of the revised consolidated budget", "biennium 2016-2017", "", "67"),
        },
    ),
    "The largest donors to UNODC in 2016, in the order of the text (69)": (
        lambda graph: donors(recipient="UNODC", year=2016)(graph)[:5],  # type: ignore[index]
        [(1, "United States of America"), (2, "Colombia"), (3, "European Union"), (4, "Japan"), (5, "Panama")],
    ),
    "General-purpose contributions of 2016 (69)": (
        donors("UNODC", earmarking="general purpose"),
        named("Germany, Sweden, United States of America"),
    ),
    "22 countries and UNDP gave money to the review mechanism (31)": (
        donors("IRM", kind="financial"),
        named(FINANCIAL),
    ),
    "41 countries gave in kind to the review mechanism (31)": (donors("IRM", kind="in kind"), named(IN_KIND)),
    "Only Turkey's two gifts name Turkey (31)": (donors(donor="Turkey"), named("Turkey, Turkey")),
}


def test_all_truth_questions_are_asked() -> None:
    assert len(TRUTH) == 20


@pytest.mark.parametrize("question", TRUTH)
def test_truth(graph: Graph, question: str) -> None:
    ask, answer = TRUTH[question]
    assert ask(graph) == answer


ANSWERS: tuple[Callable[[Graph], Answer], ...] = (
    lambda graph: countries(graph, "Egypt"),
    lambda graph: countries(graph, "Africa"),
    lambda graph: countries(graph),
    lambda graph: countries(graph, area="Western Africa"),
    lambda graph: figures(graph),
    lambda graph: figures(graph, "UNODC"),
    lambda graph: figures(graph, "Kenya"),
    lambda graph: funding(graph),
    lambda graph: funding(graph, "Qatar"),
)


@pytest.mark.parametrize("ask", ANSWERS)
def test_answers_have_evidence_and_encode(graph: Graph, ask: Callable[[Graph], Answer]) -> None:
    answer = ask(graph)
    assert answer.rows()
    assert all(len(row) == len(answer.columns) for row in answer.rows())
    assert all(statement.evidence for statement in answer.statements())
    assert msgspec.json.decode(msgspec.json.encode(answer))


@pytest.mark.parametrize("kind", [Countries, Figures, Funding])
def test_answers_have_a_schema(kind: type) -> None:
    assert kind.__name__ in msgspec.json.schema_components([kind])[1]


def test_what_is_planned_for_a_region_is_apart(graph: Graph) -> None:
    africa = countries(graph, "Africa")
    expansion = "activity/crime-statistics-workshops-expansion"
    assert said(africa.planned) == {("assisted", expansion, "59"), ("venue", expansion, "59")}
    assert expansion not in {thing for _, thing, _ in said(africa.roles)}
    assert "59" not in africa.paragraphs
    assert {row[1] for row in africa.rows() if row[7] == ID + expansion} == {"apart"}


def test_what_is_said_of_a_region_is_not_said_of_its_countries(graph: Graph) -> None:
    sahel = {thing for kind, thing, _ in said(countries(graph, "Sahel").roles) if kind == "assisted"}
    assert len(sahel) == 6
    for name in ("Mali", "Niger", "Chad", "Burkina Faso", "Mauritania"):
        assert not sahel & {thing for _, thing, _ in said(countries(graph, name).roles)}
    table = countries(graph)
    assert {"Sahel", "Africa"} <= {one.place.name for one in table.regions}
    assert not {one.place.name for one in table.countries} & {one.place.name for one in table.regions}


def test_a_work_of_several_countries_counts_once_in_their_area(graph: Graph) -> None:
    area = countries(graph, area="Western Africa")
    assert area.area
    assert area.area.name == "Western Africa"
    assert [one.place.name for one in area.countries if "assessed" in one.counts] == ["Mali", "Niger"]
    assert area.together["assessed"] == 1
    names = {one.place.name for one in countries(graph, area="Africa").countries}
    assert {"Kenya", "Egypt", "Mali"} <= names
    assert not names & {"Nepal", "Brazil"}
    assert [one.place.name for one in countries(graph, area="Africa").regions] == ["Africa"]


def test_the_table_counts_what_the_profiles_tell(graph: Graph) -> None:
    table = countries(graph)
    for one in chain(table.countries, table.regions):
        profile = countries(graph, one.place.iri)
        told = {role.kind: len({statement.object for statement in role.statements}) for role in profile.roles}
        assert told == one.counts == {role.kind: role.count for role in profile.roles}, one.place.name
        assert one.relations == sum(told.values())
    ranks = [one.relations for one in table.countries]
    assert ranks == sorted(ranks, reverse=True)
    assert set(table.together) <= set(KINDS)


def test_filters_of_countries(graph: Graph) -> None:
    assert {role.kind for role in countries(graph, "Egypt", relation="assessed").roles} == {"assessed"}
    firearms = countries(graph, theme="theme:firearms")
    assert {one.place.name for one in firearms.countries if "assisted" in one.counts} >= {"Panama", "Senegal", "Chad"}
    assert said(countries(graph, "Panama", theme="theme:firearms").roles) == {
        ("assisted", "activity/firearms-records-panama", "29")
    }
    assert said(countries(graph, "Egypt", programme="GLO.ACT").roles) == {
        ("assessed", "activity/glo-act-assessments", "23")
    }


def test_a_country_is_not_given_the_number_of_several(graph: Graph) -> None:
    chad = figures(graph, country="Chad")
    assert not chad.figures
    assert not chad.totals
    assert [(one.qualifier, one.value) for one in chad.of_more] == [("more than", 90)]
    kenya = figures(graph, "Kenya")
    assert [one.value for one in kenya.figures] == [450]
    assert [(one.qualifier, one.value, one.unit) for one in kenya.of_more] == [("over", 10, "country")]


def test_an_incomplete_list_of_countries_is_marked(graph: Graph) -> None:
    (assisted,) = figures(graph, "Algeria").of_more
    assert (assisted.qualifier, assisted.value, assisted.incomplete, assisted.countries) == (
        "more than",
        60,
        True,
        set(),
    )
    (trained,) = figures(graph, "Chad").of_more
    assert (trained.incomplete, len(trained.countries)) == (False, 4)


def test_the_nearest_work_comes_first(graph: Graph) -> None:
    for one in figures(graph, unit="country").figures:
        wholes = {statement.object.iri for statement in one.under}
        places = [statement.subject.iri in wholes for statement in one.of]
        assert places == sorted(places), one.measures
    assert any(len(one.of) > 1 for one in figures(graph, unit="country").figures)


def test_who_trained_whom_where_is_one_call(graph: Graph) -> None:
    trained = figures(graph, unit="person", measure="trained")
    found = {(one.value, one.qualifier, row[7]) for one, row in zip(trained.figures, trained.rows(), strict=True)}
    terrorism = "Global Programme on Strengthening the Legal Regime against Terrorism"
    assert found == {
        (2000, "more than", terrorism),
        (450, None, None),
        (120, None, None),
        (90, "more than", "Global Firearms Programme"),
        (60, None, None),
        (50, None, None),
    }


def test_totals_only_where_nothing_overlaps(graph: Graph) -> None:
    (apart,) = figures(graph, measure="practitioners trained").totals
    assert (apart.value, apart.qualifier, apart.figures, apart.note) == (210, "at least", 2, None)
    (same,) = figures(graph, "Egypt", measure="trained").totals
    assert same.value is None
    assert "figures of the same thing" in (same.note or "")
    (cases,) = figures(graph, unit="legal case", measure="cases").totals
    assert cases.value is None
    assert "not known to be of different countries" in (cases.note or "")
    shares = figures(graph, measure="share").totals
    assert [(total.value, total.note) for total in shares] == [(None, "shares are not added")]
    assert figures(graph).totals == ()


def test_no_total_of_a_part_and_its_whole(graph: Graph) -> None:
    kenya, vietnam = (figures(graph, name).figures[0] for name in ("Kenya", "Viet Nam"))
    assert [total.value for total in totals(graph, [kenya, vietnam], "trained")] == [570]
    whole = Thing("the whole", ID + "activity/violence-against-women-assistance")
    above = replace(kenya, of=(replace(kenya.of[0], subject=whole),))
    (total,) = totals(graph, [above, vietnam], "trained")
    assert total.value is None
    assert "one is of a part of the other" in (total.note or "")


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ((None, None), None),
        ((None, "more than"), "at least"),
        (("over", "at least"), "at least"),
        (("nearly", None), "at most"),
        (("more than", "nearly"), "about"),
        (("about", None), "about"),
    ],
)
def test_a_total_is_no_more_exact_than_its_parts(
    graph: Graph, qualifiers: tuple[str | None, str | None], expected: str | None
) -> None:
    pair = [figures(graph, name).figures[0] for name in ("Kenya", "Viet Nam")]
    changed = [replace(one, qualifier=said) for one, said in zip(pair, qualifiers, strict=True)]
    assert [total.qualifier for total in totals(graph, changed, "trained")] == [expected]


def test_numbers_of_different_years_may_be_added(graph: Graph) -> None:
    kenya = figures(graph, "Kenya").figures[0]
    vietnam = replace(figures(graph, "Viet Nam").figures[0], places=kenya.places)

    def total(first: Figure, second: Figure) -> float | None:
        return totals(graph, [first, second], "trained")[0].value

    assert total(kenya, vietnam) is None
    assert total(replace(kenya, period="2016"), replace(vietnam, period="2017")) == 570
    assert total(replace(kenya, period="2016"), replace(vietnam, period="2015-2016")) is None
    assert total(replace(kenya, as_of="2016"), replace(vietnam, as_of="2017")) is None
    assert years("biennium 2016-2017") == {2016, 2017}


def test_filters_of_figures(graph: Graph) -> None:
    assert {one.value for one in figures(graph, year=2017, unit="legal case").figures} == {1430, 660}
    assert figures(graph, year=2010).figures == ()
    report = "document:sg-report-2017-06-30"
    assert len(figures(graph, document=report).figures) == len(figures(graph).figures) > 50
    assert figures(graph, "UNCAC", country="Egypt").figures == ()


def test_named_donors_stand_apart_from_stated_numbers(graph: Graph) -> None:
    mechanism, office = funding(graph).recipients
    assert (mechanism.donors, mechanism.countries, mechanism.by_kind) == (57, 56, {"financial": 23, "in kind": 41})
    assert not mechanism.incomplete
    assert mechanism.stated == ()
    assert (office.donors, office.countries, office.incomplete) == (8, 7, True)
    assert {(one.value, one.unit) for one in office.stated} == {
        (642900000, "United States dollar"),
        (297000000, "United States dollar"),
        (3900000, "United States dollar"),
        (5.9, "per cent"),
        (1.3, "per cent"),
    }


def test_a_group_of_donors_is_no_donor_to_count(graph: Graph) -> None:
    first, second = funding(graph, "UNODC", earmarking="general purpose").gifts[:2]
    others = replace(second, donor=Thing("other donors", ID + "group/other-donors", "group"))
    (office,) = received(graph, [first, others], None)
    assert (office.donors, office.countries, office.by_kind) == (1, 1, {"voluntary": 1})


def test_a_rank_rests_on_a_reading(graph: Graph) -> None:
    first = funding(graph, recipient="UNODC", kind="voluntary").gifts[0]
    basis = {one.relation.name: [sign.basis for sign in one.evidence] for one in first.statements}
    assert basis["donor"] == ["stated"]
    assert basis["rank"] == ["read"]


def test_what_is_funded_without_a_contribution(graph: Graph) -> None:
    (one,) = funding(graph, "Qatar").funds
    assert (one.subject.iri or "").endswith("initiative/qatar-doha-follow-up")
    assert one.object.name == "Qatar"
    assert funding(graph, "Qatar", year=2016).funds == () == funding(graph, "Kenya").funds
    assert len(funding(graph, "Qatar").gifts) == 2


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda graph: countries(graph, "Atlantis"), NotFound, "nothing is named"),
        (lambda graph: countries(graph, "Albania"), NotFound, "area='Albania'"),
        (lambda graph: countries(graph, "programme:glo-act"), ParameterInvalid, "no country or region"),
        (lambda graph: countries(graph, area="Sahel"), ParameterInvalid, "place='Sahel'"),
        (lambda graph: countries(graph, "Kenya", area="Africa"), ParameterInvalid, "not both"),
        (lambda graph: countries(graph, relation="helped"), ParameterInvalid, "assisted, assessed, venue"),
        (lambda graph: countries(graph, theme="Kenya"), NotFound, "nothing is named"),
        (lambda graph: figures(graph, unit="cat"), ParameterInvalid, "legal case, legal provision, per cent, person"),
        (lambda graph: figures(graph, country="Sahel"), NotFound, "nothing is named"),
        (lambda graph: funding(graph, kind="gold"), ParameterInvalid, "financial, in kind, voluntary"),
        (lambda graph: funding(graph, earmarking="soft"), ParameterInvalid, "general purpose, earmarked"),
    ],
)
def test_errors_say_what_to_do(
    graph: Graph, ask: Callable[[Graph], Answer], error: type[NotFound | Ambiguous | ParameterInvalid], words: str
) -> None:
    with pytest.raises(error) as raised:
        ask(graph)
    assert words in str(raised.value)
