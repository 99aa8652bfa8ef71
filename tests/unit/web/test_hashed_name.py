"""Names with a hash: contents and names decide, and nothing else."""

from pathlib import Path

import pytest

from cargo_nix.web.hashed_name import digest_of, hashed_name, integrity_of


@pytest.mark.parametrize(
    ("name", "expected"), [("style.css", "style-ab.css"), ("a.min.js", "a.min-ab.js"), ("LICENSE", "LICENSE-ab")]
)
def test_the_hash_is_before_the_extension(name: str, expected: str) -> None:
    assert hashed_name(name, "ab") == expected


def test_contents_and_names_decide(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("one", "two"))
    for folder in (first, second):
        folder.mkdir()
        (folder / "a").write_text("x", encoding="utf-8")
        (folder / "b").write_text("y", encoding="utf-8")

    def digest(folder: Path) -> str:
        return digest_of([str(path) for path in sorted(folder.iterdir(), reverse=folder is second)], str(folder))

    assert digest(first) == digest(second)
    assert len(digest(first)) == 16
    (second / "b").write_text("z", encoding="utf-8")
    changed = digest(second)
    assert changed != digest(first)
    (second / "b").rename(second / "c")
    assert digest(second) not in (changed, digest(first))


def test_the_integrity_is_the_one_of_browsers(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"alert('Hello, world.');")
    # The example of W3C's Subresource Integrity, 3.2.1.
    assert integrity_of(str(file)) == "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
