"""Load: queries that explode end as problems in time, one or a hundred at once, and quick ones do not wait."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from client import PROBLEM
from conftest import Server
from mandategraph.web.assets import asset
from raw import Answer, ask, quick, send, together

SECONDS, MEBIBYTES = 0.6, 4
EVERYTHING = "(<urn:p>|!<urn:p>)*"
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
THREE = "?a <urn:p> ?x . ?b <urn:p> ?y . ?c <urn:p> ?z"


def _doubled(expression: str, times: int = 45) -> str:
    steps = " ".join(f"BIND({expression.replace('?x', f'?x{at}')} AS ?x{at + 1})" for at in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('abcdefgh' AS ?x0) {steps} }}"


BOMBS = {
    "product": f"SELECT * {{ {PRODUCT} }}",
    "product counted": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "product counted distinct": f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {PRODUCT} }}",
    "product ordered": f"SELECT * {{ {PRODUCT} }} ORDER BY DESC(?a) ?f LIMIT 1",
    "product in random order": f"SELECT * {{ {PRODUCT} }} ORDER BY RAND() LIMIT 1",
    "product distinct": f"SELECT DISTINCT ?a ?d ?g {{ {PRODUCT} }}",
    "product grouped": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {PRODUCT} }} GROUP BY ?a ?d ?g",
    "product joined to a text": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?n) {{ {PRODUCT} }}",
    "product summed": f"SELECT (SUM(?x + ?y) AS ?n) {{ {THREE} . ?d <urn:p> ?w }}",
    "product with an offset": f"SELECT * {{ {PRODUCT} }} OFFSET 100000000000 LIMIT 1",
    "product filtered": f"ASK {{ {PRODUCT} FILTER(CONCAT(STR(?a), STR(?d)) = 'nothing') }}",
    "product with a pattern": f"ASK {{ {PRODUCT} FILTER REGEX(CONCAT(STR(?a), STR(?d)), '(a*)*(b*)*c$') }}",
    "product hashed": f"ASK {{ {PRODUCT} FILTER(SHA512(CONCAT(STR(?a), STR(?d))) = 'nothing') }}",
    "product of the optional": "SELECT * { OPTIONAL { ?a ?b ?c } OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }",
    "product less a product": f"SELECT (COUNT(*) AS ?n) {{ {THREE} MINUS {{ ?a ?e ?f . ?g ?h ?i . ?j ?k ?l }} }}",
    "product that exists": f"ASK {{ {THREE} FILTER NOT EXISTS {{ ?e ?f ?g FILTER(?g != ?x) }} }}",
    "product in a subquery": f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT * {{ {PRODUCT} }} }} }}",
    "product of unions": f"SELECT (COUNT(*) AS ?n) {{ {{ {PRODUCT} }} UNION {{ {PRODUCT} }} }}",
    "graph of a product": f"CONSTRUCT {{ ?a ?e ?i }} {{ {PRODUCT} }}",
    "description of a product": f"DESCRIBE ?a ?d {{ {PRODUCT} }}",
    "path of everything": f"SELECT (COUNT(*) AS ?n) {{ ?a {EVERYTHING}/{EVERYTHING} ?b . ?c {EVERYTHING} ?d }}",
    "path of paths": f"SELECT (COUNT(*) AS ?n) {{ ?a ({EVERYTHING}/^{EVERYTHING})* ?b }}",
    "path of steps": "SELECT * { " + " . ".join(f"?a{at} (!<urn:x>)+ ?a{at + 1}" for at in range(6)) + " }",
    "text doubled": _doubled("CONCAT(?x, ?x)"),
    "text replaced": _doubled("REPLACE(?x, '.', '$0$0$0$0')", 20),
    "text encoded": _doubled("ENCODE_FOR_URI(CONCAT(?x, '%', ?x))"),
    "text nested": "SELECT (STRLEN(" + "CONCAT(?t, ?t, " * 150 + "''" + ")" * 150 + ") AS ?n) { "
    + _doubled("CONCAT(?x, ?x)", 24).partition("{ ")[2].replace("?x24", "?t"),
    "rows given thrice": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(30_000)))} }}" for name in "xyz") + " }",
    "rows compared": f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(100_000)))} }} {THREE} FILTER(?x + ?y < 0) }}",
    "large answer": "SELECT * { ?a <urn:p> ?x . ?b <urn:p> ?y }",
}  # fmt: skip
"""Each ends as a problem: out of time, out of memory, or too large."""
DISGUISED = [
    ("as a page", "GET", [("Accept", "text/html")]), ("as HEAD", "HEAD", []),
    ("compressed", "GET", [("Accept-Encoding", "gzip")]),
    ("as CSV", "GET", [("Accept", "text/csv")]), ("with a longer timeout", "GET", [("X-Timeout", "1000")]),
]  # fmt: skip
HARMLESS = [
    "SELECT (REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$') AS ?x) {}",
    "SELECT (REGEX('a', '((((a{100}){100}){100}){100})') AS ?x) {}",
    "SELECT (REPLACE('aaaaaaaaaaaaaaaaaaaaaaaaaaaa', '(a|aa)+', 'b') AS ?x) {}",
    f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(100_000)))} }} }}",
    f"SELECT (SUM(?x) AS ?n) {{ VALUES ?x {{ {' '.join(map(str, range(100_000)))} }} }}",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?a = ?d) }",
    f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({', '.join(map(str, range(50_000)))})) }} LIMIT 1",
]
"""They look worse than they are: a whole answer or a problem."""


@pytest.fixture(scope="module")
def server(start: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a chain of 3,000 steps, with tight limits."""
    path = tmp_path_factory.mktemp("load") / "data.ttl"
    lines = [f"<urn:s{at}> <urn:p> {at} ; <urn:next> <urn:s{at * 7 % 3000}>, <urn:s{at + 1}> .\n" for at in range(3000)]
    path.write_text("".join(lines), encoding="utf-8")
    limits = ("--timeout", str(SECONDS), "--memory", "256", "--max-answer", str(MEBIBYTES), "--wait", "2")
    with start("--data", str(path), *limits) as running:
        yield running


