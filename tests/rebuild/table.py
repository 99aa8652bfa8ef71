"""A table of edits of the fixture, with the changed units under ``cargo build`` and ``cargo test``."""

from dataclasses import dataclass

from rebuild.edits import Edit

__all__ = ["CASES", "Case"]

# Reasons for changed units that Cargo keeps. docs/rebuilds.md has each sentence.
DELETED = "Cargo does not notice that a file was deleted."
DESCRIBED = "Cargo knows from its last build which targets ask for the field."


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An edit and its changed units, without versions; ``beyond`` is the reason if Cargo rebuilds fewer."""

    edits: tuple[Edit, ...]
    build: str = ""
    test: str = ""
    beyond: str = ""


def _case(path: str, build: str = "", test: str = "", beyond: str = "") -> Case:
    return Case(edits=(Edit(path=path),), build=build, test=test, beyond=beyond)


def _new(path: str, text: str, build: str = "", test: str = "", beyond: str = "") -> Case:
    return Case(edits=(Edit(path=path, kind="write", text=text),), build=build, test=test, beyond=beyond)


def _deleted(path: str, build: str = "", test: str = "", beyond: str = "") -> Case:
    return Case(edits=(Edit(path=path, kind="delete"),), build=build, test=test, beyond=beyond)


def _described(package: str) -> Edit:
    old = "[package]\n"
    return Edit(path=f"crates/{package}/Cargo.toml", kind="replace", old=old, text=f'{old}description = "It is new."\n')


_DEV_DEPENDENCY = (
    Edit(path="crates/util/Cargo.toml", text='[dev-dependencies]\ntext = { path = "../text" }\n'),
    Edit(path="Cargo.lock", text='dependencies = [\n "text",\n]\n'),  # of util, the last package of the file
)
_LINTS = Edit(path="crates/util/Cargo.toml", text='[lints.rust]\nunused = "warn"\n')

# Units with their dependents.
_BINS = "app-bin-app app-bin-tool"
_APP = f"app {_BINS}"
_APP_TESTS = "app-test app-bin-app-test app-bin-tool-test app-test-cli"
_APP_T = f"{_APP} {_APP_TESTS} app-example-show"
_TOOLS = "tools-bin-one tools-bin-two tools-bin-three"
_TOOLS_T = "tools-bin-one-test tools-bin-two-test tools-bin-three-test"
_SHAPES = f"shapes {_TOOLS} {_APP}"
_SHAPES_TESTS = "shapes-test shapes-test-areas shapes-test-sides"
_SHAPES_T = f"shapes {_SHAPES_TESTS} {_TOOLS_T} {_APP_T}"


def _with_app(unit: str, *extra_units: str) -> tuple[str, str]:
    """Return the changed units after an edit of library ``unit``, on which only app depends, for build and test.

    ``extra_units`` change too.
    """
    extra_names = " ".join(extra_units)
    return f"{unit} {extra_names} {_APP}", f"{unit} {unit}-test {extra_names} {_APP_T}"


CASES = {
    # Files that no unit reads.
    "README": _case("README.md"),
    "README of a member": _case("crates/util/README.md"),
    "README of a member with a proc-macro": _case("crates/model/README.md"),
    "CI": _case(".github/workflows/ci.yml"),
    "bench": _case("benches/speed.rs"),
    "data that nothing includes": _case("crates/text/data/other.txt"),
    "source that nothing loads": _case("crates/shapes/src/orphan.rs"),
    "guide beside the root package": _case("docs/guide.md"),
    # Sources.
    "module of a library": _case("crates/shapes/src/round.rs", _SHAPES, _SHAPES_T),
    "module in an inline module": _case("crates/shapes/src/flat/square.rs", _SHAPES, _SHAPES_T),
    "module of its unit tests": _case("crates/shapes/src/tests.rs", "", "shapes-test"),
    "library with the most dependents": _case(
        "crates/util/src/lib.rs", f"util {_SHAPES}", f"util util-test {_SHAPES_T}"
    ),
    "one of two programs": _case("crates/tools/src/bin/one.rs", "tools-bin-one", "tools-bin-one-test"),
    "module of two of three programs": _case(
        "crates/tools/src/shared.rs", "tools-bin-one tools-bin-two", "tools-bin-one-test tools-bin-two-test"
    ),
    "program beside a library": _case("src/bin/tool.rs", "app-bin-tool", "app-bin-tool app-bin-tool-test"),
    "module of a program": _case("src/flags.rs", "app-bin-app", "app-bin-app app-bin-app-test"),
    "library beside programs": _case("src/lib.rs", _APP, _APP_T),
    "test": _case("tests/cli.rs", "", "app-test-cli"),
    "one of two tests": _case("crates/shapes/tests/sides.rs", "", "shapes-test-sides"),
    "module of a test": _case("crates/shapes/tests/common/mod.rs", "", "shapes-test-areas"),
    "fixture of a test": _case("crates/shapes/tests/fixtures/area.txt"),
    "example": _case("examples/show.rs", "", "app-example-show"),
    "proc-macro": _case(
        "crates/macros/src/lib.rs", f"macros model {_APP}", f"macros macros-test model model-test {_APP_T}"
    ),
    "library with a proc-macro": _case("crates/model/src/lib.rs", *_with_app("model")),
    "data of a package that uses a proc-macro": _case("crates/model/templates/page.html"),
    # Files that sources include.
    "README in the documentation": _case("crates/shapes/README.md", _SHAPES, _SHAPES_T),
    "file of include_str!": _case("crates/text/data/words.txt", *_with_app("text")),
    "file below an embedded directory": _case("crates/embed/assets/logo.txt"),
    # Build scripts.
    "build script": _case("crates/gen/build.rs", *_with_app("gen", "gen-build-script", "gen-build-script-run")),
    "file that a script declares": _case("crates/gen/schema.txt", *_with_app("gen", "gen-build-script-run")),
    "file that a script does not declare": _case("crates/gen/notes.txt"),
    "library of a script that declares": _case("crates/gen/src/lib.rs", *_with_app("gen")),
    "script without a declaration": _case(
        "crates/stamp/build.rs", *_with_app("stamp", "stamp-build-script", "stamp-build-script-run")
    ),
    "any file of its package": _case("crates/stamp/notes.txt", *_with_app("stamp", "stamp-build-script-run")),
    "library of its package": _case("crates/stamp/src/lib.rs", *_with_app("stamp", "stamp-build-script-run")),
    "new file of its package": _new("crates/stamp/new.txt", "new\n", *_with_app("stamp", "stamp-build-script-run")),
    "deleted file of its package": _deleted(
        "crates/stamp/notes.txt", *_with_app("stamp", "stamp-build-script-run"), DELETED
    ),
    # Manifests.
    "comment in Cargo.toml": _case("crates/util/Cargo.toml"),
    "comment in the workspace's Cargo.toml": _case("Cargo.toml"),
    "comment beside a proc-macro": _case("crates/model/Cargo.toml"),
    "comment beside a script that declares": _case("crates/gen/Cargo.toml"),
    "comment beside a script without a declaration": _case(
        "crates/stamp/Cargo.toml", *_with_app("stamp", "stamp-build-script-run")
    ),
    "description": Case(
        edits=(_described("util"),), build=f"util {_SHAPES}", test=f"util util-test {_SHAPES_T}", beyond=DESCRIBED
    ),
    "description that a program asks for": Case(
        edits=(_described("tools"),), build=_TOOLS, test=_TOOLS_T, beyond=DESCRIBED
    ),
    "dev-dependency": Case(edits=_DEV_DEPENDENCY, test="util-test"),
    "lint level": Case(edits=(_LINTS,), build=f"util {_SHAPES}", test=f"util util-test {_SHAPES_T}"),
    # New and deleted files.
    "new file": _new("NOTES.txt", "new\n"),
    "new source that nothing loads": _new("crates/shapes/src/new.rs", ""),
    "new test": _new("crates/shapes/tests/new.rs", "", "", "shapes-test-new"),
    "new program": _new("crates/tools/src/bin/four.rs", "fn main() {}\n", "tools-bin-four", "tools-bin-four-test"),
    "deleted source that nothing loads": _deleted("crates/shapes/src/orphan.rs"),
    "deleted test": _deleted("crates/shapes/tests/sides.rs"),
    "deleted test, the only one": _deleted("tests/cli.rs"),
    "deleted program": _deleted("crates/tools/src/bin/three.rs"),
}
