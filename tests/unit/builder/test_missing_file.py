"""The advice about a file that a unit did not find."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.projects import write_project
from support.standalone import standalone_module

NOT_FOUND = 'Os { code: 2, kind: NotFound, message: "No such file or directory" }'
MORE = "(`git add -f {0}` if .gitignore has it; in a submodule: `?submodules=1` at the end of the flake's address)"
UNNAMED = f"Nix sees only tracked files; if your checkout has the file: `git add FILE` {MORE.format('FILE')}"


def _not_in_source(path: str) -> str:
    return f"`{path}` is not in the source of the build; if your checkout has the file: `git add {path}` {MORE.format(path)}"


@pytest.fixture(scope="module")
def missing_file() -> ModuleType:
    return standalone_module("missing_file")


@pytest.fixture
def src(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIX_BUILD_TOP", "/build/of/nix")
    return write_project(tmp_path, {"app/build.rs": "", "app/src/lib.rs": "", "app/here.txt": "", "page.html": ""})


def _attrs(src: Path, **more: object) -> dict[str, Any]:
    """Return the attributes of a unit of the member `app`."""
    return {
        "packageName": "app",
        "member": True,
        "level": "package",
        "narrowed": "",
        "src": str(src),
        "manifestDir": f"{src}/app",
        **more,
    }


@pytest.mark.parametrize(
    ("output", "path"),
    [
        # rustc, from the root of the workspace.
        ("error: couldn't read `app/src/a.html`: No such file or directory (os error 2)", "app/src/a.html"),
        (
            "error[E0583]: file not found for module `gone`\n"
            '  = help: to create the module `gone`, create file "app/src/gone.rs" or "app/src/gone/mod.rs"',
            "app/src/gone.rs",
        ),
        # A script or a test, from its package.
        (f"third_party/add.c: {NOT_FOUND}", "app/third_party/add.c"),
        ("cc1: fatal error: third_party/add.c: No such file or directory", "app/third_party/add.c"),
        (f"notes.txt: {NOT_FOUND}", "app/notes.txt"),
        # Where the source lies.
        ("`@/app/assets` does not exist", "app/assets"),
        ("failed to read `@/app/part/Cargo.toml`\n\nCaused by: No such file or directory", "app/part/Cargo.toml"),
        ("/build/of/nix/workspace/app/made.txt: No such file or directory", "app/made.txt"),
        # No word on what is wrong with the path.
        ("no template in '@/app/templates', sorry", "app/templates"),
        # What the script declares: together with the complaint, and alone.
        (f"cargo:rerun-if-changed=here.txt\ncargo::rerun-if-changed=a.proto\n{NOT_FOUND}", "app/a.proto"),
        (f"cargo:rerun-if-changed=b.in\ncargo:rerun-if-changed=a.in\nother.x a.in: {NOT_FOUND}", "app/a.in"),
    ],
)
def test_a_path_of_the_package(missing_file: ModuleType, src: Path, output: str, path: str) -> None:
    advice = missing_file.missing_file_advice(_attrs(src), output.replace("@", str(src)), str(src))
    assert advice == _not_in_source(path)


def test_a_script_runs_in_its_package(missing_file: ModuleType, src: Path) -> None:
    advice = missing_file.missing_file_advice(_attrs(src), f"a/b.txt: {NOT_FOUND}", f"{src}/app")
    assert advice == _not_in_source("app/a/b.txt")


@pytest.mark.parametrize(
    "output",
    [
        # The package has the file, the line is about no file of the workspace.
        f"thread 'main' panicked at app/build.rs:3:44:\ncalled `Result::unwrap()` on an `Err` value: {NOT_FOUND}",
        f"here.txt {NOT_FOUND}",
        "/usr/bin/tool: No such file or directory",
        "/build/of/nix/target/debug/tool: No such file or directory",
        # Nix has no repository of git.
        f"cargo:rerun-if-changed=.git/HEAD\ncargo:rerun-if-changed=../.git/refs\n{NOT_FOUND}",
        "error: no targets specified in the manifest",
    ],
)
def test_no_path(missing_file: ModuleType, src: Path, output: str) -> None:
    assert missing_file.missing_file_advice(_attrs(src), output, f"{src}/app") == UNNAMED


@pytest.mark.parametrize(
    "output",
    [
        "error[E0308]: mismatched types\n --> app/src/lib.rs:1:1",
        "error at @/app/src/lib.rs:1:1",
        "cannot write @/app/new.txt: Permission denied (os error 13)",
        "nothing matches @/app/*.html, @/app/t{a,b}",
    ],
)
def test_another_failure(missing_file: ModuleType, src: Path, output: str) -> None:
    assert missing_file.missing_file_advice(_attrs(src), output.replace("@", str(src)), str(src)) is None


def test_a_crate_has_its_files(missing_file: ModuleType, src: Path) -> None:
    assert missing_file.missing_file_advice(_attrs(src, member=False), f"a/b.txt: {NOT_FOUND}", str(src)) is None


@pytest.mark.parametrize(
    ("more", "output", "advice"),
    [
        (
            {"narrowed": "macroInputs"},
            "`@/app/assets` does not exist",
            "`app/assets` is not in `packageOverrides.app.macroInputs`: add it there; if git does not track it, `git add app/assets` too "
            "(`git add -f app/assets` if .gitignore has it)",
        ),
        (
            {"narrowed": "buildScriptInputs"},
            NOT_FOUND,
            "`packageOverrides.app.buildScriptInputs` lists all files of this unit: add the missing file",
        ),
        ({"level": "workspace"}, "`@/assets` does not exist", _not_in_source("assets")),
        (
            {},
            "`@/assets` does not exist",
            "`assets` is not in the file set of this unit; if git does not track it: `git add assets` "
            f"{MORE.format('assets')}; "
            'else: buildCargoWorkspace { packageOverrides.app.extraFiles = [ "assets" ]; … }',
        ),
        (
            {"level": "closed"},
            "error: couldn't read `app/a.html`",
            "`app/a.html` is not in the file set of this unit; if git does not track it: `git add app/a.html` "
            f"{MORE.format('app/a.html')}; "
            'else: buildCargoWorkspace { packageOverrides.app.extraFiles = [ "app/a.html" ]; … }',
        ),
    ],
)
def test_what_adds_it(missing_file: ModuleType, src: Path, more: dict[str, object], output: str, advice: str) -> None:
    assert missing_file.missing_file_advice(_attrs(src, **more), output.replace("@", str(src)), str(src)) == advice


def test_a_test_may_look_for_a_program(missing_file: ModuleType, src: Path) -> None:
    assert missing_file.missing_file_advice(_attrs(src), NOT_FOUND, str(src), ["cli", "own"]) == (
        f"{UNNAMED}; a program: `packageOverrides.app.test.inputs` are on PATH, and beside the test are, as with "
        "`cargo test`, the programs of packages with integration tests (cli, own)"
    )


def test_a_path_outside_of_the_source(missing_file: ModuleType) -> None:
    src = "/nix/store/a-source"
    attrs = _attrs(Path(src))
    assert missing_file.missing_file_advice(attrs, "error: couldn't read `../other/a.html`", src) == (
        "`../other/a.html` is outside of the source: Nix sees only `src`"
    )
    # A script was to write it.
    written = "error: couldn't read `/nix/store/b-run/out/a.rs`: No such file or directory (os error 2)"
    assert missing_file.missing_file_advice(attrs, written, src) == UNNAMED
