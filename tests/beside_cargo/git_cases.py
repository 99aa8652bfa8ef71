"""Repositories and projects that depend on them. Each function writes the repositories of a case."""

import json
from collections.abc import Callable
from pathlib import Path

from support.git_repositories import add_submodule, commit_all, git, make_repository
from support.projects import package, write_project

__all__ = ["GIT_CASES", "write_case"]

_TEXT = 'pub const TEXT: &str = "{}";\n'
_MAIN = 'fn main() {{\n    println!("{{}}", {});\n}}\n'


def _library(directory: str, text: str, more: str = "") -> dict[str, str]:
    """Return the files of the package `dep` in ``directory``, with ``more`` in its manifest."""
    return {f"{directory}Cargo.toml": package("dep", more), f"{directory}src/lib.rs": _TEXT.format(text)}


def _project(root: Path, repository: Path, expression: str = "dep::TEXT", names: tuple[str, ...] = ("dep",)) -> Path:
    lines = "".join(f'{name} = {{ git = "file://{repository}" }}\n' for name in names)
    files = {"Cargo.toml": package("app", f"[dependencies]\n{lines}"), "src/main.rs": _MAIN.format(expression)}
    return write_project(root / "project", files)


def _workspace(*members: str) -> str:
    return f'[workspace]\nresolver = "2"\nmembers = {json.dumps(members)}\n'


def _hidden_copy(root: Path) -> Path:
    files = {
        **_library(".template/", "hidden copy"),
        **_library("crates/dep/", "real"),
        "Cargo.toml": _workspace("crates/dep"),
    }
    return _project(root, make_repository(root / "repository", files))


def _submodule_copy(root: Path) -> Path:
    make_repository(root / "inner", _library("dep/", "of the submodule"))
    files = {**_library("crates/dep/", "real"), "Cargo.toml": _workspace("crates/dep")}
    repository = make_repository(root / "repository", files)
    add_submodule(repository, "../inner", "a-submodule")
    return _project(root, repository)


def _in_submodule_by_path(root: Path) -> Path:
    """Cargo looks into no submodule, but follows a path dependency into one."""
    make_repository(root / "inner", {**_library("", "inner"), "Cargo.toml": package("inner")})
    files = {
        "Cargo.toml": package("dep", '[dependencies]\ninner = { path = "sub" }\n'),
        "src/lib.rs": "pub use inner::TEXT;\n",
    }
    repository = make_repository(root / "repository", files)
    add_submodule(repository, "../inner", "sub")
    return _project(root, repository)


def _listed_directory(root: Path) -> Path:
    """A file `.gitmodules` lists a directory that is no submodule any more."""
    files = {
        **_library("old/", "in an ordinary directory"),
        "Cargo.toml": _workspace("old"),
        ".gitmodules": '[submodule "old"]\n\tpath = old\n\turl = ../nowhere\n',
    }
    return _project(root, make_repository(root / "repository", files))


def _submodules(root: Path) -> Path:
    make_repository(root / "inner", {"value.txt": "inner"})
    middle = make_repository(root / "middle", {"text.txt": "middle "})
    add_submodule(middle, "../inner", "inner")
    text = 'concat!(include_str!("../vendor/mid/text.txt"), include_str!("../vendor/mid/inner/value.txt"))'
    files = {"Cargo.toml": package("dep"), "src/lib.rs": f"pub const TEXT: &str = {text};\n"}
    repository = make_repository(root / "repository", files)
    add_submodule(repository, "../middle", "vendor/mid")
    return _project(root, repository)


def _submodule_none(root: Path) -> Path:
    """A submodule with the update strategy `none`, at an address that nobody reaches."""
    make_repository(root / "inner", {"value.txt": "inner"})
    repository = make_repository(root / "repository", _library("", "none"))
    add_submodule(repository, "../inner", "tools/gir")
    for key, value in (("url", "file:///nowhere/private.git"), ("update", "none")):
        git(repository, "config", "--file", ".gitmodules", f"submodule.tools/gir.{key}", value)
    commit_all(repository)
    return _project(root, repository)


def _target_directory(root: Path) -> Path:
    files = {**_library("crates/target/", "in target"), "Cargo.toml": _workspace("crates/*")}
    return _project(root, make_repository(root / "repository", files))


