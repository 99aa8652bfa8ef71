"""``cargo-nix why`` and ``cargo-nix timings`` after real builds."""

import json
import subprocess
from pathlib import Path

import pytest
from face_project import cargo_nix, edit, new_files

from support.nix import needs_nix
from support.projects import write_project

pytestmark = [needs_nix, pytest.mark.nix]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("last") / "words", new_files())


def _why(project: Path, name: str) -> list[str]:
    result = cargo_nix(project, "why", name)
    assert result.code == 0, result.stderr
    return result.stdout.splitlines()


def _state(project: Path) -> Path:
    (directory,) = (project.parent / "state/cargo-nix").iterdir()
    return directory


def test_without_a_build_there_is_nothing_to_say(tmp_path: Path) -> None:
    project = write_project(tmp_path / "words", new_files())
    result = cargo_nix(project, "why", "words")
    assert (result.code, result.stderr) == (
        1,
        "error: no build of this project is recorded\n"
        f"  at: {project}\n"
        "  ways out:\n"
        "    1. run `cargo-nix build`, then edit, and ask again\n",
    )
    result = cargo_nix(project, "timings")
    assert (result.code, result.stderr) == (
        1,
        "error: no build of this project has times\n"
        f"  at: {project}\n"
        "  ways out:\n"
        "    1. run `cargo-nix build` after an edit, then `cargo-nix timings`\n",
    )


def test_reasons_before_and_after_a_build(project: Path) -> None:
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    unchanged = "unchanged since the last build"
    assert _why(project, "words") == [f"words (lib): {unchanged}"]

    edit(project, "Words of a text", "The words of a text")
    edit(project, 'rerun-if-changed=build.rs"', 'rerun-if-env-changed=X"', "crates/tally/build.rs")
    library = "crates/words/src/lib.rs changed"
    script = "depends on tally (build script), whose crates/tally/build.rs changed"
    assert _why(project, "words (lib)") == [f"words (lib): {library}"]
    before_build = _why(project, "tally")
    assert before_build == [
        f'tally (bin "tally"): {script}',
        'tally (bin "tally"): depends on tally (build script run), whose crates/tally/build.rs changed',
        f'tally (bin "tally"): depends on words (lib), whose {library}',
        "tally (build script run): crates/tally/build.rs changed",
        "tally (build script): crates/tally/build.rs changed",
    ]
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    heading = "nothing changed since the last `cargo-nix build`; this build and the one before:"
    assert _why(project, "tally") == [heading, *before_build]
    # Another build without an edit does not replace the build before.
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    assert _why(project, "words") == [heading, f"words (lib): {library}"]


def test_variables_and_arguments(project: Path) -> None:
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    edit(project, 'version = "0.1.0"', 'version = "0.2.0"', "crates/words/Cargo.toml")
    edit(project, 'name = "words"\nversion = "0.1.0"', 'name = "words"\nversion = "0.2.0"', "Cargo.lock")
    edit(project, 'resolver = "3"\n', 'resolver = "3"\n\n[profile.release]\nopt-level = 1\n', "Cargo.toml")
    assert _why(project, "words") == [
        'words (lib): variable CARGO_PKG_VERSION changed from "0.1.0" to "0.2.0"',
        "words (lib): argument `-C opt-level=3` removed",
        "words (lib): argument `-C opt-level=1` added",
    ]
    edit(project, 'resolver = "3"\n\n[profile.release]\nopt-level = 1\n', 'resolver = "3"\n', "Cargo.toml")
    edit(project, 'name = "words"\nversion = "0.2.0"', 'name = "words"\nversion = "0.1.0"', "Cargo.lock")
    edit(project, 'version = "0.2.0"', 'version = "0.1.0"', "crates/words/Cargo.toml")


def test_unknown_units_and_broken_sources(project: Path) -> None:
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    result = cargo_nix(project, "why", "word")
    assert (result.code, result.stderr) == (
        1,
        "error: no unit has this name\n"
        "  at: cargo-nix why word\n"
        "  expected: a unit of the last builds, such as `words (lib)`\n"
        "  ways out:\n"
        "    1. name the package alone, for all of its units\n",
    )
    edit(project, "src = ./.;", "src = ./.; profil = 1;", "flake.nix")
    result = cargo_nix(project, "why", "words")
    edit(project, "src = ./.; profil = 1;", "src = ./.;", "flake.nix")
    assert (result.code, result.stdout) == (1, "")
    assert "error: `profil` is not an argument" in result.stderr


def test_tests_and_their_runs(project: Path) -> None:
    assert cargo_nix(project, "test", "--impure").code == 0
    edit(project, '"one two"), 2', '"one two three"), 3')
    assert _why(project, "words-test") == ["words-test: crates/words/src/lib.rs changed"]
    edit(project, '"one two three"), 3', '"one two"), 2')


def test_roots_keep_the_sources_of_two_builds(project: Path) -> None:
    edit(project, "one two three", "four", "crates/tally/src/main.rs")
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    record = json.loads((_state(project) / "build.json").read_text(encoding="utf-8"))
    links = sorted((_state(project) / "roots").glob("build-*/*"))
    assert sorted(str(link.readlink()) for link in links) == sorted([*record["roots"], *record["previous"]])
    roots = subprocess.run(
        ["nix-store", "--query", "--roots", record["previous"][0]], capture_output=True, text=True, check=True
    ).stdout
    assert any(str(link) in roots for link in links)


def test_times_of_the_last_build(project: Path) -> None:
    edit(project, "four", "five six", "crates/tally/src/main.rs")
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    result = cargo_nix(project, "timings")
    page = _state(project) / "timings.html"
    count = len(json.loads((_state(project) / "build.json").read_text(encoding="utf-8"))["builds"])
    assert (result.code, result.stdout) == (0, f"wrote {page}: {count} builds of `cargo-nix build`\n")
    text = page.read_text(encoding="utf-8")
    assert "tally v0.1.0 (bin &quot;tally&quot;)" in text
    assert "words v0.1.0 (lib)" not in text
    # A fresh build keeps the times.
    assert cargo_nix(project, "build", "--impure", "--no-link").code == 0
    out = project.parent / "page/t.html"
    assert cargo_nix(project, "timings", "--out", str(out)).code == 0
    assert "tally v0.1.0 (bin &quot;tally&quot;)" in out.read_text(encoding="utf-8")


def test_a_state_that_cannot_be_written_costs_no_build(project: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = cargo_nix(project, "build", "--impure", "--no-link", XDG_STATE_HOME=str(tmp_path / "file"))
    assert result.code == 0
    (note,) = [line for line in result.lines if line.startswith("note: ")]
    assert note.startswith(f"note: the build is not recorded: {tmp_path}/file")
