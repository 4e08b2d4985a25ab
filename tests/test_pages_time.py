"""The pages of dates and of contradictions: they say what the API says, with the evidence of each statement."""

from urllib.parse import parse_qs, urlsplit

import pytest

from client import fetch
from visits import api, having, rows, shown_query, told, visit

BROWSER = "text/html"

TIMES = (
    "",
    "page=2",
    "thing=UNODC",
    "thing=UNODC&since=2016-05",
    "thing=UNODC&since=2016-05&until=2017",
    "type=meeting&status=completed",
    "status=planned",
    "thing=Kenya",
    "since=1900&until=1901",
)
ABOUT = ("", "thing=UNODC", "thing=document:sg-report-2017-06-30/paragraph/33", "thing=Kenya")


def test_no_case_is_lost() -> None:
    assert (len(TIMES), len(ABOUT)) == (9, 4)


@pytest.mark.parametrize("filters", TIMES)
def test_dates_are_those_of_the_api(live: str, filters: str) -> None:
    seen, found = visit(live, f"/timeline?{filters}"), api(live, f"timeline?{filters}")
    lists = [found[name] for name in ("events", "undated", "planned")]
    assert len(rows(seen)) == sum(map(len, lists))
    assert not [where for where, signs in rows(seen) if not signs]
    assert len(having(seen, "ol", **{"class": "time gap"})) == sum(1 for one in lists if one)
    if filters != "status=planned":
        assert len(shown_query(live, seen)) == found["count"]
    times = [time.get("datetime") for time in having(seen, "time")]
    assert times == [event["when"] or event["until"] for events in lists for event in events]


def test_planned_events_stand_last(live: str) -> None:
    found = api(live, "timeline?thing=UNODC")
    facts, planned = fetch(live + "/timeline?thing=UNODC", accept=BROWSER).text.split('id="planned"')
    assert found["planned"]
    assert "p held" not in facts.split("<main")[1]
    assert planned.count('class="soon"') == len(found["planned"])


def test_times_stay_in_the_fields_and_pages(live: str) -> None:
    seen = visit(live, "/timeline?since=2016&until=2017-06&size=10")
    assert [having(seen, "input", name=name)[0]["value"] for name in ("since", "until")] == ["2016", "2017-06"]
    (onward,) = [link["href"] for link in having(seen, "a") if link.get("rel") == "next"]
    assert parse_qs(urlsplit(onward).query) == {"since": ["2016"], "until": ["2017-06"], "size": ["10"], "page": ["2"]}
    assert told(seen, "h1") == ["What happened from 2016 to June 2017?"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/timeline?since=yesterday", 400),
        ("/timeline?nope=1", 400),
        ("/timeline?type=nope", 400),
        ("/contradictions?nope=1", 400),
        ("/timeline?thing=Nobodys+Office", 404),
        ("/contradictions?thing=Nobodys+Office", 404),
    ],
)
def test_what_cannot_be_asked(live: str, path: str, status: int) -> None:
    visit(live, path, status=status)


@pytest.mark.parametrize("filters", ABOUT)
def test_contradictions_are_those_of_the_api(live: str, filters: str) -> None:
    seen, found = visit(live, f"/contradictions?{filters}"), api(live, f"contradictions?{filters}")["contradictions"]
    assert len(rows(seen)) == sum(len(one["sides"]) for one in found)
    assert not [where for where, signs in rows(seen) if not signs]
    heads = told(seen, "h2")[: len(found)]
    assert [head.startswith(one["name"]) for head, one in zip(heads, found, strict=True)] == [True] * len(found)
    text = " ".join(told(seen, "p"))
    assert all(one["reason"] in text for one in found)
    assert len(shown_query(live, seen)) == len(found)
    assert bool(found) != bool([one for one in having(seen, "div") if one.get("class", "").startswith("state")])


@pytest.mark.parametrize("until", ["2015", "2016", "2016-06", "2016-11-15", "2017-03"])
@pytest.mark.parametrize("thing", ["UNODC", "theme:corruption", ""])
def test_the_shown_query_counts_as_the_page_does(live: str, thing: str, until: str) -> None:
    given = ((("thing", thing),) if thing else ()) + (("until", until),)
    count = api(live, "timeline", *given)["count"]
    assert len(shown_query(live, visit(live, "/timeline", *given))) == count
