"""What was measured, and whether the targets hold, as tables in Markdown."""

from collections.abc import Iterator, Sequence

import answers
from cells import BEFORE, PEAK, Results
from servers import OURS, OXIGRAPH, RDFLIB

from mandategraph.settings import Settings


def measured(results: Results) -> str:
    """One row for each mix and server, then the memory, then what else is worth saying."""
    rows = [
        (
            part, peer, f"{load.rate:.1f}", f"{load.percentile(0.5):.2f}", f"{load.percentile(0.99):.2f}",
            str(load.failed), f"{load.others:.1f} processors",
        )
        for (part, peer), load in results.loads.items()
    ]  # fmt: skip
    text = _table(("mix", "server", "requests/s", "p50 ms", "p99 ms", "failed", "busy with others"), rows)
    used = [(when, peer, f"{pss:.0f}", f"{rss:.0f}") for (when, peer), (pss, rss) in results.memory.items()]
    text += _table(("memory", "server", "PSS MB", "RSS MB"), used) if used else ""
    return text + "".join(f"- {note}\n" for note in results.notes)


def targets(results: Results) -> str:
    """One row for each target that was measured."""
    return _table(("target", "measured", "holds"), [*_speed(results), *_safety(results), *_agreement(results)])


def _speed(results: Results) -> Iterator[tuple[str, str, str]]:
    wanted = (
        ("hot", OXIGRAPH, 1.5, "requests/s of the forty questions: 1.5 times Oxigraph"),
        ("light", OXIGRAPH, 1.0, "requests/s of the light mix: as many as Oxigraph"),
        ("heavy", OXIGRAPH, 2.0, "requests/s of the heavy mix: twice Oxigraph"),
        ("light", RDFLIB, 20.0, "requests/s of the light mix: 20 times rdflib-endpoint"),
    )
    for part, peer, factor, text in wanted:
        mine, theirs = results.loads.get((part, OURS)), results.loads.get((part, peer))
        if mine and theirs:
            times = mine.rate / max(theirs.rate, 0.001)
            yield text, f"{times:.2f} times", _holds(times >= factor)
    mine, theirs = results.loads.get(("both", OURS)), results.loads.get(("both", OXIGRAPH))
    if mine and theirs:
        share = mine.percentile(0.99) / theirs.percentile(0.99)
        yield "p99 of both mixes together: half of Oxigraph", f"{share:.2f} of it", _holds(share <= 0.5)


def _safety(results: Results) -> Iterator[tuple[str, str, str]]:
    bombs = results.loads.get(("bombs", OURS))
    if bombs:
        p99 = bombs.percentile(0.99)
        yield "p99 of small queries under bombs: 250 ms", f"{p99:.0f} ms", _holds(p99 <= 250)
        yield "small queries under bombs that failed: none", str(bombs.failed), _holds(bombs.failed == 0)
    if ("idle", OURS) in results.memory:
        pss = results.memory["idle", OURS][0]
        yield "memory of the idle service: 350 MB", f"{pss:.0f} MB", _holds(pss < 350)
    if (PEAK, OURS) in results.memory:
        limits = Settings.from_environment()
        stated = results.memory[BEFORE, OURS][0] + limits.workers * limits.memory + limits.cache
        peak = results.memory[PEAK, OURS][0]
        text = f"peak under bombs: what it took before, {limits.workers} workers, and the cache ({stated:.0f} MB)"
        yield text, f"{peak:.0f} MB", _holds(peak <= stated)


def _agreement(results: Results) -> Iterator[tuple[str, str, str]]:
    if {OURS, OXIGRAPH} <= results.answers.keys():
        different = answers.differing(results.answers[OURS], results.answers[OXIGRAPH])
        asked = sum(len(each) for each in results.answers[OURS].values())
        yield (
            f"the same rows as Oxigraph for {asked} queries",
            "; ".join(different) or "the same",
            _holds(not different),
        )


def templates(results: Results) -> str:
    """The mean time of each template at each server, asked alone."""
    peers = list(results.answers)
    rows = []
    for template in results.answers[peers[0]]:
        means = [answers.mean(results.answers[peer][template]) for peer in peers]
        count = len(results.answers[peers[0]][template][0].rows)
        rows.append((template, str(count), *(f"{mean:.1f}" for mean in means), f"{means[-1] / means[0]:.2f}"))
    return _table(("template", "rows of the first", *(f"{peer} ms" for peer in peers), "times as fast"), rows)


def _holds(holds: bool) -> str:
    return "yes" if holds else "**no**"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"
