"""The texts of documents that a user has attached: kept beside the snapshots, for this server only."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from mandategraph.errors import AttachmentInvalid

_FOLDER = "attached"


@dataclass(frozen=True)
class Text:
    """The text of a document by paragraph: `document` and the keys are IRIs, `file` is the name that it came with."""

    document: str
    file: str
    paragraphs: dict[str, str]


class Attached:
    """The attached texts in a folder of snapshots; new builds leave them where they are."""

    def __init__(self, snapshots: Path) -> None:
        self._folder = snapshots / _FOLDER

    @property
    def stamp(self) -> int:
        """A number that changes whenever a text comes or goes."""
        try:
            return self._folder.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def get(self, document: str) -> Text | None:
        """The text of a document. Raises AttachmentInvalid for a damaged file."""
        path = self._path(document)
        try:
            return msgspec.json.decode(path.read_bytes(), type=Text)
        except FileNotFoundError:
            return None
        except msgspec.MsgspecError as error:
            raise AttachmentInvalid(f"{path} is damaged ({error}); attach the document again") from error

    def keep(self, text: Text) -> None:
        """Put a text in the place of the one before; a kill at any moment leaves one of the two."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(text))
            Path(name).replace(self._path(text.document))
        finally:
            Path(name).unlink(missing_ok=True)

    def remove(self, document: str) -> bool:
        """Take a text away; says whether there was one."""
        path = self._path(document)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def all(self) -> list[Text]:
        """All texts. Raises AttachmentInvalid for a damaged file."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=Text))
            except msgspec.MsgspecError as error:
                raise AttachmentInvalid(f"{path} is damaged ({error}); delete it") from error
        return found

    def _path(self, document: str) -> Path:
        return self._folder / f"{hashlib.sha256(document.encode()).hexdigest()[:16]}.json"
