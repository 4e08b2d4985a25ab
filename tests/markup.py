"""Pages as tests read them: the elements of a document, by tag, class and attribute."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr", "col", "option"})


@dataclass
class Element:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it, with single blanks."""
        return " ".join(" ".join(self._texts()).split())

    @property
    def raw(self) -> str:
        """All text in it as it is written, for queries and code."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def all(self, tag: str = "", name: str = "", **attributes: str) -> list["Element"]:
        """The elements below it of a tag, of a class, with attributes; "" stands for any value."""
        return [
            one
            for one in self._below()
            if tag in ("", one.tag)
            and (not name or name in one.attributes.get("class", "").split())
            and all(
                key.replace("_", "-") in one.attributes and value in ("", one.attributes[key.replace("_", "-")])
                for key, value in attributes.items()
            )
        ]

    def one(self, tag: str = "", name: str = "", **attributes: str) -> "Element":
        """The first of them; fails where there is none."""
        found = self.all(tag, name, **attributes)
        assert found, f"there is no <{tag} class={name} {attributes}>"
        return found[0]

    def _below(self) -> Iterator["Element"]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Element("")
        self._open = [self.top]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {name: value or "" for name, value in attributes}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(text: str) -> Element:
    """A whole document."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.top
