"""How plain the language of this repository is: pronouns and fillers per 1,000 words, and the share of vague names."""

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from checkout import CHECKOUT, files_named
from prose_sources import NAME_KINDS, TEXT_KINDS, Name, Passage, names_of, passages_of

__all__ = ["Cell", "Measure", "excesses", "main", "measure", "sentences_of"]

# Words in the place of a noun. A sentence with many of them makes the reader search for its subject.
_FILLERS = """
    it its itself they them their themselves
    that those these such
    what which who whom whose where
    there here one ones none
    nobody nothing something anything everything
"""
FILLERS = frozenset(_FILLERS.split())
# Names of variables that do not describe the value: pronouns, participles, places.
_VAGUE = """
    it that those what one other others all rest own alone at place reach
    asked found given got kept known left left_out made opened read said seen sent shown taken told took wanted written
"""
VAGUE = frozenset(_VAGUE.split())
# A folder with fewer words or names counts only in the total: a single sentence would decide.
ENOUGH_WORDS = 500
ENOUGH_NAMES = 200

_CODE = re.compile(r"`[^`]*`")
_WORD = re.compile(r"[A-Za-z']+")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n\s*\n")
_TOTAL = "total"
# The share of fillers that plain prose has; sentences are ranked by the fillers beyond it.
_PLAIN = 0.06


@dataclass(slots=True)
class Cell:
    """A count of ``part`` (fillers, vague names) among ``whole`` (words, names)."""

    part: int = 0
    whole: int = 0

    def share(self, scale: int) -> float:
        """Return the part of ``scale`` units of the whole; 0 of an empty one."""
        return self.part * scale / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """The cells of a repository by folder and kind, with the passages and the vague names behind them."""

    cells: Mapping[str, Mapping[str, Cell]]
    passages: Sequence[Passage]
    vague_names: Sequence[Name]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence with the number of its words and of the fillers among them."""

    kind: str
    path: str
    line: int
    text: str
    words: int
    fillers: int


@dataclass(slots=True)
class _Counts:
    cells: dict[str, dict[str, Cell]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Cell)))

    def add(self, path: str, kind: str, part: int, whole: int) -> None:
        for folder in (_folder_of(path), _TOTAL):
            cell = self.cells[folder][kind]
            cell.part += part
            cell.whole += whole


class _Options(argparse.Namespace):
    check: bool
    worst: int
    paths: list[str]


def measure(files: Iterable[tuple[str, str]]) -> Measure:
    """Return the measure of ``files``: pairs of a path, relative to the repository, and a text."""
    counts, passages, vague_names = _Counts(), list[Passage](), list[Name]()
    for path, text in files:
        for passage in passages_of(path, text):
            passages.append(passage)
            words, fillers = _count(passage.text)
            counts.add(path, passage.kind, fillers, words)
        for name in names_of(path, text):
            is_vague = name.text in VAGUE
            counts.add(path, name.kind, int(is_vague), 1)
            if is_vague:
                vague_names.append(name)
    return Measure(counts.cells, passages, vague_names)


def sentences_of(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage, each with its own line."""
    starts = [0, *(end.end() for end in _SENTENCE_END.finditer(passage.text))]
    for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
        text = passage.text[start:end]
        words, fillers = _count(text)
        line = passage.line + passage.text.count("\n", 0, start + len(text) - len(text.lstrip()))
        yield Sentence(
            kind=passage.kind,
            path=passage.path,
            line=line,
            text=" ".join(text.split()),
            words=words,
            fillers=fillers,
        )


def excesses(result: Measure, maxima: Mapping[str, float]) -> Iterator[str]:
    """Yield a line for each folder, and for the total, that is above the maximum of a kind."""
    for kind in (*TEXT_KINDS, *NAME_KINDS):
        scale, enough = (1000, ENOUGH_WORDS) if kind in TEXT_KINDS else (100, ENOUGH_NAMES)
        for folder, kinds in sorted(result.cells.items()):
            cell = kinds.get(kind, Cell())
            if cell.whole >= (1 if folder == _TOTAL else enough) and cell.share(scale) > maxima[kind]:
                yield f"{kind}, {folder}: {cell.share(scale):.1f}, at most {maxima[kind]:g}"


