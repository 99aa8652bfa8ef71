"""Small workspaces in every shape that matters for a skeleton, as data."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from support.projects import lock, package, write_project

__all__ = ["SHAPES", "Shape", "write_shape"]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A source: ``files`` and ``links`` by path, the workspace in ``cargo_root``, and the expected skeleton.

    ``manifests`` are the directories of manifests, ``others`` the configuration files, ``names`` the names of sources;
    ``cargo`` is false if Cargo refuses the workspace.
    """

    files: dict[str, str]
    manifests: tuple[str, ...]
    names: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    cargo_root: str = ""
    cargo: bool = True


def write_shape(shape: Shape, root: Path) -> Path:
    """Write ``shape`` below the empty directory ``root``, with a lock file that cargo does not check."""
    lockfile = f"{shape.cargo_root}/Cargo.lock" if shape.cargo_root else "Cargo.lock"
    write_project(root, {lockfile: lock(), **shape.files})
    for path, target in shape.links.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    return root


def _packages(*directories: str) -> dict[str, str]:
    files: dict[str, str] = {}
    for directory in directories:
        # The name of a directory may be invalid for a package.
        name = re.sub(r"\W", "-", directory).strip("-")
        files |= {
            f"{directory}/Cargo.toml": package(name),
            f"{directory}/src/lib.rs": "",
        }
    return files


def _sources(*directories: str) -> tuple[str, ...]:
    return tuple(sorted(f"{directory}/src/lib.rs" for directory in directories))


def _workspace(table: str, *directories: str, manifests: tuple[str, ...] | None = None) -> Shape:
    """Return a workspace with the table ``table`` and a package in each of ``directories``."""
    members = directories if manifests is None else manifests
    return Shape(
        files={"Cargo.toml": f'[workspace]\nresolver = "2"\n{table}', **_packages(*directories)},
        manifests=("", *sorted(members)),
        names=_sources(*members),
    )


_LONG = "d" * 300

