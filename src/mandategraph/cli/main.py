"""The commands, their flags and their exit codes: 0 done, 1 failed, 2 the call was wrong."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

import argcomplete

from mandategraph import __version__
from mandategraph.cli import attaching, commands, exploring
from mandategraph.errors import MandategraphError
from mandategraph.explore.catalogue import FUNCTIONS, Function
from mandategraph.explore.export import FORMATS
from mandategraph.settings import ENVIRONMENT_PREFIX, Settings
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS

_FORMATS = ("table", *RESULT_FORMATS, *GRAPH_FORMATS)
_SETTINGS = {known.name: known for known in fields(Settings)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; an error of ours is one line on standard error."""
    known = parser()
    argcomplete.autocomplete(known)
    options, rest = known.parse_known_args(arguments)
    if rest and options.run is not commands.ask:
        known.error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    try:
        settings = Settings.from_environment(os.environ, **{name: getattr(options, name, None) for name in _SETTINGS})
        options.run(settings, options)
    except MandategraphError as error:
        print(f"mandategraph: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"mandategraph: {error}; see that the file can be read or written", file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="mandategraph", description="A knowledge graph of the UN crime prevention programme."
    )
    top.add_argument("--version", action="version", version=__version__)
    made = top.add_subparsers(metavar="COMMAND", required=True)
    _add(made, "build", commands.build, "build the sources into a new snapshot", "sources", "snapshots")
    _add(made, "check", commands.check, "check the sources and write nothing", "sources")
    shape = _add(made, "format", commands.format_sources, "write the source files in canonical form", "sources")
    shape.add_argument(
        "--check", action="store_true", help="change nothing, fail where a file is not in canonical form"
    )
    serve = _add(
        made, "serve", commands.serve, "serve the graph over HTTP", *(name for name in _SETTINGS if name != "sources")
    )
    serve.add_argument("--data", type=Path, metavar="FILE", help="serve this RDF file instead of the built graph")
    query = _add(made, "query", commands.query, "answer a SPARQL query", "snapshots")
    query.add_argument("file", metavar="FILE", help="a file with a SPARQL query, or - for standard input")
    _format(query)
    ask = _add(made, "ask", commands.ask, "answer a named question; without a name, list them", "snapshots", "queries")
    ask.add_argument("name", nargs="?", metavar="NAME", help="the question; its parameters follow as --parameter value")
    _format(ask)
    diff = _add(
        made, "diff", commands.diff, "statements added and gone between two snapshots, by paragraph", "snapshots"
    )
    diff.add_argument("old", metavar="OLD", help="a version, or the folder of a snapshot")
    diff.add_argument("new", metavar="NEW", help="a version, or the folder of a snapshot")
    attach = _add(made, "attach", attaching.attach, "keep the text of a document for the pages", "snapshots")
    attach.add_argument("file", nargs="?", metavar="FILE", help="the document, as .txt, .md, .html or .pdf")
    attach.add_argument("--document", metavar="DOCUMENT", help="the document of the graph, by IRI, symbol or name")
    attach.add_argument("--list", action="store_true", help="list the attached texts")
    attach.add_argument("--remove", action="store_true", help="take the text of a document away")
    for known in FUNCTIONS.values():
        _add_question(made, known)
    return top


def _add_question(made: "argparse._SubParsersAction[argparse.ArgumentParser]", known: Function) -> None:
    command = _add(made, known.name, exploring.explore, known.help[0].lower() + known.help[1:], "snapshots")
    for parameter in known.parameters.values():
        text, metavar = parameter.help.replace("%", "%%"), parameter.name.upper()
        place = f"{exploring.PLACE}{parameter.name}"
        if parameter.positional:
            count = ("+" if parameter.many else None) if parameter.required else ("*" if parameter.many else "?")
            command.add_argument(place, nargs=count, metavar=metavar, help=text)
        else:
            choices = parameter.choices or None
            command.add_argument(
                f"--{parameter.name.replace('_', '-')}", dest=place, help=text, choices=choices,
                metavar=None if choices else metavar, action="append" if parameter.many else "store",
            )  # fmt: skip
    command.set_defaults(question=known)
    command.add_argument("--format", choices=("table", *FORMATS), default="table", help="how to print (default table)")


def _add(
    made: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[Settings, argparse.Namespace], None],
    text: str,
    *settings: str,
) -> argparse.ArgumentParser:
    command = made.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False)
    command.set_defaults(run=run)
    for setting in settings:
        known = _SETTINGS[setting]
        text = f"{known.metadata['help']} (default {_shown(known.default)}; {ENVIRONMENT_PREFIX}{setting.upper()})"
        command.add_argument(f"--{setting.replace('_', '-')}", type=type(known.default), help=text)
    return command


def _shown(default: object) -> str:
    return default.name + "/" if isinstance(default, Path) else str(default)


def _format(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=_FORMATS, default="table", help="how to print the answer (default table)")
