"""The pages of the network and of the comparison: they say what the API says, with the evidence of each statement."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from client import fetch
from visits import api, having, rows, shown_query, told, visit

BROWSER = "text/html"
TERRORISM = "Prevention of and criminal justice responses to terrorism"
ONE = (
    "actor=UNODC",
    "actor=UNODC&theme=terrorism",
    "actor=UNODC&page=2",
    "actor=INTERPOL&minimum=3",
    "actor=UNODC&role=coordinates+in",
    "actor=Qatar",
    "actor=UN-Women&country=Kenya",
    "actor=Kenya",
)
ALL = ("", "theme=terrorism", "minimum=5", "role=gave", "page=2", "programme=programme:global-terrorism")
PAIRS = (("UN-Women", "INTERPOL"), ("UNODC", "Kenya"), ("Kenya", "Egypt"), ("Corruption", "Cybercrime"))


def named(filters: str) -> str:
    """Filters as the API takes them: it wants the whole name of a theme."""
    return filters.replace("theme=terrorism", "theme=" + quote(TERRORISM))


def test_no_case_is_lost() -> None:
    assert (len(ONE), len(ALL), len(PAIRS)) == (8, 6, 4)


@pytest.mark.parametrize("filters", ONE)
def test_partners_are_those_of_the_api(live: str, filters: str) -> None:
    seen, found = visit(live, f"/partners?{filters}"), api(live, "partners?" + named(filters))
    assert len(told(seen, "tr")[1:]) == len(found["partners"])
    assert f"{found['total']:,} partner" in " ".join(told(seen, "div"))
    shown = shown_query(live, seen)
    if "role" not in filters:
        weights = {row["partner"]: int(row["together"]) for row in shown}
        assert {one["actor"]["iri"]: one["weight"] for one in found["partners"]}.items() <= weights.items()
    assert len(shown) == found["total"]


@pytest.mark.parametrize("filters", ALL)
def test_the_network_is_that_of_the_api(live: str, filters: str) -> None:
    seen, found = visit(live, f"/partners?{filters}"), api(live, "partners?" + named(filters))
    assert len(told(seen, "tr")[1:]) == len(found["members"]) > 0
    shown = shown_query(live, seen)
    assert len(shown) == found["total"]
    statements = sum(len(tie["statements"]) for tie in found["ties"])
    assert len(rows(seen)) == statements
    groups = [section for section in having(seen, "div") if section.get("id", "").startswith("g-")]
    assert len(groups) == len(found["communities"])


@pytest.mark.parametrize("filters", [*ONE, *ALL])
def test_every_statement_has_its_signs(live: str, filters: str) -> None:
    seen = visit(live, f"/partners?{filters}")
    assert not [where for where, signs in rows(seen) if not signs]
    notes = {note["id"] for note in having(seen, "div") if note.get("class") == "note"}
    assert {button["popovertarget"] for button in having(seen, "button") if "popovertarget" in button} == notes
    assert rows(seen) or filters == "actor=UN-Women&country=Kenya"


@pytest.mark.parametrize("path", ["/partners?actor=UNODC", "/partners", "/compare?one=UN-Women&other=INTERPOL"])
def test_a_statement_has_an_address(live: str, path: str) -> None:
    where = [where for where, _ in rows(visit(live, path))]
    assert len(where) > 20
    for one in where[:: len(where) // 8]:
        assert fetch(live + one, accept=BROWSER).status == 200, one


def test_who_partners_on_terrorism(live: str) -> None:
    """A word of the theme will do; the page says which theme it took, and keeps it in its field and files."""
    seen = visit(live, "/partners?actor=UNODC&theme=terrorism")
    assert told(seen, "h1") == [f"Who works with UNODC on “{TERRORISM}”?"]
    assert having(seen, "input", name="theme")[0]["value"] == TERRORISM
    assert TERRORISM in {option["value"] for option in having(seen, "option")}
    (json_file,) = [link["href"] for link in having(seen, "a") if "format=json" in link.get("href", "").split("&")[-1:]]
    assert fetch(live + json_file).json["answer"]["total"] == 12
    for partner in ("INTERPOL", "Nigeria", "Counter-Terrorism Committee Executive Directorate"):
        assert fetch(live + json_file).text.count(partner) or partner in " ".join(told(seen, "table"))


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/partners?actor=UNODC&theme=justice", "justice"),
        ("/partners?actor=Nobodys+Office", "Nobodys Office"),
        ("/compare?one=UNODC&other=Nobodys+Office", "Nobodys Office"),
    ],
)
def test_what_is_not_known_by_its_name_is_asked_for(live: str, path: str, part: str) -> None:
    reply = fetch(live + path, accept=BROWSER)
    assert reply.status in (200, 404)
    assert part in reply.text
    assert "Traceback" not in reply.text


def test_planned_parts_and_groups_stand_apart(live: str) -> None:
    found = api(live, "partners?actor=UNODC")
    assert found["apart"]
    assert found["unnamed"]
    text = fetch(live + "/partners?actor=UNODC", accept=BROWSER).text
    before, after = text.split('id="unnamed"')
    groups, planned = after.split('id="apart"')
    assert "p held" not in before.split("<main")[1]
    assert "p held" not in groups
    planned = planned.split('class="use"')[0]
    assert planned.count("data-statement") == len(found["apart"])
    assert groups.count("data-statement") == len(found["unnamed"])
    assert planned.count('class="p held"') >= len(found["apart"])


@pytest.mark.parametrize("filters", [*ONE, *ALL])
def test_the_picture_shows_the_actors_of_the_table(live: str, filters: str) -> None:
    seen, found = visit(live, f"/partners?{filters}"), api(live, "partners?" + named(filters))
    drawn = {
        parse_qs(urlsplit(one["href"]).query)["actor"][0]
        for one in having(seen, "a")
        if "aria-label" in one and "actor=" in one["href"]
    }
    rows = found["partners"] or found["members"]
    assert len(drawn) == len(rows) + (1 if found["partners"] else 0)
    assert len(drawn) <= 40
    boxes = [(float(use["x"]), float(use["y"])) for use in having(seen, "use") if "width" in use]
    assert len(set(boxes)) == len(boxes) == len(drawn)
    assert all(0 <= x <= 720 and 0 <= y <= 560 for x, y in boxes)
    ids = {one.attributes["id"] for one in seen.all(id="")}
    assert not [one["href"] for one in having(seen, "a") if one["href"].startswith("#") and one["href"][1:] not in ids]


def test_the_filters_stay_in_every_address(live: str) -> None:
    seen = visit(live, "/partners?actor=UNODC&minimum=2")
    onward = [link["href"] for link in having(seen, "a") if link.get("rel") == "next"]
    assert onward
    assert all(
        parse_qs(urlsplit(link).query) == {"actor": ["UNODC"], "minimum": ["2"], "page": ["2"]} for link in onward
    )
    assert [option["value"] for option in having(seen, "option") if "selected" in option] == ["2"]


@pytest.mark.parametrize("path", ["/partners?nope=1", "/compare?nope=1", "/compare?one=UNODC&other=OSCE&nope=1"])
def test_unknown_parameters_are_refused(live: str, path: str) -> None:
    visit(live, path, status=400)


@pytest.mark.parametrize(
    "path", ["/partners?actor=UNODC&page=99", "/partners?page=99", "/partners?actor=UN-Women&country=Kenya"]
)
def test_nothing_leads_on(live: str, path: str) -> None:
    seen = visit(live, path)
    assert not told(seen, "tr")
    assert [div for div in having(seen, "div") if "state" in div.get("class", "").split()]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_comparison_is_that_of_the_api(live: str, one: str, other: str) -> None:
    path = f"compare?one={quote(one)}&other={quote(other)}&each=200"
    seen, found = visit(live, "/" + path), api(live, path)
    assert [text.lower() for text in told(seen, "h2")[: len(found["aspects"])]] == [
        aspect["name"].lower() for aspect in found["aspects"]
    ]
    counts = [(aspect["both"], aspect["only_one"], aspect["only_other"]) for aspect in found["aspects"]]
    heads = [int(text.rpartition(" ")[2].replace(",", "")) for text in told(seen, "h3")]
    assert heads == [count for three in counts for count in three]
    assert len(shown_query(live, seen)) == sum(heads)
    items = [item for aspect in found["aspects"] for key in ("shared", "of_one", "of_other") for item in aspect[key]]
    assert len(rows(seen)) == sum(1 for item in items if item["statements"])
    assert not [where for where, signs in rows(seen) if not signs]


def test_stated_and_derived_links_are_two_sections(live: str) -> None:
    seen = visit(live, "/compare?one=UNODC&other=Corruption")
    assert {"SDG links stated", "SDG links derived"} <= set(told(seen, "h2"))


def test_without_two_things_there_are_examples(live: str) -> None:
    strongest = [member["actor"]["iri"] for member in api(live, "partners?size=3")["members"]]
    seen = visit(live, "/compare")
    examples = [
        parse_qs(urlsplit(link["href"]).query) for link in having(seen, "a") if link["href"].startswith("/compare?")
    ]
    assert len(examples) == 2
    ends = [iri.removeprefix("https://w3id.org/mandategraph/id/").replace("/", ":") for iri in strongest]
    assert [(example["one"][0], example["other"][0]) for example in examples] == [
        (ends[0], ends[1]),
        (ends[1], ends[2]),
    ]
    assert having(visit(live, "/compare?one=UNODC"), "input", name="one")[0]["value"] == "UNODC"


def test_groups_and_plans_follow_the_filters_and_the_page_says_so(live: str) -> None:
    for filters in ("theme=theme:corruption", "role=partner", "minimum=3"):
        found = api(live, "partners?actor=UNODC&" + filters)
        text = fetch(live + "/partners?actor=UNODC&" + filters, accept=BROWSER).text
        groups, planned = text.split('id="unnamed"')[1].split('id="apart"')
        assert groups.count("data-statement") == len(found["unnamed"])
        assert planned.split('class="use"')[0].count("data-statement") == len(found["apart"])
        assert "whatever the filters" not in text
    theme = fetch(live + "/partners?actor=UNODC&theme=theme:corruption", accept=BROWSER).text
    assert theme.count("a group or a plan of which the text says none does not appear") == 2
    none = fetch(live + "/partners?actor=UNODC&country=Nigeria", accept=BROWSER).text
    assert "No group without a name and nothing planned is left by these filters. Only those are shown" in none


def test_the_fields_of_a_comparison_have_short_names_that_work(live: str) -> None:
    text = fetch(live + "/compare?one=organization:un-women&other=organization:interpol", accept=BROWSER).text
    assert 'value="UN-Women"' in text
    assert 'value="INTERPOL"' in text
    assert fetch(live + "/compare?one=UN-Women&other=INTERPOL", accept=BROWSER).status == 200
