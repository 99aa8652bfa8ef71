"""Converted files are those of a checkout by git."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from cargo_nix.crates.git_attributes import main
from support.git_repositories import git, make_repository
from support.projects import write_project

LINES = {
    "a.txt": "one\ntwo\n",
    "deep/b.txt": "one\ntwo\n",
    "deep/er/c.rs": "one\n$Id$\n",
    "[x].txt": "one\n",
    "empty": "",
}


@pytest.mark.parametrize(
    "attributes",
    [
        {".gitattributes": "* text eol=crlf\n"},
        {".gitattributes": "* eol=crlf\n*.rs -text\n"},
        {".gitattributes": "* text=auto eol=crlf\ndeep/b.txt eol=lf\n"},
        {".gitattributes": "*.txt crlf=auto eol=crlf\n"},
        {".gitattributes": "deep eol=crlf\ndeep/ eol=crlf\n/a.txt eol=crlf\n"},
        {".gitattributes": "deep/** eol=crlf\n**/c.rs ident\n"},
        {".gitattributes": "**/er/*.rs ident eol=crlf\n?.txt eol=crlf\n"},
        {".gitattributes": '"deep/b.txt" eol=crlf\n[a-z].txt eol=crlf\n\\[x\\].txt eol=crlf\n'},
        {".gitattributes": "[attr]win text eol=crlf\n* win\n*.rs binary\n"},
        {".gitattributes": "* eol=crlf\n", "deep/.gitattributes": "*.txt !eol\n[attr]no -text\n"},
        {".gitattributes": "# * eol=crlf\n!* eol=crlf\n*.rs ident\n", "deep/er/.gitattributes": "/c.rs -ident\n"},
    ],
)
def test_files_are_those_of_git(tmp_path: Path, attributes: Mapping[str, str]) -> None:
    repository = make_repository(tmp_path / "repository", {**LINES, **attributes})
    # The files as they are in the repository: the attributes of another commit do not count.
    raw = write_project(tmp_path / "raw", {**LINES, **attributes})
    git(repository, "rm", "-r", "--quiet", "--cached", ".")
    for name in LINES:
        (repository / name).unlink()
    git(repository, "reset", "--hard", "--quiet")
    assert main([str(raw), "sha1", str(tmp_path / "out")]) == 0
    assert {name: (tmp_path / "out" / name).read_bytes() for name in LINES} == {
        name: (repository / name).read_bytes() for name in LINES
    }


@pytest.mark.parametrize("text", [b"a\0\nb\n", b"a\r\nb\n", b"a\rb\n", b"\x01\x02\n", b"\xef\xbb\xbfa\n"])
def test_automatic_conversion_leaves_binary_files(tmp_path: Path, text: bytes) -> None:
    raw = write_project(tmp_path / "raw", {".gitattributes": "* text=auto eol=crlf\n"})
    (raw / "file").write_bytes(text)
    main([str(raw), "sha1", str(tmp_path / "out")])
    expected = text if text[:1] != b"\xef" else text.replace(b"\n", b"\r\n")
    assert (tmp_path / "out/file").read_bytes() == expected
