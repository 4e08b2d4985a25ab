"""The project speaks in its own words: no run of fourteen words of the report, but for official titles and names."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT

LENGTH = 14
PLACES = ("graph", "ontology", "queries", "src", "README.md")
TITLES = (
    "Comprehensive and integrated crime prevention strategies: public participation, social policies and education in "
    "support of the rule of law",
    "Declaration of Basic Principles of Justice for Victims of Crime and Abuse of Power",
    "the Declaration of Basic Principles of Justice for Victims of Crime and Abuse of Power",
    "Doha Declaration on Integrating Crime Prevention and Criminal Justice into the Wider United Nations Agenda to "
    "Address Social and Economic Challenges and to Promote the Rule of Law at the National and International Levels, "
    "and Public Participation",
    "Advancing crime prevention, criminal justice and the rule of law: towards the achievement of the 2030 Agenda",
    "Extension of the mandate of the standing open-ended intergovernmental working group on improving the governance "
    "and financial situation of the United Nations Office on Drugs and Crime",
    "Follow-up Mechanism to the Inter-American Convention on the Prevention, Punishment and Eradication of Violence "
    "against Women",
    "Follow-up to the Thirteenth United Nations Congress on Crime Prevention and Criminal Justice and preparations for "
    "the Fourteenth United Nations Congress on Crime Prevention and Criminal Justice",
    "on the implementation of the United Nations Global Plan of Action to Combat Trafficking in Persons",
    "Implementation of the mandates of the United Nations crime prevention and criminal justice programme, with "
    "particular reference to the technical cooperation activities of the United Nations Office on Drugs and Crime",
    "Network of Prosecutors and Central Authorities from Source, Transit and Destination Countries in Response to "
    "Transnational Organized Crime in Central Asia and Southern Caucasus",
    "Practical Assistance Tool to Assist in the Implementation of the International Guidelines for Crime Prevention "
    "and Criminal Justice Responses with Respect to Trafficking in Cultural Property and Other Related Offences",
    "Programme on Strengthening of Criminal Investigation and Criminal Justice along the Cocaine Route in Latin "
    "America, the Caribbean and West Africa",
    "Promoting and encouraging the implementation of alternatives to imprisonment as part of comprehensive crime "
    "prevention and criminal justice policies",
    "Promoting the practical application of the United Nations Standard Minimum Rules for the Treatment of Prisoners "
    "(the Nelson Mandela Rules)",
    "the Protocol against the Illicit Manufacturing of and Trafficking in Firearms, Their Parts and Components and "
    "Ammunition, supplementing the United Nations Convention against Transnational Organized Crime",
    "the illicit manufacturing of and trafficking in firearms, their parts and components and ammunition in",
    "The Concept of “Financial or Other Material Benefit” in the Smuggling of Migrants Protocol",
    "United Nations African Institute for the Prevention of Crime and the Treatment of Offenders",
    "United Nations voluntary trust fund for victims of trafficking in persons, especially women and children",
    "III. Follow-up to the Thirteenth United Nations Congress on Crime Prevention and Criminal Justice and "
    "preparations for the Fourteenth Congress",
    "IV. Action taken by the United Nations Office on Drugs and Crime in thematic areas",
    "2. Strengthening the capacity of national criminal justice systems to respond to violence against women and girls",
    "5. Information on the implementation of General Assembly resolution 70/176 on taking action against "
    "gender-related killing of women and girls",
    "E. Data collection, research and trend analysis, and international cooperation in the forensic field",
    "2. Cybercrime and the use of new information technologies to abuse and exploit children",
    "4. Environmental crime, including illicit trafficking in endangered species of wild fauna and flora",
    "V. Governance and financial situation of the United Nations Office on Drugs and Crime",
    "topic: Comprehensive and integrated crime prevention strategies: public participation, social policies and "
    "education in support of the rule of law",
)
"""Official titles of documents, instruments, bodies, programmes and sections, as they are written everywhere."""

Gram = tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text, without case and punctuation."""
    return re.findall(r"[^\W_]+", text.lower())


def grams(text: str) -> list[Gram]:
    """All runs of LENGTH words, in their order."""
    found = words(text)
    return [tuple(found[place : place + LENGTH]) for place in range(len(found) - LENGTH + 1)]


def copied(text: str, report: set[Gram]) -> list[str]:
    """The first run of each passage that stands in the report."""
    found = [gram in report for gram in grams(text)]
    starts = [place for place, hit in enumerate(found) if hit and not (place and found[place - 1])]
    return [" ".join(grams(text)[place]) for place in starts]


def text_files() -> list[Path]:
    """The text files of the project below PLACES that git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *PLACES]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("this is no git checkout: git says which files belong to the project")
    paths = {ROOT / name for name in done.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file() and b"\0" not in path.read_bytes())


@pytest.fixture(scope="module")
def report(shared: Path) -> set[Gram]:
    """The runs of the report as it came and by paragraphs, but for those within a title."""
    folder = shared / "data" / "report"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    lines = (folder / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    texts += [json.loads(line)["text"] for line in lines]
    return {gram for text in texts for gram in grams(text)} - {gram for title in TITLES for gram in grams(title)}


def test_a_copied_sentence_is_found(shared: Path, report: set[Gram]) -> None:
    assert len(report) >= 8_000
    lines = (shared / "data" / "report" / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if json.loads(line)["para"] in ("19", "29", "49")]
    assert len(texts) == 3
    assert all(copied(f"before {text.upper()} after", report) for text in texts)
    assert not copied(" ".join(texts[0].split()[: LENGTH - 1]), report)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_long_enough_to_need_its_place(title: str) -> None:
    assert grams(title)


def test_nothing_is_copied_from_the_report(report: set[Gram]) -> None:
    paths = text_files()
    assert len(paths) >= 100
    found = {str(path.relative_to(ROOT)): copied(path.read_text(encoding="utf-8"), report) for path in paths}
    assert not {name: runs for name, runs in found.items() if runs}
