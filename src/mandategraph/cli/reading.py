"""The plain text of files: text, HTML, and PDF where pypdf is installed; pages are parted by form feeds."""

import re
from html.parser import HTMLParser
from pathlib import Path

from mandategraph.errors import AttachmentInvalid

_LARGEST = 64 << 20
_BLOCKS = re.compile(
    r"address|article|blockquote|d[dlt]|div|fig.+|footer|h[1-6r]|header|li|main|[ou]l|p|pre|section|table|t[dr]"
)
_HIDDEN = frozenset({"script", "style", "template", "title"})
_LINK, _EMPHASIS = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)"), re.compile(r"(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1")


def text_of_file(path: Path) -> str:
    """The text of a file, by the ending of its name. Raises AttachmentInvalid."""
    ending = path.suffix.casefold()
    readers = {".txt": _plain, ".md": _plain, ".html": _html, ".htm": _html, ".pdf": _pdf}
    if ending not in readers:
        raise AttachmentInvalid(f"{path.name} ends in {ending or 'nothing'}; give a file in .txt, .md, .html or .pdf")
    try:
        if path.stat().st_size > _LARGEST:
            raise AttachmentInvalid(f"{path} has more than {_LARGEST >> 20} MiB; give the document alone")
        return readers[ending](path)
    except OSError as error:
        raise AttachmentInvalid(f"cannot read {path}: {error.strerror or error}; give the document's file") from error


def _plain(path: Path) -> str:
    """Without the marks of Markdown for links and emphasis."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _decoded(path)))


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise AttachmentInvalid(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error


def _html(path: Path) -> str:
    reader = _Reader()
    reader.feed(_decoded(path))
    reader.close()
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    """Gathers what is seen of a page, with a blank line around each block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in _HIDDEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _part(self, tag: str) -> None:
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n\n")
        elif tag == "br":
            self.pieces.append("\n")


def _pdf(path: Path) -> str:
    try:
        import pypdf  # noqa: PLC0415 (an optional extra)
    except ModuleNotFoundError:
        raise AttachmentInvalid(
            "a PDF needs pypdf: pip install 'mandategraph[attach]'; or give the document as .txt or .html"
        ) from None
    try:
        return "\f".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    except pypdf.errors.PyPdfError as error:
        raise AttachmentInvalid(f"{path} is no PDF that can be read: {error}") from error