def _count(text: str) -> tuple[int, int]:
    """Return the number of words of ``text`` without code, and of fillers among them."""
    words = [word.lower() for word in _WORD.findall(_CODE.sub(" ", text))]
    return len(words), sum(word in FILLERS for word in words)


def _folder_of(path: str) -> str:
    """Return the folder that stands for ``path`` in the table: a room of pylib or nixlib, else the folder of tests."""
    depth = 3 if path.startswith("pylib/") else 2
    return "/".join(PurePosixPath(path).parent.parts[:depth]) or "."


def _files(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    for suffix in (".md", ".py", ".nix"):
        for name in files_named(suffix):
            # Pages below tests/ are files of test projects.
            is_fixture = suffix == ".md" and name.startswith("tests/")
            if not is_fixture and (not paths or any(PurePosixPath(name).is_relative_to(path) for path in paths)):
                yield name, (CHECKOUT / name).read_text(encoding="utf-8")


def _table(result: Measure) -> Iterator[str]:
    kinds = [*TEXT_KINDS, *NAME_KINDS]
    yield f"{'per 1,000 words; names in %':<32}" + "".join(f"{kind:>12}" for kind in kinds)
    folders = sorted(result.cells, key=lambda folder: (folder == _TOTAL, folder))
    for folder in folders:
        cells = [result.cells[folder].get(kind, Cell()) for kind in kinds]
        shares = (
            f"{cell.share(1000 if kind in TEXT_KINDS else 100):>12.1f}" if cell.whole else " " * 12
            for kind, cell in zip(kinds, cells, strict=True)
        )
        yield f"{folder:<32}" + "".join(shares)
    totals = (result.cells.get(_TOTAL, {}).get(kind, Cell()).whole for kind in kinds)
    yield f"{'words, names':<32}" + "".join(f"{whole:>12,}" for whole in totals)


def _worst(result: Measure, kinds: set[str], limit: int) -> Iterator[str]:
    """Yield places: the sentences with the most fillers beyond their share, and vague names."""
    sentences = [
        sentence
        for passage in result.passages
        if passage.kind in kinds
        for sentence in sentences_of(passage)
        if sentence.fillers
    ]
    sentences.sort(key=lambda sentence: (sentence.words * _PLAIN - sentence.fillers, sentence.path, sentence.line))
    for sentence in sentences[:limit]:
        place = f"{sentence.path}:{sentence.line}"
        yield f"{place}: {sentence.fillers} fillers in {sentence.words} words: {sentence.text[:200]}"
    for name in [name for name in result.vague_names if name.kind in kinds][:limit]:
        yield f"{name.path}:{name.line}: the name `{name.text}` does not describe its value"


def _maxima() -> dict[str, float]:
    table = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["prose"]
    return {kind: float(table[kind]) for kind in (*TEXT_KINDS, *NAME_KINDS)}


def _read_options(argv: Sequence[str]) -> _Options:
    parser = argparse.ArgumentParser(prog="dev/prose", description="Measure the language of this repository.")
    parser.add_argument("--check", action="store_true", help="compare with the maxima of [tool.prose]")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print the N worst sentences and names")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or folder, relative to the repository")
    options = parser.parse_args(argv, _Options())
    for path in options.paths:
        if not (CHECKOUT / path).exists():
            parser.error(f"{path}: no such file or folder in {CHECKOUT}")
    return options


def main(argv: Sequence[str]) -> int:
    """Return the exit status of ``dev/prose``: 1 if ``--check`` finds a folder above a maximum."""
    options = _read_options(argv)
    result = measure(_files([Path(path).as_posix() for path in options.paths]))
    print(*_table(result), sep="\n")
    findings = list(excesses(result, _maxima())) if options.check else []
    kinds = {finding.partition(",")[0] for finding in findings} or {*TEXT_KINDS, *NAME_KINDS}
    limit = options.worst or (20 if findings else 0)
    for title, lines in (("above the maximum:", findings), ("worst:", list(_worst(result, kinds, limit)))):
        if lines:
            print("", title, *(f"  {line}" for line in lines), sep="\n")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