def _target_beside_manifest(root: Path) -> Path:
    files = {
        "Cargo.toml": package("other"),
        "src/lib.rs": "",
        **_library("target/", "in target"),
        **_library("z/", "real"),
    }
    return _project(root, make_repository(root / "repository", files))


def _same_twice(root: Path) -> Path:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["real/dep"]\nexclude = ["fixtures"]\n',
        **_library("fixtures/dep/", "fixture"),
        **_library("real/dep/", "real"),
    }
    return _project(root, make_repository(root / "repository", files))


def _same_by_path(root: Path) -> Path:
    """The path dependency of the first package comes before its neighbours, also from a hidden directory."""
    files = {
        "a/Cargo.toml": package("first", '[dependencies]\ndep = { path = "../.hidden/dep" }\n'),
        "a/src/lib.rs": "pub use dep::TEXT;\n",
        **_library(".hidden/dep/", "by path"),
        **_library("b/", "in order"),
    }
    return _project(root, make_repository(root / "repository", files))


def _same_by_test_path(root: Path) -> Path:
    """The order includes dependencies of tests, and inherited paths of other platforms."""
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["a"]\nexclude = ["x", "z"]\n[workspace.dependencies]\nx = { path = "x" }\n',
        "a/Cargo.toml": package("first", "[target.'cfg(windows)'.dev-dependencies]\nx.workspace = true\n"),
        "a/src/lib.rs": "",
        "x/Cargo.toml": package("x", '[build-dependencies]\ndep = { path = "../z" }\n'),
        "x/src/lib.rs": "",
        **_library("b/", "in order", "[workspace]\n"),
        **_library("z/", "by path", "[workspace]\n"),
    }
    return _project(root, make_repository(root / "repository", files))


def _refused_copies(root: Path) -> Path:
    """Cargo skips manifests that it refuses: without a target, without a workspace, with a syntax error."""
    files = {
        "a/Cargo.toml": package("dep"),
        "b/Cargo.toml": '[package]\nname = "dep"\nversion = "0.1.0"\nedition = \n',
        "b/src/lib.rs": _TEXT.format("syntax error"),
        "c/Cargo.toml": '[package]\nname = "dep"\nversion.workspace = true\n',
        "c/src/lib.rs": _TEXT.format("no workspace"),
        **_library("d/", "real"),
    }
    return _project(root, make_repository(root / "repository", files))


def _new_toml(root: Path) -> Path:
    """A manifest in TOML 1.1, before a copy of the package."""
    files = {
        "a/Cargo.toml": package("dep", "[dependencies]\n\n[package.metadata]\nx = {\n  y = 1,\n}\n"),
        "a/src/lib.rs": _TEXT.format("TOML 1.1"),
        **_library("b/", "TOML 1.0"),
    }
    return _project(root, make_repository(root / "repository", files))


def _nested_workspace(root: Path) -> Path:
    """The nearest workspace has the inherited values, unless it excludes the package."""
    inheriting = '[package]\nname = "dep"\nversion = "0.1.0"\nedition.workspace = true\ndescription.workspace = true\n'
    outer = '[workspace]\nmembers = ["x"]\n[workspace.package]\nedition = "2021"\ndescription = "outer"\n'
    files = {
        "Cargo.toml": outer,
        "x/Cargo.toml": package("x"),
        "x/src/lib.rs": "",
        "in/Cargo.toml": outer.replace("outer", "inner").replace('["x"]', '[]\nexclude = ["dep"]'),
        "in/dep/Cargo.toml": inheriting,
        "in/dep/src/lib.rs": 'pub const TEXT: &str = env!("CARGO_PKG_DESCRIPTION");\n',
        "in/two/Cargo.toml": inheriting.replace('"dep"', '"two"'),
        "in/two/src/lib.rs": 'pub const TEXT: &str = env!("CARGO_PKG_DESCRIPTION");\n',
    }
    repository = make_repository(root / "repository", files)
    return _project(root, repository, 'format!("{} {}", dep::TEXT, two::TEXT)', ("dep", "two"))


_READ = 'pub const TEXT: &str = concat!(env!("CARGO_PKG_README"), "|", env!("CARGO_PKG_LICENSE_FILE"));\n'


