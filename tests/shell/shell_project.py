"""A workspace with crates of a git repository, and commands in the dev shell."""

import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.nix import build, workspace
from support.projects import package, write_project

__all__ = ["Outcome", "ShellProject", "commit_all", "make_project"]

_BUILD_C = """use std::{env, process::Command};
fn main() {
    let out = env::var("OUT_DIR").unwrap();
    println!("cargo:rerun-if-changed=native.c");
    println!("cargo:rerun-if-env-changed=NATIVE_FLAGS");
    let flags = env::var("NATIVE_FLAGS").unwrap_or_default();
    let object = format!("{out}/native.o");
    let compiled = Command::new("cc").args(flags.split_whitespace()).args(["-c", "native.c", "-o", &object]).status();
    assert!(compiled.unwrap().success());
    assert!(Command::new("ar").args(["crs", &format!("{out}/libkit.a"), &object]).status().unwrap().success());
    println!("cargo:rustc-link-search=native={out}");
    println!("cargo:rustc-link-lib=static=kit");
    println!("cargo:root={out}");
}
"""
_BUILD_GENERATED = """use std::{env, fs};
fn main() {
    let word = env::var("KIT_WORD").unwrap_or("made".into());
    let root = env::var("DEP_KIT_ROOT").unwrap();
    assert!(std::path::Path::new(&root).join("libkit.a").exists());
    let path = std::path::Path::new(&env::var("OUT_DIR").unwrap()).join("made.rs");
    fs::write(path, format!("pub const WORD: &str = {word:?};")).unwrap();
    println!("cargo:rustc-cfg=generated");
    println!("cargo:rustc-env=KIT_SET=set");
    println!("cargo:rerun-if-env-changed=KIT_WORD");
}
"""
_DERIVE = """use proc_macro::TokenStream;
#[proc_macro_derive(Named)]
pub fn named(input: TokenStream) -> TokenStream {
    let text = input.to_string();
    let name = text.split("struct ").nth(1).unwrap().split(|c: char| !c.is_alphanumeric()).next().unwrap().to_string();
    format!("impl {name} {{ pub const NAME: &'static str = \\"{name}\\"; }}").parse().unwrap()
}
"""
KIT = {
    "Cargo.toml": '[workspace]\nmembers = ["*"]\nexclude = [".git"]\nresolver = "2"\n',
    "plain/Cargo.toml": package("plain", "[features]\nloud = []\n"),
    "plain/src/lib.rs": 'pub fn text() -> &\'static str {\n    if cfg!(feature = "loud") { "PLAIN" } else { "plain" }\n}\n',
    "above/Cargo.toml": package("above", '[dependencies]\nplain = { path = "../plain" }\n'),
    "above/src/lib.rs": "pub fn text() -> String {\n    plain::text().into()\n}\n",
    "derive/Cargo.toml": package(
        "derive", '[lib]\nproc-macro = true\n\n[dependencies]\nplain = { path = "../plain" }\n'
    ),
    "derive/src/lib.rs": _DERIVE,
    "native/Cargo.toml": package("native").replace("edition", 'links = "kit"\nedition'),
    "native/build.rs": _BUILD_C,
    "native/native.c": "int kit_number(void) {\n#ifdef OTHER\n    return 8;\n#else\n    return 7;\n#endif\n}\n",
    "native/src/lib.rs": 'unsafe extern "C" { fn kit_number() -> i32; }\npub fn number() -> i32 { unsafe { kit_number() } }\n',
    "generated/Cargo.toml": package("generated", '[dependencies]\nnative = { path = "../native" }\n'),
    "generated/build.rs": _BUILD_GENERATED,
    "generated/src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/made.rs"));\n'
    'pub fn text() -> String {\n    format!("{WORD} {} {} {}", env!("KIT_SET"), cfg!(generated), native::number())\n}\n',
    "reads/Cargo.toml": package("reads"),
    "reads/src/lib.rs": 'pub const SETTING: Option<&str> = option_env!("KIT_SETTING");\n',
}
_MAIN = """use derive::Named;
#[derive(Named)]
struct Thing;
fn main() {
    println!("{} {} {} {:?} {}", above::text(), Thing::NAME, generated::text(), reads::SETTING, more::text());
}
#[test]
fn above_is_plain() {
    assert_eq!(above::text(), "plain");
}
"""


