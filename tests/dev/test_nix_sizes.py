"""Sizes of Nix files: at most 100 columns, because nixfmt does not wrap comments and strings, and 150 lines."""

from checkout import files_named

from support.nix import CHECKOUT

COLUMNS = 100
LINES = 150


def _lines_of(name: str) -> list[str]:
    return (CHECKOUT / name).read_text(encoding="utf-8").splitlines()


def test_lines_are_short() -> None:
    long_lines = [
        f"{name}:{number}"
        for name in files_named(".nix")
        for number, line in enumerate(_lines_of(name), 1)
        if len(line) > COLUMNS
    ]
    assert long_lines == []


def test_files_of_nixlib_are_short() -> None:
    names = [name for name in files_named(".nix") if name.startswith("nixlib/")]
    assert [name for name in names if len(_lines_of(name)) > LINES] == []
