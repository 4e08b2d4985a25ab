"""Numbers of parameters: what is told where a value is none, on pages and by the API."""

import pytest

from client import address, fetch
from mandategraph.errors import ParameterInvalid
from mandategraph.explore.catalogue import FUNCTIONS, Parameter
from visits import visit

NUMBERS = [known for asked in FUNCTIONS.values() for known in asked.parameters.values() if known.numbers]


def test_no_case_is_lost() -> None:
    assert len(NUMBERS) == 15


def test_no_parameter_tells_of_types() -> None:
    told = []
    for asked in FUNCTIONS.values():
        for known in asked.parameters.values():
            for value in ("abc", "1.5", "-7", "999999"):
                try:
                    known.convert([value])
                except ParameterInvalid as error:
                    told.append(str(error))
    assert len(told) > 60
    assert not [text for text in told if "`" in text or "expected" in text or "null" in text]


@pytest.mark.parametrize("known", NUMBERS, ids=lambda known: str(known.name))
def test_a_number_is_asked_for_in_words(known: Parameter) -> None:
    with pytest.raises(ParameterInvalid) as caught:
        known.convert(["abc"])
    assert str(caught.value) == f"{known.name}='abc' is not possible: it takes {known.numbers}"
    assert known.numbers.startswith("a whole number from ")


@pytest.mark.parametrize(
    ("path", "name", "takes"),
    [
        ("funding", "year", "from 1900 to 2200"),
        ("timeline", "page", "from 1 on"),
        ("partners", "size", "from 1 to 500"),
    ],
)
def test_pages_and_the_api_say_the_same(live: str, path: str, name: str, takes: str) -> None:
    told = f"{name}='abc' is not possible: it takes a whole number {takes}"
    assert fetch(address(live, f"/api/{path}", (name, "abc"))).json["detail"] == told
    assert told in visit(live, f"/{path}", (name, "abc"), status=400).one("main").text