@dataclass(frozen=True)
class Outcome:
    """The output of a command in the shell, and the results of the calls of rustc and of the runs of scripts."""

    code: int
    stdout: str
    stderr: str
    log: list[str]

    def packages(self, what: str) -> Counter[str]:
        """Return the packages of the lines with ``what`` at the start, and the number of lines."""
        return Counter(line.split()[1] for line in self.log if line.split()[0] == what)


@dataclass(frozen=True)
class ShellProject:
    """A workspace at ``root`` with the arguments of buildCargoWorkspace, and a home for its user.

    ``source`` is a Nix expression for the source; empty for the path ``root``.
    """

    root: Path
    home: Path
    arguments: str = ""
    source: str = ""

    def run(self, command: str, env: Mapping[str, str] | None = None, *, network: bool = False) -> Outcome:
        """Run ``command`` in the dev shell with the variables ``env``, without network unless ``network`` says so."""
        shell = f"{workspace(self.source or self.root, self.arguments)}.devShell"
        build(shell)
        self.home.mkdir(exist_ok=True)
        log = self.home / f"log-{len(list(self.home.glob('log-*')))}"
        log.touch()
        argv = [*([] if network else ["unshare", "--net"]), "nix", "develop", "--impure", "--offline", "--expr", shell]
        argv += ["--command", "bash", "-ec"]
        variables = {
            "HOME": str(self.home), "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "TERM": "dumb",
            "CARGO_NIX_LOG": str(log), **(env or {}),
        }  # fmt: skip
        process = subprocess.run(
            [*argv, command], cwd=self.root, env=variables, capture_output=True, text=True, check=False
        )
        return Outcome(process.returncode, process.stdout, process.stderr, log.read_text(encoding="utf-8").splitlines())


def make_project(place: Path, arguments: str = "") -> ShellProject:
    """Write the repository of crates and a workspace of three packages to ``place``, and lock it."""
    kit = write_project(place / "kit", KIT)
    commit_all(kit)
    names = ("above", "derive", "generated", "reads")
    crates = "".join(f'{name} = {{ git = "file://{kit}" }}\n' for name in names)
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["app", "more", "loud"]\nresolver = "2"\n',
        "app/Cargo.toml": package("app", f'[dependencies]\nmore = {{ path = "../more" }}\n{crates}'),
        "app/src/main.rs": _MAIN,
        "app/examples/shown.rs": 'fn main() {\n    println!("{}", above::text());\n}\n',
        "app/benches/timed.rs": "fn main() {}\n",
        "more/Cargo.toml": package("more"),
        "more/src/lib.rs": '/// ```\n/// assert_eq!(more::text(), "more");\n/// ```\npub fn text() -> &\'static str {\n'
        '    "more"\n}\n',
        "loud/Cargo.toml": package(
            "loud",
            f'[features]\nloud = ["plain/loud"]\n\n[dependencies]\nplain = {{ git = "file://{kit}" }}\n'
            f'above = {{ git = "file://{kit}" }}\n',
        ),
        "loud/src/main.rs": 'fn main() {\n    println!("{}", above::text());\n}\n',
    }
    root = write_project(place / "project", files)
    env = {**os.environ, "CARGO_HOME": str(place / "cargo-home")}
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, env=env, check=True, capture_output=True)
    return ShellProject(root, place / "home", arguments)


def commit_all(repository: Path) -> None:
    """Make ``repository`` a git repository with one commit of all files."""
    _git(repository, "init", "-q", "-b", "main")
    _git(repository, "add", ".")
    _git(repository, "commit", "-qm", "first")


def _git(repository: Path, *words: str) -> None:
    identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    subprocess.run(["git", *identity, *words], cwd=repository, check=True, capture_output=True)