SHAPES: dict[str, Shape] = {
    "a package": Shape(
        files={
            "Cargo.toml": package("top"),
            "src/main.rs": "",
            "src/lib.rs": "",
            "src/inner/deep.rs": "",
            "src/bin/one.rs": "",
            "src/bin/two/main.rs": "",
            "src/bin/two/other.rs": "",
            "tests/it.rs": "",
            "tests/dir/main.rs": "",
            "examples/data.txt": "",
            "benches/b.rs": "",
            "build.rs": "",
            "README.md": "",
            "notes.md": "",
        },
        manifests=("",),
        names=(
            *("README.md", "benches/b.rs", "build.rs", "src/bin/one.rs", "src/bin/two/main.rs", "src/lib.rs"),
            *("src/main.rs", "tests/dir/main.rs", "tests/it.rs"),
        ),
    ),
    "targets and files by name": Shape(
        files={
            "Cargo.toml": (
                package("top", 'build = "make/script.rs"\nreadme = "docs/READ.md"\nlicense-file = "LEGAL"\n')
                + '[lib]\npath = "code/lib.rs"\n[[bin]]\nname = "x"\npath = "programs/x.rs"\n'
                + '[[test]]\nname = "t"\npath = "../top/checks/t.rs"\n'
            ),
            **dict.fromkeys(("make/script.rs", "docs/READ.md", "LEGAL", "code/lib.rs", "programs/x.rs"), ""),
        },
        manifests=("",),
        names=("LEGAL", "code/lib.rs", "docs/READ.md", "make/script.rs", "programs/x.rs"),
        cargo=False,
    ),
    "no build script": Shape(
        files={"Cargo.toml": package("top", "build = false\nautobins = false\n"), "src/lib.rs": "", "src/bin/b.rs": ""},
        manifests=("",),
        names=("src/bin/b.rs", "src/lib.rs"),
    ),
    "the old name of [package]": Shape(
        files={
            "Cargo.toml": '[project]\nname = "top"\nversion = "0.1.0"\nbuild = "b.rs"\n',
            "src/lib.rs": "",
            "b.rs": "",
        },
        manifests=("",),
        names=("b.rs", "src/lib.rs"),
    ),
    "members by name": _workspace('members = ["a", "./b", "c/", "d//e", "f/../g"]\n', "a", "b", "c", "d/e", "g", "h", manifests=("a", "b", "c", "d/e", "g")),
    "members by globs": _workspace('members = ["crates/*", "t?", "[xy]", "z/[!a]"]\n', "crates/a", "crates/.b", "t1", "x", "z/b", "z/a", "t22", manifests=("crates/.b", "crates/a", "t1", "x", "z/b")),
    "two stars": _workspace('members = ["deep/**/p*"]\n', "deep/p", "deep/x/p1", "deep/x/y/p2", "deep/x/q", manifests=("deep/p", "deep/x/p1", "deep/x/y/p2")),
    "names that look like patterns": _workspace("members = ['a+b', 'c(d)', 'e.f', 'g^$', 'h|i', 'j{2}', 'k ]', 'l[[]']\n", "a+b", "c(d)", "e.f", "g^$", "h|i", "j{2}", "k ]", "l[", "eXf", manifests=("a+b", "c(d)", "e.f", "g^$", "h|i", "j{2}", "k ]", "l[")),
    "names that are not ASCII": _workspace('members = ["größe", "数", "caf\\u00e9", "[ж-я]*"]\n', "größe", "数", "café", "ящик"),
    "excluded members": _workspace('members = ["crates/*"]\nexclude = ["crates/b", "./crates/c/"]\n', "crates/a", "crates/b", "crates/c", manifests=("crates/a",)),
    "excluded and named": _workspace('members = ["crates/*", "crates/b/inner"]\nexclude = ["crates/b"]\n', "crates/a", "crates/b/inner"),
    "default members": _workspace('members = ["a", "b"]\ndefault-members = ["a"]\n', "a", "b"),
    "path dependencies of all kinds": Shape(
        files={
            "Cargo.toml": (
                package("top", "[workspace]\n[dependencies]\na = { path = 'a' }\n[dev_dependencies.b]\npath = \"./b\"\n")
                + '[build-dependencies]\nc = { path = "c", optional = false }\n'
                + "[target.'cfg(unix)'.dependencies]\nd = { path = \"d\" }\n"
                + '[target.x86_64-unknown-linux-gnu.dev-dependencies]\ne = { version = "0.1", path = "e" }\n'
                + '[features]\npath = []\nf = ["path"]\n[package.metadata.dependencies.g]\npath = "g"\n'
            ),
            "src/lib.rs": "",
            **_packages("a", "b", "c", "d", "e", "g"),
        },
        manifests=("", "a", "b", "c", "d", "e"),
        names=(*_sources("a", "b", "c", "d", "e"), "src/lib.rs"),
        cargo=False,  # its lock file would name them
    ),
    "inherited dependencies": Shape(
        files={
            "Cargo.toml": (
                '[workspace]\nmembers = ["a"]\nresolver = "2"\n'
                '[workspace.dependencies]\nx = { path = "libs/x" }\nunused = { path = "libs/unused" }\n'
            ),
            **_packages("libs/x", "libs/unused"),
            "a/Cargo.toml": package("a", "[dependencies]\nx.workspace = true\n"),
            "a/src/lib.rs": "",
        },
        manifests=("", "a", "libs/x"),
        names=_sources("a", "libs/x"),
        cargo=False,
    ),
    "a dependency of another workspace": Shape(
        files={
            "Cargo.toml": package("top", '[workspace]\n[dependencies]\nx = { path = "other/crates/x" }\n'),
            "src/lib.rs": "",
            "other/Cargo.toml": (
                '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "0.1.0"\n'
                '[workspace.dependencies]\ny = { path = "crates/y" }\nz = { path = "crates/z" }\n'
            ),
            **_packages("other/crates/y", "other/crates/z"),
            "other/crates/x/Cargo.toml": '[package]\nname = "x"\nversion.workspace = true\n[dependencies]\ny.workspace = true\n',
            "other/crates/x/src/lib.rs": "",
        },
        manifests=("", "other", "other/crates/x", "other/crates/y"),
        names=(*_sources("other/crates/x", "other/crates/y"), "src/lib.rs"),
        cargo=False,
    ),
    "a package that points to its workspace": Shape(
        files={
            "Cargo.toml": package("top", '[dependencies]\nx = { path = "x" }\n[workspace]\nexclude = ["x"]\n'),
            "src/lib.rs": "",
            "x/Cargo.toml": package("x", 'workspace = "../elsewhere/root"\nlicense.workspace = true\n'),
            "x/src/lib.rs": "",
            "elsewhere/root/Cargo.toml": '[workspace]\nmembers = ["../../x"]\n[workspace.package]\nlicense = "MIT"\n',
        },
        manifests=("", "elsewhere/root", "x"),
        names=("src/lib.rs", "x/src/lib.rs"),
        cargo=False,
    ),
    "patches": Shape(
        files={
            "Cargo.toml": package("top", '[workspace]\n[patch.crates-io]\nx = { path = "patched/x" }\n[patch."https://example.org/y"]\ny = { path = "patched/y" }\n'),
            "src/lib.rs": "",
            **_packages("patched/x", "patched/y", "patched/z"),
        },
        manifests=("", "patched/x", "patched/y"),
        names=(*_sources("patched/x", "patched/y"), "src/lib.rs"),
        cargo=False,
    ),
    "replacements": Shape(
        files={
            "Cargo.toml": package("top", "[workspace]\n[replace]\n'foo:0.1.0' = { path = \"foo\" }\n"),
            "src/lib.rs": "",
            **_packages("foo"),
        },
        manifests=("", "foo"),
        names=("foo/src/lib.rs", "src/lib.rs"),
        cargo=False,
    ),
    "cargo's configuration": Shape(
        files={
            "Cargo.toml": package("top", "[workspace]\n"),
            "src/lib.rs": "",
            **_packages("patched", "overrides/one", "overrides/deep/two", "unnamed"),
            ".cargo/config.toml": (
                '# "unnamed"\ninclude = ["more.toml", { path = "../shared/x.toml", optional = true }, { path = "gone.toml", optional = true }]\n'
                'paths = ["overrides"]\n[env]\nX = "unnamed"\n[alias]\nb = "unnamed"\n'
            ),
            ".cargo/more.toml": '[patch.crates-io]\np = { path = "patched" }\n',
            "shared/x.toml": "",
            "shared/y.toml": "",
        },
        others=(".cargo/config.toml", ".cargo/more.toml", "shared/x.toml"),
        manifests=("", "overrides/deep/two", "overrides/one", "patched"),
        names=(*_sources("overrides/deep/two", "overrides/one", "patched"), "src/lib.rs"),
        cargo=False,
    ),
    "both names of the configuration": Shape(
        files={"Cargo.toml": package("top"), "src/lib.rs": "", ".cargo/config": "", ".cargo/config.toml": ""},
        others=(".cargo/config",),
        manifests=("",),
        names=("src/lib.rs",),
    ),
    "a workspace in a directory": Shape(
        cargo_root="frontend",
        files={
            "Cargo.toml": '[workspace]\nmembers = ["lib", "tool"]\nexclude = ["frontend"]\n[workspace.package]\nedition = "2021"\n',
            **_packages("tool"),
            "lib/Cargo.toml": '[package]\nname = "lib"\nversion = "0.1.0"\nedition.workspace = true\n',
            "lib/src/lib.rs": "",
            "frontend/Cargo.toml": '[workspace]\nmembers = ["app"]\nresolver = "2"\n',
            "frontend/app/Cargo.toml": package("app", '[dependencies]\nlib = { path = "../../lib" }\n'),
            "frontend/app/src/main.rs": "",
            "frontend/.cargo/config.toml": "",
            ".cargo/config.toml": "",
            "other/.cargo/config.toml": "",
        },
        others=(".cargo/config.toml", "frontend/.cargo/config.toml"),
        manifests=("", "frontend", "frontend/app", "lib"),
        names=("frontend/app/src/main.rs", "lib/src/lib.rs"),
        cargo=False,
    ),
    "a workspace in a directory, for itself": Shape(
        cargo_root="a/b",
        files={
            "Cargo.toml": '[workspace]\nmembers = ["x"]\n',
            **_packages("x"),
            "a/b/Cargo.toml": package("b", "[workspace]\n"),
            "a/b/src/lib.rs": "",
        },
        manifests=("a/b",),
        names=("a/b/src/lib.rs",),
    ),
    "a package without a workspace of its own": Shape(
        cargo_root="a/b",
        files={
            "Cargo.toml": '[workspace]\nmembers = ["x"]\nexclude = ["a"]\n',
            "a/Cargo.toml": package("a"),
            "a/src/lib.rs": "",
            **_packages("x"),
            "a/b/Cargo.toml": package("b"),
            "a/b/src/lib.rs": "",
        },
        manifests=("", "a", "a/b"),
        names=("a/b/src/lib.rs", "a/src/lib.rs"),
    ),
    "paths out of the source": Shape(
        files={
            "Cargo.toml": package("top", '[dependencies]\nx = { path = "../x" }\ny = { path = "/y" }\n[workspace]\nmembers = ["../*", "/z"]\n'),
            "src/lib.rs": "",
        },
        manifests=("",),
        names=("src/lib.rs",),
        cargo=False,
    ),
    "symlinks": Shape(
        files={
            "Cargo.toml": '[workspace]\nmembers = ["crates/*", "deep/**"]\nresolver = "2"\n',
            **_packages("real/one", "real/two"),
            "deep/d/Cargo.toml": package("d"),
        },
        links={
            "crates/linked": "../real/one",
            "deep/link": "../real/two",
            "deep/loop": "../deep",
            "deep/d/src": "../../real/one/src",
        },
        manifests=("", "crates/linked", "deep/d", "deep/link", "deep/loop/d"),
        names=("crates/linked/src/lib.rs", "deep/d/src/lib.rs", "deep/link/src/lib.rs", "deep/loop/d/src/lib.rs"),
        cargo=False,
    ),
    "what no member is in": Shape(
        files={
            "Cargo.toml": '[workspace]\nmembers = ["**/p"]\nresolver = "2"\n',
            **_packages("p", "target/p", ".git/p", "x/p"),
            "target/CACHEDIR.TAG": "",
        },
        manifests=("", "p", "x/p"),
        names=_sources("p", "x/p"),
        cargo=False,
    ),
    "a description that is long": Shape(
        files={"Cargo.toml": package("top", f'description = "{_LONG}"\n'), "src/lib.rs": ""},
        manifests=("",),
        names=("src/lib.rs",),
    ),
    "text with brackets and quotes": Shape(
        files={
            "Cargo.toml": (
                package("top", "description = \"it's [open and 'quoted'\"\n# don't use ['x'] here: \"inner\"\n")
                + "[package.metadata.docs]\nfmt = 'fn f(x: &[u8'\nlong = '''\n[dependencies]\nx = { path = \"inner\" }\n'''\n"
                + 'more = """\\\n   [dependencies] \\"\\"\\" x = { path = "inner" }"""\nwhen = 1979-05-27T07:32:00Z\n'
                + "numbers = [1, 0x1f, 1e3, nan, -inf, 07:32:00]\n"
            ),
            "src/lib.rs": "",
            **_packages("inner"),
        },
        manifests=("",),
        names=("src/lib.rs",),
    ),
    "the syntax of TOML 1.1": Shape(
        files={
            "Cargo.toml": package("top", '[dependencies]\na = {\n  # in lines\n  path = "\\x61",\n  optional = true,\n}\n[workspace]\n'),
            "src/lib.rs": "",
            **_packages("a"),
        },
        manifests=("", "a"),
        names=("a/src/lib.rs", "src/lib.rs"),
        cargo=False,
    ),
    "a byte order mark and line ends of Windows": Shape(
        files={"Cargo.toml": '\ufeff[workspace]\r\nmembers = ["a"]\r\nresolver = "2"\r\n', **_packages("a")},
        manifests=("", "a"),
        names=("a/src/lib.rs",),
    ),
    "names that a path cannot have": Shape(
        files={
            "Cargo.toml": f'[workspace]\nmembers = ["a", "{_LONG}", "{"x/" * 3000}y"]\n',
            "a/Cargo.toml": package("a", f'[dependencies]\nx = {{ path = "{_LONG}" }}\n'),
            "a/src/lib.rs": "",
        },
        manifests=("", "a"),
        names=("a/src/lib.rs",),
        cargo=False,
    ),
}  # fmt: skip