def test_no_case_is_lost() -> None:
    assert (len(BOMBS), len(DISGUISED), len(HARMLESS)) == (30, 5, 7)


@contextmanager
def bystander(server: str, source: str = "127.0.0.1") -> Iterator[list[Answer]]:
    """Somebody who asks small questions while the `with` lasts."""
    over, answers = threading.Event(), []

    def keep_asking() -> None:
        while not over.is_set():
            answers.append(quick(server, source))
            over.wait(0.1)

    thread = threading.Thread(target=keep_asking)
    thread.start()
    try:
        yield answers
    finally:
        over.set()
        thread.join()


def unhurt(answers: list[Answer], seconds: float = 1) -> None:
    """All small questions were answered quickly."""
    assert answers
    assert {answer.status for answer in answers} == {200}
    assert max(answer.seconds for answer in answers) < seconds


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_as_a_problem(server: str, bomb: str) -> None:
    with bystander(server) as answers:
        answer = ask(server, BOMBS[bomb])
    assert (answer.status in (503, 504), answer.media) == (True, PROBLEM), answer.body[:300]
    assert answer.seconds < SECONDS + 2
    unhurt([*answers, quick(server)])


@pytest.mark.parametrize(("method", "headers"), [case[1:] for case in DISGUISED], ids=[case[0] for case in DISGUISED])
def test_a_bomb_in_disguise(server: str, method: str, headers: list[tuple[str, str]]) -> None:
    target = "/sparql?timeout=1000&query=SELECT(COUNT(*)AS%3Fn)%7B%3Fa%3Fb%3Fc.%3Fd%3Fe%3Ff.%3Fg%3Fh%3Fi%7D"
    with bystander(server) as answers:
        answer = send(server, target, method=method, headers=headers)
    assert answer.status in (503, 504)
    assert answer.media == ("text/html" if ("Accept", "text/html") in headers else PROBLEM)
    assert answer.seconds < SECONDS + 2
    unhurt(answers)


