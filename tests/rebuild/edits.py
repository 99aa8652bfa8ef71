"""Edits of one file, as a person in an editor makes them."""

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
    """The edit does not fit the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A change of ``path``: ``append`` or ``write`` the text, ``replace`` ``old`` with the text, or ``delete``.

    The default text of ``append`` does not change the meaning of a file: a comment if the language has comments, else a
    line.
    """

    path: str
    kind: Literal["append", "write", "replace", "delete"] = "append"
    text: str | None = None
    old: str = ""

    def apply(self, root: Path) -> None:
        """Apply the edit in the checkout ``root``; raise ``EditError`` if the edit does not fit the file."""
        file = root / self.path
        if file.is_file() == (self.kind == "write"):
            raise EditError(
                f"{self.path}: {'the file already exists' if file.is_file() else 'the file does not exist'}"
            )
        match self.kind:
            case "delete":
                file.unlink()
            case "write":
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(_NEW.get(file.suffix, "new\n") if self.text is None else self.text, encoding="utf-8")
            case "append":
                new_text = _COMMENTS.get(file.suffix, "edited\n") if self.text is None else self.text
                file.write_bytes(file.read_bytes() + new_text.encode())
            case "replace":
                text = file.read_text(encoding="utf-8")
                if text.count(self.old) != 1:
                    raise EditError(f"{self.path}: {self.old!r} occurs {text.count(self.old)} times")
                file.write_text(text.replace(self.old, self.text or ""), encoding="utf-8")