def _readme(root: Path) -> Path:
    inherited = 'readme.workspace = true\nlicense-file.workspace = true\nversion.workspace = true\nedition = "2021"\n'
    files = {
        "Cargo.toml": (
            '[workspace]\nmembers = ["dep"]\n[workspace.package]\n'
            'readme = "docs/READ.md"\nlicense-file = "LICENSE"\nversion = "1.2.3"\n'
        ),
        "dep/Cargo.toml": f'[package]\nname = "dep"\n{inherited}',
        "dep/src/lib.rs": _READ,
        "gone/Cargo.toml": package("gone", 'readme = "NOT-HERE.md"\nlicense-file = "NOR-HERE"\n'),
        "gone/src/lib.rs": _READ,
        "implied/Cargo.toml": (
            '[workspace]\nmembers = ["a/b"]\n[workspace.package]\nlicense-file = "../L"\nversion = "1.0.0"\n'
        ),
        "implied/README.txt": "",
        "implied/a/b/Cargo.toml": f'[package]\nname = "implied"\n{inherited}',
        "implied/a/b/src/lib.rs": _READ,
    }
    repository = make_repository(root / "repository", files)
    names = ("dep", "gone", "implied")
    return _project(root, repository, 'format!("{} {} {}", dep::TEXT, gone::TEXT, implied::TEXT)', names)


_FILES = ("kept", "crlf", "subst", "ident", "deep/auto", "deep/lf", "deep/binary", "deep/mixed")


def _attributes(root: Path) -> Path:
    constants = "".join(
        f'pub const F{n}: &[u8] = include_bytes!("../data/{name}.txt");\n' for n, name in enumerate(_FILES)
    )
    files = {
        "Cargo.toml": package("dep"),
        "src/lib.rs": constants,
        "data/kept.txt": "kept\n",
        "data/crlf.txt": "a\nb\n",
        "data/subst.txt": "$Format:%H$",
        "data/ident.txt": "x $Id$ y\n",
        "data/deep/auto.txt": "a\nb\n",
        "data/deep/lf.txt": "a\nb\n",
        "data/deep/binary.txt": "a\0\nb\n",
        "data/deep/mixed.txt": "a\nb\n",
        ".gitattributes": (
            "# attributes\n[attr]windows text eol=crlf\n"
            "data/kept.txt export-ignore\n/data/crlf.txt text eol=crlf\n"
            "data/subst.txt export-subst\nident.txt ident\ndata/**/mixed.txt windows\n"
        ),
        "data/deep/.gitattributes": "*.txt text=auto eol=crlf\nlf.txt eol=lf\n",
    }
    shown = ", ".join(f"dep::F{n}" for n in range(len(_FILES)))
    return _project(root, make_repository(root / "repository", files), f'format!("{{:?}}", ({shown}))')


def _links(root: Path) -> Path:
    files = {
        "crates/dep/Cargo.toml": package("dep"),
        "crates/dep/src/lib.rs": 'pub const TEXT: &str = include_str!("../data/real.txt");\n',
        "data/real.txt": "real",
    }
    links = {"crates/dep/data": "../../data", "crates/dep/nowhere": "../../missing/dir", "crates/dep/up": "../.."}
    return _project(root, make_repository(root / "repository", files, links))


def _forced(root: Path) -> Path:
    """Git has a file that `.gitignore` names."""
    files = {
        "Cargo.toml": package("dep"),
        ".gitignore": "made.rs\n",
        "src/lib.rs": "mod made;\npub use made::TEXT;\n",
        "src/made.rs": _TEXT.format("forced"),
    }
    return _project(root, make_repository(root / "repository", files))


GIT_CASES: dict[str, Callable[[Path], Path]] = {
    "hidden-copy": _hidden_copy,
    "submodule-copy": _submodule_copy,
    "in-submodule-by-path": _in_submodule_by_path,
    "listed-directory": _listed_directory,
    "submodules": _submodules,
    "submodule-none": _submodule_none,
    "target-directory": _target_directory,
    "target-beside-manifest": _target_beside_manifest,
    "same-twice": _same_twice,
    "same-by-path": _same_by_path,
    "same-by-test-path": _same_by_test_path,
    "refused-copies": _refused_copies,
    "new-toml": _new_toml,
    "nested-workspace": _nested_workspace,
    "readme": _readme,
    "attributes": _attributes,
    "links": _links,
    "forced": _forced,
}
"""The cases by name. Each function writes repositories and a project below a directory, and returns the project."""


def write_case(name: str, root: Path) -> Path:
    """Write the case ``name`` below ``root``, and return the directory of the project."""
    return GIT_CASES[name](root)
