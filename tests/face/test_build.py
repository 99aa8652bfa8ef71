"""``cargo-nix build``, ``test`` and ``check`` of a flake, with a real Nix and without a terminal."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from face_project import UNUSED, WARNING, cargo_nix, edit, new_files

from cargo_nix.nix_log.unit_graph import cargo_derivations
from support.nix import needs_nix
from support.projects import write_project

pytestmark = [needs_nix, pytest.mark.nix]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once."""
    project = write_project(tmp_path_factory.mktemp("face") / "words", new_files())
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project."""
    shutil.copytree(built, tmp_path / built.name)
    return tmp_path / built.name


def test_a_fresh_build_has_one_line(project: Path) -> None:
    result = cargo_nix(project, "build", "--impure", "--no-link", "--print-out-paths")
    assert (result.code, result.lines) == (0, ["    Finished in S: 3 fresh"])
    assert re.fullmatch(r"/nix/store/[a-z0-9]{32}-tally\n", result.stdout)
    assert "\x1b" not in result.stderr


def test_an_edit_compiles_what_it_touches(project: Path) -> None:
    edit(project, "one two three", "one two three four", "crates/tally/src/main.rs")
    result = cargo_nix(project, "build", "--impure")
    assert (result.code, result.stdout) == (0, "")
    assert result.after('   Compiling tally v0.1.0 (bin "tally")') == [
        '   Compiling tally v0.1.0 (bin "tally")',
        "   Packaging tally",
        "    Finished in S: 1 compiled, 2 fresh",
    ]
    program = subprocess.run([project / "result/bin/tally"], capture_output=True, text=True, check=True)
    assert program.stdout == "4\n"


def test_warnings_are_shown_at_the_end_and_again(project: Path) -> None:
    edit(project, "    text.split_whitespace().count()", UNUSED)
    result = cargo_nix(project, "build", "--impure", "--no-link")
    summary = "warning: `words` (lib) generated 1 warning"
    assert result.after(WARNING[0]) == [*WARNING, summary, "    Finished in S: 2 compiled, 1 fresh"]
    again = cargo_nix(project, "build", "--impure", "--no-link")
    assert again.lines == [*WARNING, summary, "    Finished in S: 3 fresh"]


def test_an_error_is_shown_once_and_last(project: Path) -> None:
    edit(project, "    text.split_whitespace().count()", '    "three"')
    result = cargo_nix(project, "build", "--impure", "--no-link")
    assert result.code == 1
    assert result.after("   Compiling words v0.1.0 (lib)") == [
        "   Compiling words v0.1.0 (lib)",
        "error[E0308]: mismatched types",
        " --> crates/words/src/lib.rs:9:5",
        "  |",
        "8 | pub fn count(text: &str) -> usize {",
        "  |                             ----- expected `usize` because of return type",
        '9 |     "three"',
        "  |     ^^^^^^^ expected `usize`, found `&str`",
        "",
        "For more information about this error, try `rustc --explain E0308`.",
        "",
        "error: could not compile `words` (lib) due to 1 previous error",
    ]


def test_errors_of_evaluation_are_whole(project: Path) -> None:
    result = cargo_nix(project, "build", "--impure", "--no-link", ".#nothing")
    assert result.code == 1
    assert [re.sub(r"'(path|git\+file)[^']*'", "FLAKE", line) for line in result.lines] == [
        "error: flake FLAKE does not provide attribute 'packages.x86_64-linux.nothing', "
        "'legacyPackages.x86_64-linux.nothing' or 'nothing'"
    ]
    edit(project, "src = ./.;", "src = ./.; profil = 1;", "flake.nix")
    result = cargo_nix(project, "build", "--impure", "--no-link")
    plain = subprocess.run(
        ["nix", "build", "--impure", "--no-link"], cwd=project, capture_output=True, text=True, check=False
    )
    assert (result.code, result.stderr) == (1, plain.stderr)


def test_colour_without_a_terminal(project: Path) -> None:
    result = cargo_nix(project, "build", "--impure", "--no-link", "--color", "always")
    assert result.stderr.startswith("\x1b[1;92m    Finished\x1b[0m in ")
    assert cargo_nix(project, "build", "--impure", "--no-link", CARGO_TERM_COLOR="always").stderr.startswith("\x1b")


def test_tests_show_their_results(project: Path) -> None:
    result = cargo_nix(project, "test", ".", "--impure")
    total = "test result: ok. {} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out"
    finish = next(line for line in result.lines if line.startswith("    Finished"))
    assert (result.code, result.after(finish)[1:]) == (
        0,
        ['     Running tally (bin "tally" test)', "   Doc-tests words", "     Running words (lib test)"],
    )
    assert result.stdout.splitlines() == [
        *("", "running 0 tests", "", total.format(0), ""),
        *("", "running 1 test", "test crates/words/src/lib.rs - count (line 5) ... ok", "", total.format(1), ""),
        *("", "running 1 test", "test tests::counts ... ok", "", total.format(1), ""),
    ]
    again = cargo_nix(project, "test", "--impure")
    assert again.lines == [
        "    Finished in S: 4 fresh",
        f'       Fresh tally (bin "tally" test): {total.format(0).removeprefix("test result: ")}',
        f"       Fresh words (doc-tests): {total.format(1).removeprefix('test result: ')}",
        f"       Fresh words (lib test): {total.format(1).removeprefix('test result: ')}",
    ]


def test_a_red_test_does_not_stop_others(project: Path) -> None:
    edit(project, '"one two"), 2', '"one two"), 3')
    result = cargo_nix(project, "test", "--impure")
    assert result.code == 1
    assert "test crates/words/src/lib.rs - count (line 5) ... ok" in result.stdout
    lines = result.after("error: 1 of 1 tests failed in words (--lib)")
    assert "assertion `left == right` failed" in lines
    assert lines[-2:] == ["error: 1 target failed:", "    `-p words --lib`"]


def test_check_builds_the_other_checks(project: Path) -> None:
    edit(project, "    text.split_whitespace().count()", UNUSED)
    result = cargo_nix(project, "check", "--impure")
    assert result.code == 1
    assert "    Checking words v0.1.0 (lib test)" in result.lines
    assert not any(line.startswith("     Testing") for line in result.lines)
    assert result.lines[-1] == "    words-clippy"
    assert "error: clippy found errors in words" in result.lines


def _library_of(project: Path) -> str:
    """Return the store path of the library ``words`` of the last build."""
    (directory,) = (project.parent / "state/cargo-nix").glob("words-*")
    record = json.loads((directory / "build.json").read_text(encoding="utf-8"))
    graph = cargo_derivations(record["roots"]).values()
    return next(derivation.outputs["out"] for derivation in graph if derivation.name == "words-0.1.0")


def test_a_unit_from_a_cache_is_not_compiled_and_has_its_warnings(project: Path) -> None:
    edit(project, "    text.split_whitespace().count()", UNUSED)
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    library, cache = _library_of(project), f"file://{project.parent}/cache"
    subprocess.run(["nix", "copy", "--to", cache, library], check=True)
    subprocess.run(["nix", "store", "delete", library], capture_output=True, check=True)
    edit(project, "one two three", "one two three four five six", "crates/tally/src/main.rs")
    options = ["--option", "substituters", cache, "--option", "require-sigs", "false"]
    result = cargo_nix(project, "build", "--impure", "--no-link", *options)
    assert result.code == 0
    assert result.after("  Downloaded words-0.1.0") == [
        "  Downloaded words-0.1.0",
        '   Compiling tally v0.1.0 (bin "tally")',
        "   Packaging tally",
        *WARNING,
        "warning: `words` (lib) generated 1 warning",
        "    Finished in S: 1 compiled, 1 downloaded, 1 fresh",
    ]


def test_units_with_outputs_by_content(project: Path) -> None:
    edit(project, "src = ./.;", "src = ./.; contentAddressed = true;", "flake.nix")
    edit(project, "    text.split_whitespace().count()", UNUSED)
    result = cargo_nix(project, "build", "--impure", "--no-link")
    assert result.lines[-10:] == [
        *WARNING,
        "warning: `words` (lib) generated 1 warning",
        "    Finished in S: 3 compiled",
    ]
    edit(project, UNUSED, '    "three"')
    result = cargo_nix(project, "build", "--impure", "--no-link")
    assert (result.code, result.lines[-1]) == (1, "error: could not compile `words` (lib) due to 1 previous error")
