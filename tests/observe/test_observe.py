"""A real build under strace: the observation of a unit has exactly the paths of its processes."""

import json
import shutil
import subprocess
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from cargo_nix.errors import ObserveError
from cargo_nix.observe import Observation, merge_observations, message_sources, observe_build, observe_copy
from cargo_nix.observe.dep_info import check_against_dep_info, read_dep_info

WORKSPACE = Path(__file__).parent / "workspace"

pytestmark = [
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
    pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("observed") / "workspace"
    return Path(shutil.copytree(WORKSPACE, root, symlinks=True))


@pytest.fixture(scope="module")
def observation(copy: Path) -> Observation:
    build_observation = observe_copy(copy, "build", ["--offline", "--locked"])
    return merge_observations(build_observation, observe_copy(copy, "test", ["--offline", "--locked", "--workspace"]))


def _readings(observation: Observation, directory: str, key: str) -> dict[str, str]:
    (unit,) = [unit for unit in observation.units if (unit.directory, unit.key) == (directory, key)]
    # The directories on the way to a file depend on the version of a program.
    return {reading.path: reading.how for reading in unit.readings if reading.how != "asked" or reading.path[-1] != "/"}


def test_the_observation_has_cargos_units(observation: Observation) -> None:
    assert [(unit.directory, unit.key) for unit in observation.units] == [
        ("app", "custom-build:build-script-build:plain"),
        ("app", "custom-build:build-script-build:run"),
        ("app", "lib:app:plain"),
        ("app", "lib:app:test"),
        ("app", "run"),
        ("app", "test:pages:test"),
        ("macros", "proc-macro:macros:plain"),
        ("macros", "proc-macro:macros:test"),
        ("macros", "run"),
        ("shared", "lib:shared:plain"),
        ("shared", "lib:shared:test"),
        ("shared", "run"),
    ]
    assert observation.foreign == ()
    assert observation.exit_codes == (0, 0, 0)


@pytest.mark.parametrize(
    ("directory", "key", "expected"),
    [
        ("app", "custom-build:build-script-build:plain", {"app/build.rs": "opened"}),
        (
            "app",
            "custom-build:build-script-build:run",
            {
                "app/assets/": "listed",
                "app/assets/deep/": "shown",
                "app/assets/link.txt": "shown",
                "app/assets/one.txt": "shown",
                "docs/version.txt": "opened",
            },
        ),
        (
            "app",
            "lib:app:plain",
            {
                "app/src/inner.rs": "opened",
                "app/src/lib.rs": "opened",
                "app/src/text.txt": "opened",
                "docs/greeting.txt": "opened",
                "shared/src/lib.rs": "opened",
            },
        ),
        (
            "app",
            "lib:app:test",
            {
                "app/src/inner.rs": "opened",
                "app/src/inner/cases.rs": "opened",
                "app/src/lib.rs": "opened",
                "app/src/text.txt": "opened",
                "docs/greeting.txt": "opened",
                "shared/src/lib.rs": "opened",
            },
        ),
        ("app", "test:pages:test", {"app/tests/pages.rs": "opened"}),
        ("macros", "proc-macro:macros:plain", {"macros/src/lib.rs": "opened"}),
        (
            "app",
            "run",
            {
                # rustdoc reads the library for its doctests.
                "README.md": "opened",
                "app/notes.txt": "opened",
                "app/src/inner.rs": "opened",
                "app/src/lib.rs": "opened",
                "app/src/text.txt": "opened",
                "docs/greeting.txt": "opened",
                "shared/src/lib.rs": "opened",
            },
        ),
    ],
)
def test_a_unit_has_the_paths_of_its_processes(
    observation: Observation, directory: str, key: str, expected: dict[str, str]
) -> None:
    assert _readings(observation, directory, key) == expected


def test_rustc_opens_the_source_of_a_linked_macro_for_its_messages(observation: Observation) -> None:
    sources = {(unit.directory, unit.key, reading.path) for unit, reading in message_sources(observation)}
    assert sources == {("app", key, "shared/src/lib.rs") for key in ("lib:app:plain", "lib:app:test", "run")}


def test_a_reading_names_its_programs(observation: Observation) -> None:
    (script,) = [unit for unit in observation.units if unit.key.endswith(":run")]
    programs = {reading.path: reading.programs for reading in script.readings}
    assert programs["docs/version.txt"] == ("cat",)
    assert programs["app/assets/"] == ("build-script-build",)
    assert script.processes >= 2


def test_the_observation_contains_rustcs_dep_info(observation: Observation, copy: Path) -> None:
    """The compiler writes dep-info independently of the trace."""
    sources = read_dep_info([copy / "target"], str(copy), since=0)
    assert str(copy / "app/src/inner/cases.rs") in sources
    assert check_against_dep_info(observation, sources, str(copy)) == 8
    incomplete = replace(observation, units=observation.units[:2])
    with pytest.raises(ObserveError, match="the trace lacks a source that rustc read"):
        check_against_dep_info(incomplete, sources, str(copy))
    assert read_dep_info([copy / "target"], str(copy), since=2**63) == set()


def test_files_of_the_build_are_not_files_of_the_workspace(observation: Observation) -> None:
    assert "app/src/unread.txt" in observation.files
    assert not [path for path in observation.files if path.startswith("target/")]


def test_the_build_runs_in_a_copy_of_tracked_files(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(WORKSPACE, root, symlinks=True)
    (root / "README.md").unlink()
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    (root / "README.md").write_text("# Not tracked\n", encoding="utf-8")
    observation = observe_build(root, "test", ["--offline", "--locked", "-p", "app", "--test", "pages"])
    assert "README.md" not in observation.files
    # The test fails because git does not track README.md.
    assert observation.exit_codes == (0, 101)
    assert not (root / "target").exists()


def test_a_failed_build_is_an_error(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(WORKSPACE, root, symlinks=True)
    (root / "docs/greeting.txt").unlink()
    with pytest.raises(ObserveError, match="`cargo test --offline --no-run` failed with 101"):
        observe_build(root, "test", ["--offline"])


def test_an_observation_is_plain_json(observation: Observation) -> None:
    assert json.loads(json.dumps(asdict(observation)))["exit_codes"] == [0, 0, 0]
