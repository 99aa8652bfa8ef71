"""The lines of a build, from recorded logs of Nix."""

import io
from pathlib import Path

import pytest

from cargo_nix.display.build_face import BuildFace, elapsed_text
from cargo_nix.display.terminal import Terminal
from cargo_nix.nix_log.derivation import Derivation, derivation_name
from cargo_nix.nix_log.nix_build import Event, NixBuild
from support.derivations import check, fake_hash, unit

LOGS = Path(__file__).parents[1] / "nix_log/logs"
LIBRARY_TEST = {"kind": "lib", "mode": "test", "target": "words", "run": None}
DERIVATIONS = {
    "words-0.1.0": unit(),
    "words-0.1.0-test": unit("words-0.1.0-test", mode="test"),
    "words-test": check("words-test", "test", unit=LIBRARY_TEST, flags="--lib"),
    "words-clippy": check("words-clippy", "findings"),
    "tally-0.1.0-build-script": unit(kind="custom-build", packageName="tally"),
    "tally-0.1.0-build-script-run": unit(kind="custom-build", mode="run-custom-build", packageName="tally"),
    "tally-0.1.0-bin-tally": unit(kind="bin", target="tally", packageName="tally"),
}


def _read(path: str) -> Derivation | None:
    return DERIVATIONS.get(derivation_name(path))


def _shown(name: str) -> tuple[BuildFace, NixBuild, io.StringIO, Terminal]:
    build, stream = NixBuild(), io.StringIO()
    face, terminal = BuildFace(build, _read), Terminal(colour=False, progress=None, stream=stream, output=stream)
    for line in (LOGS / f"{name}.log").read_text(encoding="utf-8").splitlines(keepends=True):
        event = build.read_line(line, 0.5)
        if event is not None:
            face.show_event(event, terminal)
    return face, build, stream, terminal


def test_lines_while_units_start() -> None:
    _face, _build, stream, _terminal = _shown("build")
    assert stream.getvalue().splitlines() == [
        "    Planning units",
        "    Scanning tally",
        "    Scanning words",
        "   Compiling words v0.1.0 (lib)",
        "   Compiling tally v0.1.0 (build script)",
        "     Running tally v0.1.0 (build script)",
        '   Compiling tally v0.1.0 (bin "tally")',
        "    Building tally",
    ]


def test_an_error_is_shown_once_and_last() -> None:
    face, _build, stream, terminal = _shown("error")
    face.show_failures(terminal)
    assert stream.getvalue().splitlines() == [
        "    Scanning words",
        "   Compiling words v0.1.0 (lib)",
        "error[E0308]: mismatched types",
        " --> crates/words/src/lib.rs:9:22",
        "  |",
        '9 |     let unused: u8 = "a";',
        "  |                 --   ^^^ expected `u8`, found `&str`",
        "  |                 |",
        "  |                 expected due to this",
        "",
        "For more information about this error, try `rustc --explain E0308`.",
        "",
        "error: could not compile `words` (lib) due to 1 previous error",
    ]


def test_red_tests_and_checks_are_named_last() -> None:
    face, _build, stream, terminal = _shown("test")
    stream.truncate(0)
    stream.seek(0)
    face.show_failures(terminal)
    lines = stream.getvalue().splitlines()
    assert lines[0] == "error: 1 of 1 tests failed in words (--lib)"
    assert "error: clippy found errors in words" in lines
    assert lines[-4:] == [
        "error: 1 target failed:",
        "    `-p words --lib`",
        "error: 1 check failed:",
        "    words-clippy",
    ]


def _complete(name: str, directory: Path, text: str) -> Derivation:
    directory.mkdir()
    (directory / "warnings").write_text(text, encoding="utf-8")
    return unit(name, kind="bin", target=name, packageName=name, letter=name[0], out=directory)


def test_equal_warnings_are_shown_once(tmp_path: Path) -> None:
    face, _build, stream, terminal = _shown("error")
    stream.truncate(0)
    stream.seek(0)
    warning = "warning: unused\n --> src/lib.rs:1:1\n"
    drvs = [_complete("a", tmp_path / "a", warning), _complete("b", tmp_path / "b", f"{warning}\nwarning: more\n")]
    face = BuildFace(NixBuild(), {drv.path: drv for drv in drvs}.get)
    face.show_warnings({drv.path: drv for drv in drvs}, terminal)
    assert stream.getvalue().splitlines() == [
        *("warning: unused", " --> src/lib.rs:1:1", "", 'warning: `a` (bin "a") generated 1 warning'),
        *("warning: more", "", 'warning: `b` (bin "b") generated 2 warnings (1 duplicate)'),
    ]


