"""The OpenAPI document is one, and the API keeps to it: schemathesis asks what it says may be asked.

A text that is valid may still be the name of nothing: that 400 or 404 is an answer is no fault.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance
from schemathesis.specs.openapi.schemas import OpenApiSchema

from mandategraph.explore.catalogue import FUNCTIONS
from mandategraph.web import openapi


@pytest.fixture(scope="module")
def described(live: str) -> OpenApiSchema:
    """The schema as the running service gives it."""
    return schemathesis.openapi.from_url(f"{live}/api/openapi.json")


def test_every_question_is_described() -> None:
    document = openapi.document()
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {f"/api/{name}" for name in FUNCTIONS}
    lacking = [
        f"{name}.{field}"
        for name, schema in document["components"]["schemas"].items()
        for field, known in schema.get("properties", {}).items()
        if name != "Problem" and not known.get("description")
    ]
    assert lacking == []
    helpless = [known for found in FUNCTIONS.values() for known in found.parameters.values() if not known.help]
    assert helpless == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_api_keeps_to_its_description(described: OpenApiSchema, name: str) -> None:
    asked = []

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described[f"/api/{name}"]["GET"].as_strategy())
    def ask(case: Case) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])
        asked.append(case)

    ask()
    assert len(asked) >= 20
