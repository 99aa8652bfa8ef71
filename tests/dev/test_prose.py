"""The measure of prose and its maxima."""

import prose
import pytest
from prose_sources import NAME_KINDS, TEXT_KINDS, Passage

MAXIMA = dict.fromkeys((*TEXT_KINDS, *NAME_KINDS), 0.0)
PLAIN = "The unit depends on the library. " * 100
FULL_OF_FILLERS = "What it has is that which one needs there. " * 100


def _share(text: str, kind: str = "docs") -> float:
    return prose.measure([("docs/page.md", text)]).cells["docs"][kind].share(1000)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The unit depends on the library.", 0),
        ("It depends on that.", 500),
        ("`it` depends on `that`", 0),
        ("What's `x`? The list.", 0),
        ("IT IS WHAT IT IS", 600),
    ],
)
def test_fillers_are_counted_outside_of_code(text: str, share: float) -> None:
    assert _share(text) == pytest.approx(share)


def test_vague_names_are_counted() -> None:
    result = prose.measure([("dev/x.py", "found = 1\nunits = 2\n"), ("nixlib/x.nix", "let told = 1; in told")])
    assert result.cells["dev"]["names"].share(100) == pytest.approx(50)
    assert result.cells["nixlib"]["nix-names"].share(100) == pytest.approx(100)
    assert [(name.path, name.line, name.text) for name in result.vague_names] == [
        ("dev/x.py", 1, "found"),
        ("nixlib/x.nix", 1, "told"),
    ]


def test_the_total_sums_the_folders() -> None:
    result = prose.measure([("docs/a.md", "It is plain."), ("README.md", "The unit is plain, too.")])
    assert result.cells.keys() == {"docs", ".", "total"}
    assert result.cells["total"]["docs"] == prose.Cell(1, 8)


def test_a_folder_above_a_maximum_is_reported() -> None:
    files = [("docs/a.md", FULL_OF_FILLERS), ("pylib/cargo_nix/scan/deep/a.py", f'"""{PLAIN}"""')]
    assert list(prose.excesses(prose.measure(files), MAXIMA)) == [
        "docs, docs: 666.7, at most 0",
        "docs, total: 666.7, at most 0",
    ]
    assert list(prose.excesses(prose.measure(files), MAXIMA | {"docs": 700})) == []


def test_a_small_folder_counts_in_the_total_alone() -> None:
    assert list(prose.excesses(prose.measure([("docs/a.md", "It is plain.")]), MAXIMA)) == [
        "docs, total: 333.3, at most 0"
    ]


def test_a_sentence_has_its_own_line() -> None:
    passage = Passage(kind="docs", path="a.md", line=10, text="The first\nis short. It is\nwhat it is. Last:\nnone")
    sentences = [(sentence.line, sentence.text, sentence.fillers) for sentence in prose.sentences_of(passage)]
    assert sentences == [
        (10, "The first is short.", 0),
        (11, "It is what it is.", 3),
        (12, "Last:", 0),
        (13, "none", 1),
    ]


def test_the_check_fails_with_the_worst_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prose, "_maxima", lambda: MAXIMA)
    assert prose.main(["--check", "dev/prose.py"]) == 1
    printed = capsys.readouterr().out
    assert "above the maximum:" in printed
    assert "  dev/prose.py:" in printed
    assert prose.main(["dev/prose.py"]) == 0


def test_an_unknown_path_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        prose.main(["--check", "no/such/folder"])
    assert "no/such/folder: no such file or folder" in capsys.readouterr().err