def test_the_last_line_counts_units(tmp_path: Path) -> None:
    build, stream = NixBuild(), io.StringIO()
    fresh, downloaded = unit(letter="a", out=tmp_path), unit(letter="b", out="/nix/store/b")
    missing = unit(letter="d", out=tmp_path / "missing")
    build.downloads.append("/nix/store/b")
    graph = {drv.path: drv for drv in (fresh, downloaded, missing)}
    terminal = Terminal(colour=False, progress=None, stream=stream)
    BuildFace(build, graph.get).show_finish(graph, 3.204, terminal)
    assert stream.getvalue() == "    Finished in 3.20s: 1 downloaded, 1 fresh\n"


def test_results_of_tests(tmp_path: Path) -> None:
    result = "test result: ok. 1 passed; 0 failed"
    (tmp_path / "out").write_text(f"\nrunning 1 test\ntest a ... ok\n\n{result}\n\n", encoding="utf-8")
    drv = check("words-test", "test", unit=LIBRARY_TEST, flags="--lib", out=tmp_path / "out")
    build, stream = NixBuild(), io.StringIO()
    terminal = Terminal(colour=False, progress=None, stream=stream, output=stream)
    face, graph = BuildFace(build, {drv.path: drv}.get), {drv.path: drv}
    face.show_results(graph, [], terminal)
    assert stream.getvalue() == ""
    face.show_results(graph, [drv.path], terminal)
    assert stream.getvalue() == "       Fresh words (lib test): ok. 1 passed; 0 failed\n"
    build.read_line(f'@nix {{"action":"start","type":105,"id":1,"fields":["{drv.path}"]}}', 0)
    face.show_results(graph, [drv.path], terminal)
    assert stream.getvalue().endswith(f"     Running words (lib test)\n\nrunning 1 test\ntest a ... ok\n\n{result}\n\n")


def test_other_failures_have_the_words_of_nix() -> None:
    path = f"/nix/store/{fake_hash('a')}-openssl-3.0.drv"
    build, stream = NixBuild(), io.StringIO()
    terminal = Terminal(colour=False, progress=None, stream=stream)
    build.failures[path] = "error: Cannot build openssl"
    build.logs[path] = [f"line {number}" for number in range(40)]
    face = BuildFace(build, _read)
    face.show_event(Event("error", "error: attribute missing"), terminal)
    face.show_failures(terminal)
    lines = stream.getvalue().splitlines()
    assert lines == [
        *(f"line {number}" for number in range(15, 40)),
        *("error: Cannot build openssl", "error: attribute missing"),
    ]


def test_downloads_and_messages() -> None:
    build, stream = NixBuild(), io.StringIO()
    terminal = Terminal(colour=False, progress=None, stream=stream)
    face = BuildFace(build, _read)
    face.show_event(Event("downloaded", f"/nix/store/{fake_hash('b')}-serde-1.0.0"), terminal)
    archive = f"/nix/store/{fake_hash('c')}-crate-serde-1.0.0.tar.gz.drv"
    face.show_event(Event("started", archive), terminal)
    face.show_event(Event("stopped", archive), terminal)
    face.show_event(Event("message", "warning: Git tree is dirty"), terminal)
    face.show_event(Event("message", ""), terminal)
    assert stream.getvalue().splitlines() == [
        *("  Downloaded serde-1.0.0", "  Downloaded serde v1.0.0", "warning: Git tree is dirty"),
    ]


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (100, "Building [=============>             ] 1/2: words"),
        (60, "Building [=====>    ] 1/2: words"),
        (20, "Building 1/2: words"),
        (15, "Building 1/2: w"),
    ],
)
def test_the_line_of_progress(width: int, line: str) -> None:
    build = NixBuild()
    face, terminal = BuildFace(build, _read), Terminal(colour=False, progress=None, stream=io.StringIO())
    assert face.progress_line(width) == "Evaluating"
    for number, letter in enumerate("ab"):
        name = "words-facts" if letter == "a" else "words-0.1.0"
        path = f"/nix/store/{fake_hash(letter)}-{name}.drv"
        build.read_line(f'@nix {{"action":"start","type":105,"id":{number},"fields":["{path}"]}}', 0)
        face.show_event(Event("started", path), terminal)
    build.read_line('@nix {"action":"stop","id":0}', 1)
    assert face.progress_line(width) == line


def test_downloads_in_the_line_of_progress() -> None:
    build = NixBuild()
    build.read_line('@nix {"action":"start","type":108,"id":1,"fields":["/nix/store/x",""]}', 0)
    assert BuildFace(build, _read).progress_line(80) == "Downloading 1 path"


def test_times_are_those_of_cargo() -> None:
    assert [elapsed_text(seconds) for seconds in (0.034, 59.9, 65.2)] == ["0.03s", "59.90s", "1m 05s"]
