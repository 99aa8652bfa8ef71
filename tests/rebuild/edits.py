"""Edits of one file, as someone at a keyboard makes them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Edit", "EditError"]

_COMMENTS = {
    ".rs": "// edited\n",
    ".toml": "# edited\n",
    ".yml": "# edited\n",
    ".yaml": "# edited\n",
    ".lock": "# edited\n",
}
_NEW = {".rs": "//! New.\n"}


class EditError(Exception):
    """The file is not as the edit needs it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One change of ``path``: ``append`` or ``write`` the text, ``replace`` the text ``old`` by it, or ``delete``.

    Without a text, what is appended changes no meaning: a comment where the kind of file has one, else a line.
    """

    path: str
    kind: Literal["append", "write", "replace", "delete"] = "append"
    text: str | None = None
    old: str = ""

    def apply(self, root: Path) -> None:
        """Make the edit in the checkout ``root``; raise ``EditError`` where the file is not as it has to be."""
        file = root / self.path
        if file.is_file() == (self.kind == "write"):
            raise EditError(f"{self.path}: there is {'such a file already' if file.is_file() else 'no such file'}")
        match self.kind:
            case "delete":
                file.unlink()
            case "write":
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(_NEW.get(file.suffix, "new\n") if self.text is None else self.text, encoding="utf-8")
            case "append":
                added = _COMMENTS.get(file.suffix, "edited\n") if self.text is None else self.text
                file.write_bytes(file.read_bytes() + added.encode())
            case "replace":
                text = file.read_text(encoding="utf-8")
                if text.count(self.old) != 1:
                    raise EditError(f"{self.path}: {self.old!r} is there {text.count(self.old)} times")
                file.write_text(text.replace(self.old, self.text or ""), encoding="utf-8")
