"""The file set of a compiled unit: the module tree if no other file can be read, else the files of the level."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from scanned_sets import access, held, member_sets, target, workspace_sets

from cargo_nix.crates.known_words import KNOWN_WORDS
from cargo_nix.crates.words import ANCHORED, CLIMBS, CWD, LOADS, MANIFESTS, OPENS, OUT_DIR_FLAG, STARTS
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.package_targets import CrateAccess
from cargo_nix.syntax.references import Mode
from support.projects import write_project

FILES = {
    "Cargo.toml": "",
    "shared/assets/logo.png": "",
    "README.md": "",
    "a/Cargo.toml": "",
    "a/README.md": "",
    "a/.github/ci.yml": "",
    "a/build.rs": "fn main() {}",
    "a/page.html": "",
    "a/nested/Cargo.toml": "",
    "a/src/lib.rs": "mod m; #[cfg(test)] mod tests;",
    "a/src/m.rs": "",
    "a/src/tests.rs": "",
    "a/src/main.rs": "mod cli;",
    "a/src/cli.rs": "",
    "a/tests/it.rs": "mod common;",
    "a/tests/common/mod.rs": "",
    "b/Cargo.toml": "",
    "b/src/lib.rs": "",
}
PACKAGE_FILES = {path for path in FILES if path.startswith("a/")}
MODULE_TREE = {"a/src/lib.rs", "a/src/m.rs"}


def _compiled(root: Path, expands: CrateAccess, **files: str) -> FileSet:
    """Return the file set of the library of `a`, in which macros with ``expands`` expand."""
    all_files = FILES | {f"a/src/{name}.rs": text for name, text in files.items()}
    return member_sets(root, all_files, target("lib", "src/lib.rs", expands=expands))["lib:lib:plain"]


def test_without_macros_a_target_has_its_module_tree(tmp_path: Path) -> None:
    targets = [("lib", "src/lib.rs"), ("bin", "src/main.rs"), ("test", "tests/it.rs"), ("custom-build", "build.rs")]
    sets = member_sets(tmp_path, FILES, *(target(kind, path) for kind, path in targets))
    assert {key: held(file_set, tmp_path) for key, file_set in sets.items() if key.endswith(("plain", "test"))} == {
        "lib:lib:plain": MODULE_TREE,
        "lib:lib:test": MODULE_TREE | {"a/src/tests.rs"},
        "bin:main:plain": {"a/src/main.rs", "a/src/cli.rs"},
        "bin:main:test": {"a/src/main.rs", "a/src/cli.rs"},
        "test:it:plain": {"a/tests/it.rs", "a/tests/common/mod.rs"},
        "test:it:test": {"a/tests/it.rs", "a/tests/common/mod.rs"},
        "custom-build:build:plain": {"a/build.rs"},
        "custom-build:build:test": {"a/build.rs"},
    }
    assert {file_set.level for key, file_set in sets.items() if not key.endswith("run")} == {"closed"}


def test_only_modes_of_the_plan_have_a_file_set(tmp_path: Path) -> None:
    sets = member_sets(tmp_path, FILES, target("lib", "src/lib.rs", modes=[Mode.TEST]))
    assert set(sets) == {"lib:lib:test", "run"}


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (set(), "closed"),
        ({ANCHORED, CLIMBS, CWD}, "closed"),
        ({OPENS, ANCHORED}, "package"),
        ({LOADS}, "package"),
        ({OPENS}, "workspace"),
        ({OPENS, ANCHORED, CLIMBS}, "workspace"),
        ({OPENS, ANCHORED, CWD}, "workspace"),
        ({STARTS}, "workspace"),
        (KNOWN_WORDS["askama_derive"], "package"),
        (KNOWN_WORDS["logos-codegen"], "closed"),
        (KNOWN_WORDS["serde"], "closed"),
        (KNOWN_WORDS["proc-macro-crate"], "closed"),
        (KNOWN_WORDS["rstest_macros"], "package"),
    ],
)
def test_the_words_of_macros_decide_the_level(tmp_path: Path, words: set[str], level: str) -> None:
    file_set = _compiled(tmp_path, access(*words))
    assert file_set.level == level
    manifests = {"Cargo.toml", "a/Cargo.toml"} if MANIFESTS in words else set()
    expected = {"closed": MODULE_TREE | manifests, "package": PACKAGE_FILES | manifests, "workspace": set(FILES)}
    assert held(file_set, tmp_path) == expected[level]


@pytest.mark.parametrize(("words", "expected"), [({OUT_DIR_FLAG}, True), ({OPENS, ANCHORED}, False)])
def test_a_macro_that_looks_for_the_target_directory_gets_one(
    tmp_path: Path, words: set[str], *, expected: bool
) -> None:
    assert _compiled(tmp_path, access(*words)).in_target is expected


def test_the_manifests_word_adds_the_manifests_above(tmp_path: Path) -> None:
    files = {"x/y/src/lib.rs": "", "x/y/src/main.rs": "", **dict.fromkeys(["x/y/Cargo.toml", "x/Cargo.toml"], "")}
    main = target("bin", "src/main.rs", expands=access(MANIFESTS))
    sets = member_sets(
        tmp_path, {**files, "Cargo.toml": "", "z": ""}, target("lib", "src/lib.rs"), main, directory="x/y"
    )
    # Cargo refuses a manifest without a target, so each package has a source.
    assert held(sets["bin:main:plain"], tmp_path) == {*files, "Cargo.toml"}


def test_the_root_package_does_not_see_other_members(tmp_path: Path) -> None:
    files = {"Cargo.toml": "", "src/lib.rs": "", "x.html": "", "b/src/lib.rs": ""}
    packages = {"": [target("lib", "src/lib.rs", expands=access(OPENS))], "b": [target("lib", "src/lib.rs")]}
    file_set = workspace_sets(tmp_path, files, packages)[""]["lib:lib:plain"]
    assert (file_set.level, held(file_set, tmp_path)) == ("package", set(files))


def test_macro_inputs_narrow_the_file_set(tmp_path: Path) -> None:
    packages = {"a": [target("lib", "src/lib.rs", expands=access(OPENS))]}
    file_set = workspace_sets(tmp_path, FILES, packages, macro_inputs=["a"])["a"]["lib:lib:plain"]
    assert (file_set.level, held(file_set, tmp_path)) == ("closed", MODULE_TREE)


def test_an_unknown_include_may_load_any_file_of_the_package(tmp_path: Path) -> None:
    """The crate zerocopy 0.8.42 includes its benches into the documentation in the same way."""
    text = 'macro_rules! show { ($b:expr) => { include_str!(concat!("../benches/", $b, ".rs")) } } const S: &str = show!("x");'
    file_set = _compiled(tmp_path, access(), m=text)
    assert (file_set.level, held(file_set, tmp_path)) == ("package", PACKAGE_FILES)
    assert len(file_set.reasons) == 1


def test_an_unknown_include_with_literals_outside_the_package(tmp_path: Path) -> None:
    file_set = _compiled(tmp_path, access(), m='fn f() { g("../shared/assets"); include_str!($x) }')
    assert (file_set.level, held(file_set, tmp_path)) == ("package", PACKAGE_FILES | {"shared/assets/logo.png"})


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('#[folder = "../shared/assets"] struct A;', {"shared/assets"}),
        ('#[template(path = "../../shared/assets/logo.png")] struct A;', {"shared/assets/logo.png"}),
        ('embed!("$CARGO_MANIFEST_DIR/../shared/assets/*.png");', {"shared/assets"}),
        ('#[folder = "../shared/gone"] struct A;', {"shared/gone"}),
        ('const A: &str = "../shared/assets";', set()),
        ('fn f() { println!("../shared/assets") }', set()),
        ('#[folder = "page.html"] struct A;', set()),
    ],
)
def test_literals_in_macro_calls_are_places(tmp_path: Path, text: str, places: set[str]) -> None:
    file_set = _compiled(tmp_path, access(OPENS, ANCHORED), m=text)
    assert (file_set.level, set(file_set.places)) == ("package", places)
    has_assets = any("assets" in path for path in places)
    assert held(file_set, tmp_path) == PACKAGE_FILES | ({"shared/assets/logo.png"} if has_assets else set())


def test_a_literal_for_the_root_means_the_workspace(tmp_path: Path) -> None:
    assert _compiled(tmp_path, access(OPENS, ANCHORED), m='#[folder = ".."] struct A;').level == "workspace"


def test_literals_are_no_places_without_a_reading_macro(tmp_path: Path) -> None:
    file_set = _compiled(tmp_path, access(), m='#[folder = "../shared/assets"] struct A;')
    assert (file_set.level, file_set.places) == ("closed", ())


def test_a_configured_variable_is_a_place(tmp_path: Path) -> None:
    text = 'embed!(env!("ASSETS"));'
    packages = {"a": [target("lib", "src/lib.rs", expands=access(OPENS, ANCHORED))]}
    files = FILES | {"a/src/m.rs": text}
    for path, level, places in (("shared/assets", "package", ["shared/assets"]), (".", "workspace", [])):
        sets = workspace_sets(tmp_path, files, packages, variables={"ASSETS": path})
        assert (sets["a"]["lib:lib:plain"].level, list(sets["a"]["lib:lib:plain"].places)) == (level, places)


@pytest.mark.parametrize(
    "text",
    [
        'core::arch::global_asm!(".incbin \\"a/page.html\\"");',
        'core::arch::global_asm!(include_str!("boot.s"));',
    ],
)
def test_included_assembly_widens_the_file_set(tmp_path: Path, text: str) -> None:
    file_set = _compiled(tmp_path, access(), m=text)
    assert (file_set.level, held(file_set, tmp_path)) == ("workspace", set(FILES))
    write_project(tmp_path / "r", {"src/lib.rs": text, "x": ""})
    assert (
        member_sets(tmp_path / "r", {}, target("lib", "src/lib.rs"), directory="")["lib:lib:plain"].level == "package"
    )


def test_assembly_without_files_keeps_the_set_closed(tmp_path: Path) -> None:
    assert _compiled(tmp_path, access(), m='fn f() { asm!("nop") }').level == "closed"


GENERATED = 'include!(concat!(env!("OUT_DIR"), "/gen.rs"));'
LOADER = 'fn main() { write("gen.rs", "include_bytes!(x)"); }'


@pytest.mark.parametrize(
    ("module", "script", "links", "level"),
    [
        (GENERATED, LOADER, set(), "package"),
        ("", LOADER, set(), "closed"),
        (GENERATED, "fn main() {}", set(), "closed"),
        (GENERATED, "fn main() {} // include_bytes!(x)", set(), "closed"),
        (GENERATED, "fn main() {}", {LOADS}, "package"),
        (GENERATED, LOADER + " fn f(p: PathBuf) { p.parent(); }", set(), "workspace"),
        (GENERATED, LOADER + ' fn f() { Command::new("sh") }', set(), "workspace"),
        (GENERATED, LOADER + ' fn f() { Command::new("git") }', set(), "package"),
        (GENERATED, LOADER, {OPENS, CLIMBS}, "workspace"),
    ],
)
def test_generated_code_may_load_the_files_of_the_script(
    tmp_path: Path, module: str, script: str, links: set[str], level: str
) -> None:
    files = FILES | {"a/src/m.rs": module, "a/build.rs": script}
    build = target("custom-build", "build.rs", links=access(*links), modes=[Mode.PLAIN])
    sets = member_sets(tmp_path, files, target("lib", "src/lib.rs"), target("bin", "src/main.rs"), build)
    assert sets["lib:lib:plain"].level == level
    assert sets["bin:main:plain"].level == "closed"


def test_generated_code_has_the_places_of_the_script(tmp_path: Path) -> None:
    files = FILES | {"a/src/m.rs": GENERATED, "a/build.rs": LOADER.replace("gen.rs", "../shared/assets")}
    sets = member_sets(
        tmp_path, files, target("lib", "src/lib.rs"), target("custom-build", "build.rs", modes=[Mode.PLAIN])
    )
    assert held(sets["lib:lib:plain"], tmp_path) == PACKAGE_FILES | {"shared/assets/logo.png"}


@pytest.mark.parametrize(
    ("script", "level"),
    [
        ('println!("cargo:rustc-link-arg=-Texports.map");', "package"),
        ('println!("cargo:rustc-link-search=native=libs");', "package"),
        ('println!("cargo:rustc-link-search={}", env::var("OUT_DIR").unwrap());', "closed"),
        ('println!("cargo:rustc-link-lib=z");', "closed"),
    ],
)
def test_link_arguments_of_a_script_widen_the_file_set(tmp_path: Path, script: str, level: str) -> None:
    files = FILES | {"a/build.rs": f"fn main() {{ {script} }}"}
    build = target("custom-build", "build.rs", modes=[Mode.PLAIN])
    sets = member_sets(tmp_path, files, target("lib", "src/lib.rs"), target("bin", "src/main.rs"), build)
    assert (sets["lib:lib:plain"].level, sets["bin:main:plain"].level) == (level, level)
    assert sets["custom-build:build:plain"].level == "closed"


def _user(
    root: Path, library: str, files: Mapping[str, str] | None = None, *, members: Sequence[str] = ("macros",)
) -> FileSet:
    """Return the file set of a package that depends on the member `macros`, whose library has the text ``library``."""
    all_files = {"macros/src/lib.rs": library, "user/src/lib.rs": "", "user/x": "", "other": ""}
    all_files |= {f"macros/{path}": text for path, text in (files or {}).items()}
    packages = {
        "macros": [target("proc-macro", "src/lib.rs"), target("test", "tests/it.rs")],
        "user": [target("lib", "src/lib.rs", expands=access(members=members))],
    }
    return workspace_sets(root, all_files, packages)["user"]["lib:lib:plain"]


@pytest.mark.parametrize(
    ("library", "level"),
    [
        ("pub fn f() {}", "closed"),
        ("// std::fs", "closed"),
        ('std::fs::read(env::var("CARGO_MANIFEST_DIR"))', "package"),
        ("std::fs::read(path)", "workspace"),
        ("quote! { include_str!(#path) }", "package"),
        ('#![doc = include_str!("../README.md")]', "closed"),
        ("CARGO_MANIFEST_DIR std::fs::read(path); fn f(p: PathBuf) { p.parent() }", "workspace"),
        ("#[cfg(test)] mod tests { fn f() { std::fs::read(path) } }", "workspace"),
        ("#[cfg(unix)] mod a { fn f() { std::fs::read(path) } }", "workspace"),
        ('Command::new("git"); use std::process::Command;', "closed"),
        ('Command::new("sh"); use std::process::Command;', "workspace"),
        ('Command::new("protoc"); use std::process::Command;', "package"),
        # Paths in a macro are relative to the package of the user.
        ('std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/x")); f("../../other")', "workspace"),
    ],
)  # fmt: skip
def test_the_code_of_a_members_macro_decides_the_level(tmp_path: Path, library: str, level: str) -> None:
    assert _user(tmp_path, library).level == level


def test_only_the_modules_of_a_members_library_count(tmp_path: Path) -> None:
    reads = "fn f() { std::fs::read(path) }"
    quiet = dict.fromkeys(["build.rs", "tests/it.rs", "src/orphan.rs", "src/tests.rs"], reads) | {"src/m.rs": ""}
    assert _user(tmp_path / "a", "mod m; #[cfg(test)] mod tests;", quiet).level == "closed"
    assert _user(tmp_path / "b", "mod m;", {"src/m.rs": reads}).level == "workspace"
    assert _user(tmp_path / "c", "#[cfg(not(test))] mod m;", {"src/m.rs": reads}).level == "workspace"
    # The scan does not know the modules here, so each file may be a module.
    assert _user(tmp_path / "d", "x! { mod $n; }", {"src/orphan.rs": reads}).level == "workspace"
    assert _user(tmp_path / "e", GENERATED, {"src/orphan.rs": reads}).level == "workspace"


def test_an_unknown_member_means_the_workspace(tmp_path: Path) -> None:
    assert _user(tmp_path, "", members=("gone",)).level == "workspace"


def test_members_behind_a_published_macro_count(tmp_path: Path) -> None:
    """The plan lists a macro of the workspace with the members it depends on."""
    assert _user(tmp_path, "std::fs::read(path)", members=("user", "macros")).level == "workspace"


@pytest.mark.parametrize(
    ("macro", "call", "level"),
    [
        ("macro_rules! text { ($p:expr) => { include_str!($p) } }", 'text!("x")', "package"),
        ("macro_rules! text { ($p:expr) => { include_str!($p) } }", 'other::text!("x")', "package"),
        ("macro_rules! text { ($p:expr) => { include_str!($p) } }", "", "closed"),
        ("macro_rules! text { ($p:expr) => { $p } }", 'text!("x")', "closed"),
        ('macro_rules! text { () => { env!("CARGO_MANIFEST_DIR") } }', "text!()", "closed"),
        ("macro_rules! text { () => { mod x; } }", "text!();", "package"),
    ],
)
def test_a_members_macro_that_loads_files_widens_the_set(tmp_path: Path, macro: str, call: str, level: str) -> None:
    files = {"other/src/lib.rs": macro, "a/src/lib.rs": f"fn f() {{ {call} }}", "a/x": ""}
    packages = {
        "other": [target("lib", "src/lib.rs")],
        "a": [target("lib", "src/lib.rs", links=access(members=["other"]))],
    }
    file_set = workspace_sets(tmp_path, files, packages)["a"]["lib:lib:plain"]
    assert file_set.level == level
    if level == "package":
        assert file_set.reasons == ("a/src/lib.rs: the macro text! of another crate may load files",)


@pytest.mark.parametrize("crates", [(access(macros=["text"]), access()), (access(), access(macros=["text"]))])
def test_a_published_macro_that_loads_files_widens_the_set(
    tmp_path: Path, crates: tuple[CrateAccess, CrateAccess]
) -> None:
    files = FILES | {"a/src/m.rs": 'const A: &str = text!("x");'}
    targets = [
        target(kind, path, expands=crates[0], links=crates[1])
        for kind, path in (("lib", "src/lib.rs"), ("bin", "src/main.rs"))
    ]
    sets = member_sets(tmp_path, files, *targets)
    assert (sets["lib:lib:plain"].level, sets["bin:main:plain"].level) == ("package", "closed")


def test_a_macro_of_the_package_shadows_a_macro_of_another_crate(tmp_path: Path) -> None:
    source = 'macro_rules! text { () => { include_str!("x.txt") } } const A: &str = text!();'
    files = {"a/src/lib.rs": source, "a/src/x.txt": "", "a/y": ""}
    file_set = member_sets(tmp_path, files, target("lib", "src/lib.rs", links=access(macros=["text"])))["lib:lib:plain"]
    assert held(file_set, tmp_path) == {"a/src/lib.rs", "a/src/x.txt"}


def _link(root: Path, links: dict[str, str]) -> None:
    for link, leads in links.items():
        (root / link).parent.mkdir(parents=True, exist_ok=True)
        (root / link).symlink_to(leads)


def test_symlinks_out_of_the_package_are_places(tmp_path: Path) -> None:
    _link(tmp_path, {"a/assets": "../shared/assets", "a/LICENSE": "../LICENSE", "a/in": "src", "a/away": "../../x"})
    files = FILES | {"LICENSE": "", "c/x/y": ""}
    with_macro = member_sets(tmp_path, files, target("lib", "src/lib.rs", expands=access(OPENS, ANCHORED)))[
        "lib:lib:plain"
    ]
    assert (with_macro.level, with_macro.places) == ("package", ["LICENSE", "shared/assets"])
    assert with_macro.holds("shared/assets/logo.png")
    assert with_macro.holds("LICENSE")
    assert not with_macro.holds("c/x/y")
    without_macro = member_sets(tmp_path, {}, target("lib", "src/lib.rs"))["lib:lib:plain"]
    assert held(without_macro, tmp_path) == MODULE_TREE


def test_a_symlink_to_the_root_means_the_workspace(tmp_path: Path) -> None:
    _link(tmp_path, {"a/all": ".."})
    file_set = _compiled(tmp_path, access(OPENS, ANCHORED))
    assert (file_set.level, file_set.take) == ("workspace", [""])


def test_modules_behind_symlinks_out_of_the_package(tmp_path: Path) -> None:
    _link(
        tmp_path, {"a/src/shared": "../../common/shared", "a/src/single.rs": "../../b/src/one.rs", "a/data": "../data"}
    )
    files = {
        "a/src/lib.rs": 'mod shared; mod single; const A: &str = include_str!("../data/x.txt");',
        "a/src/single/deep.rs": "",
        "a/x": "",
        "b/src/lib.rs": "",
        "b/src/one.rs": "mod deep;",
        "common/shared/mod.rs": "",
        "data/x.txt": "",
        "data/y.txt": "",
    }
    sets = workspace_sets(tmp_path, files, {"a": [target("lib", "src/lib.rs")], "b": [target("lib", "src/lib.rs")]})
    library = sets["a"]["lib:lib:plain"]
    assert library.reasons == ("common/shared/mod.rs: the file is in no package of the workspace",)
    assert library.level == "package"
    assert held(library, tmp_path) >= set(files) - {"b/src/lib.rs"}


def test_a_symlink_to_data_keeps_the_set_closed(tmp_path: Path) -> None:
    _link(tmp_path, {"a/data": "../data"})
    files = {"a/src/lib.rs": 'const A: &str = include_str!("../data/x.txt");', "data/x.txt": "", "data/y.txt": ""}
    file_set = member_sets(tmp_path, files, target("lib", "src/lib.rs"))["lib:lib:plain"]
    assert (file_set.level, held(file_set, tmp_path)) == ("closed", {"a/src/lib.rs", "a/data", "data/x.txt"})


EMBEDS = 'pub const DIR: &str = env!("CARGO_MANIFEST_DIR");'


@pytest.mark.parametrize("text", [EMBEDS, "fn f() { g(file!()) }", f"macro_rules! m {{ () => {{ {EMBEDS} }} }}"])
def test_code_embeds_the_path_of_its_package(tmp_path: Path, text: str) -> None:
    sets = member_sets(
        tmp_path, FILES | {"a/src/m.rs": text}, target("lib", "src/lib.rs"), target("bin", "src/main.rs")
    )
    assert (sets["lib:lib:plain"].embeds, sets["bin:main:plain"].embeds) == (True, False)
    assert held(sets["lib:lib:plain"], tmp_path) == MODULE_TREE


@pytest.mark.parametrize(
    ("module", "script", "links", "embeds"),
    [
        (GENERATED, 'fn main() { write("env!(\\"CARGO_MANIFEST_DIR\\")"); }', set(), True),
        (GENERATED, "fn main() {}", {ANCHORED}, True),
        (GENERATED, "fn main() {}", set(), False),
        ("", 'fn main() { write("env!(\\"CARGO_MANIFEST_DIR\\")"); }', set(), False),
    ],
)
def test_generated_code_embeds_the_path_of_its_package(
    tmp_path: Path, module: str, script: str, links: set[str], *, embeds: bool
) -> None:
    build = target("custom-build", "build.rs", links=access(*links), modes=[Mode.PLAIN])
    sets = member_sets(
        tmp_path, FILES | {"a/src/m.rs": module, "a/build.rs": script}, target("lib", "src/lib.rs"), build
    )
    assert (sets["lib:lib:plain"].level, sets["lib:lib:plain"].embeds) == ("closed", embeds)


def test_a_macro_of_a_member_embeds_the_path_of_its_user(tmp_path: Path) -> None:
    macro = 'macro_rules! fixture { ($p:expr) => { concat!(env!("CARGO_MANIFEST_DIR"), $p) } }'
    files = {"a/src/lib.rs": 'const A: &str = b::fixture!("/a.txt");', "b/src/lib.rs": macro, "c/src/lib.rs": ""}
    packages = {
        "a": [target("lib", "src/lib.rs", links=access(members=["b"]))],
        "b": [target("lib", "src/lib.rs")],
        "c": [target("lib", "src/lib.rs", links=access(members=["a"]))],
    }
    sets = workspace_sets(tmp_path, files, packages)
    assert [sets[name]["lib:lib:plain"].embeds for name in packages] == [True, True, False]


def test_test_code_embeds_only_for_tests(tmp_path: Path) -> None:
    sets = member_sets(tmp_path, FILES | {"a/src/tests.rs": EMBEDS}, target("lib", "src/lib.rs"))
    assert (sets["lib:lib:plain"].embeds, sets["lib:lib:test"].embeds) == (False, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('const A: &str = env!("CARGO_BIN_EXE_main");', False),
        ('const A: &[u8] = include_bytes!(env!("CARGO_BIN_EXE_main"));', True),
        ('const A: &[u8] = include_bytes!(concat!(env!("CARGO_BIN_EXE_main"), ""));', True),
        ('macro_rules! m { () => { include_bytes!(env!("CARGO_BIN_EXE_main")) } }', True),
        ('include!(concat!(env!("OUT_DIR"), "/a.rs"));', False),
    ],
)
def test_a_test_includes_a_program(tmp_path: Path, source: str, *, expected: bool) -> None:
    targets = target("test", "tests/it.rs"), target("bench", "tests/common/mod.rs"), target("lib", "src/lib.rs")
    sets = member_sets(tmp_path, FILES | {"a/tests/it.rs": source}, *targets)
    assert sets["test:it:test"].programs is expected
    assert sets["bench:mod:test"].programs
    assert not sets["lib:lib:test"].programs


def test_a_test_with_reading_macros_may_open_a_program(tmp_path: Path) -> None:
    sets = member_sets(tmp_path, FILES, target("test", "tests/it.rs", expands=access(OPENS, ANCHORED)))
    assert sets["test:it:test"].programs
    assert held(sets["test:it:test"], tmp_path) == PACKAGE_FILES


def test_a_file_set_has_no_empty_directory(tmp_path: Path) -> None:
    """So deleting the last file of a directory does not change other file sets."""
    (tmp_path / "a/empty/deep").mkdir(parents=True)
    file_set = _compiled(tmp_path, access())
    assert not file_set.holds("a/empty")
    assert not file_set.holds("a/empty/deep")
