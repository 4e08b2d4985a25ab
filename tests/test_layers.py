"""The modules stand in layers, each importing only from those below it; modules and functions stay small."""

import ast
from pathlib import Path
from statistics import median

import pytest

from small import ROOT

SOURCE = ROOT / "src/mandategraph"
LAYERS = (
    {"__init__"},
    {"errors", "ordering", "vocabulary"},
    {"settings", "evidence"},
    {"store", "trig"},
    {"queries", "reason", "schema"},
    {"explore"},
    {"build", "api"},
    {"web"},
    {"supervisor"},
    {"cli"},
)
"""The units (modules and sub-packages) from the lowest layer up; those of one layer do not know each other."""

MODULES = sorted(SOURCE.rglob("*.py"))
LAYER = {unit: number for number, units in enumerate(LAYERS) for unit in units}


def _name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def _unit(path: Path) -> str:
    """The module, or the sub-package, that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.AST) -> set[str]:
    """The units that a module imports from."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    ours = [name.split(".") for name in names if name.split(".")[0] == "mandategraph"]
    return {parts[1] if len(parts) > 1 and parts[1] in LAYER else "__init__" for parts in ours}


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_unit_has_a_layer() -> None:
    assert {_unit(path) for path in MODULES} <= LAYER.keys()
    assert len(MODULES) >= 33


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_imports_only_from_lower_layers(path: Path) -> None:
    """Or from its own unit."""
    unit = _unit(path)
    assert {other for other in _imported(_tree(path)) if other != unit and LAYER[other] >= LAYER[unit]} == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_imports_at_its_top(path: Path) -> None:
    """But for what is an optional extra."""
    inside = {node.lineno for function in _functions(path) for node in ast.walk(function) if _is_import(node)}
    assert inside == set()


def _is_import(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return not {alias.name for alias in node.names} <= {"pandas", "pypdf"}
    return isinstance(node, ast.ImportFrom)


def test_server_knows_only_the_command_line() -> None:
    assert _imported(_tree(ROOT / "server.py")) == {"cli"}


def test_imports_are_found() -> None:
    """Of modules, of names in them and of the package itself."""
    text = "import mandategraph.trig\nfrom mandategraph import __version__, store\nfrom mandategraph.web.pages import x"
    assert _imported(ast.parse(text)) == {"trig", "__init__", "store", "web"}
    assert _imported(ast.parse("import os\nfrom mandategraphs import web")) == set()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_small(path: Path) -> None:
    assert _lines(path) <= 300
    long = {node.name for node in _functions(path) if (node.end_lineno or 0) - node.lineno + 1 > 50}
    assert long == set()


def test_median_module_is_smaller_still() -> None:
    assert median(map(_lines, MODULES)) <= 100
