"""Lines of Nix files have at most 100 columns: nixfmt leaves comments and strings as they are."""

from checkout import files_named

from support.nix import CHECKOUT

COLUMNS = 100
# To be lowered to 0: the lines of nixlib that are still too long.
LONG_LINES_OF_NIXLIB = 0


def _long_lines(*, of_nixlib: bool) -> list[str]:
    return [
        f"{name}:{number}"
        for name in files_named(".nix")
        if name.startswith("nixlib/") == of_nixlib
        for number, line in enumerate((CHECKOUT / name).read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > COLUMNS
    ]


def test_lines_outside_of_nixlib() -> None:
    assert _long_lines(of_nixlib=False) == []


def test_lines_of_nixlib() -> None:
    lines = _long_lines(of_nixlib=True)
    assert len(lines) <= LONG_LINES_OF_NIXLIB, lines