@pytest.mark.parametrize("at", range(len(HARMLESS)))
def test_what_looks_like_a_bomb(server: str, at: int) -> None:
    answer = ask(server, HARMLESS[at])
    assert answer.status in (200, 400, 503, 504)
    assert answer.seconds < SECONDS + 2
    assert answer.status != 200 or answer.json["results"]["bindings"]


@pytest.mark.parametrize(
    ("given", "least", "most"), [("0.3", 0.3, 1.3), ("0.5", 0.5, 1.5), ("1000", SECONDS, SECONDS + 1)]
)
def test_a_client_may_ask_for_less_time(server: str, given: str, least: float, most: float) -> None:
    answer = ask(server, BOMBS["product counted"], ("timeout", given))
    assert answer.status == 504
    assert least <= answer.seconds < most
    assert f"{min(float(given), SECONDS):g} s" in answer.json["detail"]


def test_a_large_answer_is_whole_or_refused(server: str) -> None:
    answers = [ask(server, f"SELECT * {{ ?a ?b ?c . ?d <urn:p> 5 }} LIMIT {rows}") for rows in (100, 5000, 9000)]
    assert [len(answer.json["results"]["bindings"]) for answer in answers] == [100, 5000, 9000]
    refused = ask(server, BOMBS["large answer"] + " LIMIT 60000")
    assert (refused.status, refused.media) == (503, PROBLEM)
    assert f"{MEBIBYTES << 20:,}" in refused.json["detail"]


def test_memory_is_the_culprit(server: str) -> None:
    answer = ask(server, BOMBS["text doubled"])
    assert (answer.status, "memory" in answer.json["detail"]) == (503, True)


def slow(at: int) -> str:
    """A slow query that no other equals."""
    return f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} FILTER(?c != {at}) }}"


@pytest.mark.parametrize("spread", [False, True], ids=["from one address", "from a hundred addresses"])
def test_a_hundred_slow_queries_at_once(server: str, spread: bool) -> None:
    ended: list[Answer] = []
    started = time.monotonic()
    mob = threading.Thread(
        target=lambda: ended.extend(
            together(100, lambda at: ask(server, slow(at), source=f"127.0.0.{at + 2 if spread else 1}"))
        )
    )
    mob.start()
    time.sleep(0.4)
    with bystander(server) as answers:
        mob.join()
    statuses = Counter(answer.status for answer in ended)
    assert statuses.keys() <= {429, 503, 504}, statuses
    assert len(ended) == 100
    assert statuses[504] >= 3
    assert all(answer.media == PROBLEM for answer in ended)
    refused = [answer for answer in ended if answer.status == 429 or answer.json["type"].endswith("busy")]
    assert refused
    assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)
    assert time.monotonic() - started < 12
    if spread:
        assert {answer.status for answer in answers} <= {200, 503}
    else:
        unhurt(answers, 2)
    unhurt([quick(server)])


def test_a_mob_leaves_room_for_others(server: str) -> None:
    """Many slow queries from one address: another address is answered at once, and its slow query gets its turn."""
    with bystander(server, "127.0.0.9") as answers:
        mob = threading.Thread(target=together, args=(40, lambda at: ask(server, slow(at), source="127.0.0.8")))
        mob.start()
        time.sleep(0.3)
        other = ask(server, slow(999), source="127.0.0.10")
        mob.join()
    assert other.status == 504
    unhurt(answers)


def test_the_rest_of_the_service_goes_on(server: str) -> None:
    mob = threading.Thread(target=together, args=(30, lambda at: ask(server, slow(at))))
    mob.start()
    time.sleep(0.3)
    targets = ["/healthz", "/readyz", "/metrics", asset("style.css"), "/healthz", "/readyz", "/", "/sparql"]
    answers = {target: send(server, target) for target in targets}
    mob.join()
    assert {target: answer.status for target, answer in answers.items()} == dict.fromkeys(targets, 200)
    assert max(answer.seconds for answer in answers.values()) < 2


def test_the_same_bomb_for_everybody(server: str) -> None:
    ended = together(6, lambda at: ask(server, BOMBS["product counted"], source=f"127.0.1.{at + 1}"))
    assert {answer.status for answer in ended} <= {503, 504}
    unhurt([quick(server)])
