"""``default`` and ``nix run``: what ``cargo build`` and ``cargo run`` take, and the check of the shipped programs."""

import re
import subprocess
from pathlib import Path

import pytest

from support.nix import Failed, build, evaluate, needs_nix, run, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

LIBRARIES = {
    "Cargo.toml": '[workspace]\nmembers = ["one", "two"]\nresolver = "2"\n',
    "Cargo.lock": lock("one", "two"),
    "one/Cargo.toml": package("one"),
    "one/src/lib.rs": "",
    "two/Cargo.toml": package("two", '[lib]\ncrate-type = ["cdylib"]\n'),
    "two/src/lib.rs": "",
}
PROGRAM = 'fn main() {{ println!("{}"); }}\n'
PROGRAMS = {
    "Cargo.toml": package("tools"),
    "Cargo.lock": lock("tools"),
    "src/bin/client.rs": PROGRAM.format("client"),
    "src/bin/server.rs": PROGRAM.format("server"),
}


def test_default_of_libraries_has_all_of_them(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", LIBRARIES)
    files = sorted(path.name for path in (build(f"{workspace(project)}.default") / "lib").iterdir())
    assert "libtwo.so" in files


def test_default_of_plain_libraries_has_their_rlibs(tmp_path: Path) -> None:
    files = LIBRARIES | {"two/Cargo.toml": package("two")}
    project = write_project(tmp_path / "project", files)
    libraries = sorted(path.name for path in (build(f"{workspace(project)}.default") / "lib").iterdir())
    assert [re.sub("-[0-9a-f]{16}", "", name) for name in libraries] == ["libone.rlib", "libtwo.rlib"]


def test_nix_run_starts_the_default_run_program(tmp_path: Path) -> None:
    manifest = PROGRAMS["Cargo.toml"].replace("[package]\n", '[package]\ndefault-run = "server"\n')
    project = write_project(tmp_path / "project", PROGRAMS | {"Cargo.toml": manifest})
    expected = subprocess.run(
        ["cargo", "run", "-q"],
        cwd=project,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "CARGO_TARGET_DIR": str(tmp_path / "target")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert run(f"{workspace(project)}.default") == expected == "server\n"
    app = evaluate(f"{workspace(project)}.apps.default.program")
    assert subprocess.run([str(app)], capture_output=True, text=True, check=True).stdout == expected


def test_nix_run_lists_several_programs(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", PROGRAMS)
    with pytest.raises(Failed) as stopped:
        run(f"{workspace(project)}.default")
    assert stopped.value.text[stopped.value.text.index("error: the package") :].rstrip() == "\n".join(
        [
            "error: the package has several programs",
            "  at: tools-0.1.0",
            "  expected: the name of a program",
            "  ways out:",
            "    1. nix run .#client",
            "    2. nix run .#server",
            "    3. set `default-run` in [package] of Cargo.toml",
        ]
    )
    assert run(f"{workspace(project)}.bins.client") == "client\n"


def test_a_broken_link_fails_a_check(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": lock("app"),
        "src/main.rs": "fn main() {}\n",
        "build.rs": 'fn main() {\n    println!("cargo::rustc-link-arg-bins=-lnowhere_at_all");\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    with pytest.raises(Failed):
        build(f'{workspace(project)}.checks."app-build"')


def test_packages_have_names_and_attributes_that_an_override_keeps(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", PROGRAMS)
    values = evaluate(
        f"""
        let
          inherit ({workspace(project)}.packages) tools;
          renamed = tools.overrideAttrs (old: {{ name = "${{old.pname}}-renamed"; passthru.stock = 3; }});
          described = tools.overrideAttrs {{ meta = tools.meta // {{ description = "Tools"; }}; }};
        in [
          tools.pname tools.version renamed.name renamed.pname renamed.stock
          (renamed.drvPath != tools.drvPath) described.meta.description (described.drvPath == tools.drvPath)
        ]
        """
    )
    assert values == ["tools", "0.1.0", "tools-renamed", "tools", 3, True, "Tools", True]
