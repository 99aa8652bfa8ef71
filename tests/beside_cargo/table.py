"""The table of cases: Cargo's answers, and the wrong results of cargo-nix."""

from beside_cargo.case import Case, Refused
from rebuild.edits import Edit
from support.nix import CHECKOUT

__all__ = ["CASES"]


def _replace(path: str, old: str, text: str) -> Edit:
    return Edit(path=path, kind="replace", old=old, text=text)


def _new_version(directory: str) -> tuple[Edit, ...]:
    """Return the edits for another version of the package `app` in ``directory``."""
    old, text = 'name = "app"\nversion = "0.1.0"', 'name = "app"\nversion = "0.2.0"'
    return _replace(f"{directory}/Cargo.toml", old, text), _replace("Cargo.lock", old, text)


_FIGURES = "figures::IntoPrimitive, figures::TryFromPrimitive"
_RENAMED = (
    _replace("Cargo.toml", "numbers = {", "figures = {"),
    _replace("app/Cargo.toml", "numbers.workspace", "figures.workspace"),
    _replace("app/tests/it.rs", "numbers::IntoPrimitive, numbers::TryFromPrimitive", _FIGURES),
)
_TOOLS = f"packageOverrides.trybuild-ui.test.inputs = with import {CHECKOUT}/tests/debian {{ }}; [ cargo rustc ];"

CASES = {
    # A build script reads files in the root of the workspace, two directories above the package.
    "script-root tolerant": Case(
        project="script-root",
        cargo="run --package tolerant",
        package="tolerant",
        before="7.1\n",
        edits=(_replace("VERSION", "7.1", "7.2"),),
        after="7.2\n",
    ),
    "script-root strict": Case(
        project="script-root",
        cargo="run --package strict",
        package="strict",
        before="api 1\n",
        edits=(_replace("schema/api.txt", "1", "2"),),
        after="api 2\n",
    ),
    # A variable of `[env]` leads to the workspace's root.
    "workspace-dir scr": Case(
        project="workspace-dir",
        cargo="run --package scr",
        package="scr",
        before="api 1\n",
        edits=(_replace("schema/api.txt", "1", "2"),),
        after="api 2\n",
    ),
    "workspace-dir inc": Case(
        project="workspace-dir",
        cargo="run --package inc",
        package="inc",
        before="api 1\n",
        edits=(_replace("schema/api.txt", "1", "2"),),
        after="api 2\n",
    ),
    # Macros read directories of the workspace.
    "parent-assets i18n": Case(
        project="parent-assets",
        cargo="run --package i18n",
        package="i18n",
        before="Guten Tag\n",
        edits=(_replace("locales/de.yml", "Guten Tag", "Moin"),),
        after="Moin\n",
        stale=True,
        registry=True,
    ),
    "parent-assets i18n test": Case(
        project="parent-assets",
        cargo="test --package i18n",
        checks=("i18n-bin-i18n-test",),
        before="1 passed\n",
        edits=(_replace("locales/de.yml", "Guten Tag", "Moin"),),
        after="0 passed; failed: tests::german\n",
        stale=True,
        registry=True,
    ),
    "parent-assets embed": Case(
        project="parent-assets",
        cargo="run --package embed",
        package="embed",
        before="css/main.css: body {}\nindex.html: hello\n",
        edits=(_replace("assets/index.html", "hello", "welcome"),),
        after="css/main.css: body {}\nindex.html: welcome\n",
        registry=True,
    ),
    "parent-assets incdir": Case(
        project="parent-assets",
        cargo="run --package incdir",
        package="incdir",
        before='client.py: NAME = "sdk"\n',
        edits=(_replace("sdk/python/client.py", "sdk", "kit"),),
        after='client.py: NAME = "kit"\n',
        registry=True,
    ),
    "parent-assets tmpl": Case(
        project="parent-assets",
        cargo="run --package tmpl",
        package="tmpl",
        before="[contact x]\n",
        edits=(Edit(path="pages/base.html", kind="replace", old="[", text="("),),
        after="(contact x]\n",
        registry=True,
    ),
    # A macro lists the whole package.
    "incdir-root": Case(
        project="incdir-root",
        cargo="run",
        package="incdir-root",
        before="CHANGELOG.md: # changes\nGUIDE.md: # guide\nLICENSE-MIT: MIT\nREADME.md: # readme\n",
        edits=(_replace("README.md", "# readme", "# read it"),),
        after="CHANGELOG.md: # changes\nGUIDE.md: # guide\nLICENSE-MIT: MIT\nREADME.md: # read it\n",
        registry=True,
    ),
    # Tests list the directories of the package.
    "tidy-tests": Case(
        project="tidy-tests",
        cargo="test --test tidy",
        checks=("tidy-test-tidy",),
        before="0 passed; failed: examples_are_listed no_dbg pages_are_done\n",
        edits=(_replace("README.md", "Examples: first.", "Examples: first, second."),),
        after="1 passed; failed: no_dbg pages_are_done\n",
    ),
    "vcs-fixtures": Case(
        project="vcs-fixtures",
        cargo="test --test roots",
        checks=("vcs-test-roots",),
        before="3 passed\n",
        edits=(_replace("tests/data/a/.hg/branch", "default", "stable"),),
        after="2 passed; failed: branch\n",
    ),
    # The assembler and the linker read files.
    "incbin-manifest": Case(
        project="incbin-manifest",
        cargo="run",
        package="fw",
        before="blob-1\n",
        edits=(_replace("fw/blob/data.bin", "1", "2"),),
        after="blob-2\n",
        stale=True,
    ),
    "linker-plain": Case(
        project="linker-plain",
        cargo="run",
        package="fw",
        before="0x234\n",
        edits=(_replace("memory.x", "0x1234", "0x1235"),),
        after="0x235\n",
        stale=True,
    ),
    # A build script starts Cargo.
    "guest-build": Case(
        project="guest-build",
        cargo="run",
        package="host",
        before="guest 1\n",
        edits=(_replace("guest/src/main.rs", '"{}"', '"{}!"'),),
        after="guest 1!\n",
    ),
    "guest-build part": Case(
        project="guest-build",
        cargo="run",
        package="host",
        before="guest 1\n",
        edits=(_replace("part/src/lib.rs", "guest 1", "guest 2"),),
        after="guest 2\n",
        stale=True,
    ),
    # A test starts another member's program.
    "e2e": Case(
        project="e2e",
        cargo="test --workspace",
        checks=("cli-test-own", "e2e-test-run"),
        before="2 passed\n",
        edits=(_replace("cli/src/main.rs", "cli works", "cli differs"),),
        after="1 passed; failed: the_program_of_the_other_package\n",
    ),
    # A macro of another member puts a path together.
    "macro-stem": Case(
        project="macro-stem",
        cargo="run",
        package="game",
        before='level 1 {"a": 1}\n',
        edits=(_replace("game/levels/first.txt", "1", "2"),),
        after='level 2 {"a": 1}\n',
    ),
    # A macro looks for a file above the output directory of rustc.
    "toml-cfg": Case(
        project="toml-cfg",
        cargo="run",
        package="firmware",
        before="from the file\n",
        edits=(_replace("cfg.toml", "from the file", "from the edit"),),
        after="from the edit\n",
        target="linked",
        registry=True,
    ),
    "toml-cfg test": Case(
        project="toml-cfg",
        cargo="test",
        checks=("firmware-bin-firmware-test",),
        before="1 passed\n",
        edits=(_replace("cfg.toml", "from the file", "from the edit"),),
        after="0 passed; failed: tests::the_file_is_read\n",
        target="linked",
        registry=True,
    ),
    # Cargo.lock, names and versions of the workspace.
    "built-lock": Case(
        project="built-lock",
        cargo="run",
        package="app",
        before='Some(("app", "0.1.0"))\n',
        edits=_new_version("app"),
        after='Some(("app", "0.2.0"))\n',
        registry=True,
    ),
    "shadow": Case(
        project="shadow",
        cargo="run",
        package="app",
        before="app 0.1.0\n",
        edits=_new_version("app"),
        after="app 0.2.0\n",
        registry=True,
    ),
    "rename-ws": Case(
        project="rename-ws",
        cargo="test --test it",
        checks=("app-test-it",),
        before="1 passed\n",
        edits=_RENAMED,
        after="1 passed\n",
        registry=True,
    ),
    # C++ of two members.
    "cxx-cross": Case(
        project="cxx-cross",
        cargo="run",
        package="user",
        before="1\n",
        edits=(_replace("base/include/base.h", "return 1", "return 2"),),
        after="2\n",
        registry=True,
    ),
    # Queries and migrations at the workspace's root.
    "sqlx-root migrations": Case(
        project="sqlx-root",
        cargo="run",
        package="db",
        before="users: CREATE TABLE users (id INT PRIMARY KEY, name TEXT NOT NULL);\n",
        edits=(_replace("migrations/1_users.sql", " NOT NULL", ""),),
        after="users: CREATE TABLE users (id INT PRIMARY KEY, name TEXT);\n",
        registry=True,
    ),
    "sqlx-root queries": Case(
        project="sqlx-root",
        cargo="run",
        package="db",
        before="users: CREATE TABLE users (id INT PRIMARY KEY, name TEXT NOT NULL);\n",
        edits=(
            _replace(
                ".sqlx/query-0271cee4bc0f087f54029fe355b390aaa93326981d2d1b00d1188a637f1cc24b.json", "[false]", "[true]"
            ),
        ),
        after=Refused(text="expected `String`, found `Option<String>`"),
        stale=True,
        registry=True,
    ),
    # A committed vendor directory.
    "vendored-edited": Case(
        project="vendored-edited",
        cargo="run",
        package="uses-vendored",
        before="1\n",
        edits=(_replace("vendor/fnv/lib.rs", "self.0 = 1", "self.0 = 2"),),
        after="2\n",
        stale=True,
        target="own",
        registry=True,
    ),
    # A workspace in a subdirectory, with a path dependency in the directory above.
    "subdir-workspace": Case(
        project="subdir-workspace",
        directory="frontend",
        cargo="run",
        package="frontend",
        arguments='cargoRoot = "frontend";',
        before="hello\n",
        edits=(_replace("lib/src/lib.rs", '"hello"', '"hello again"'),),
        after="hello again\n",
    ),
    # Default programs, and files of the packages.
    "default-run": Case(
        project="default-run",
        cargo="run",
        package="suite",
        before="server true\n",
        edits=(_replace("Cargo.toml", '"suite-server"', '"suite-admin"'),),
        after="admin\n",
    ),
    "dwp": Case(
        project="dwp",
        cargo="build --release",
        package="dwp",
        profile="release",
        before="dwp\ndwp.dwp\nlibdwp.so\nlibdwp.so.dwp\n",
        edits=(_replace("Cargo.toml", '"packed"', '"off"'),),
        after="dwp\nlibdwp.so\n",
        # An incremental build leaves the old files in the target directory.
        stale=True,
        target="own",
    ),
    "header": Case(
        project="header",
        cargo="build",
        package="header",
        before="include/header.h\nlibheader.a\nlibheader.so\n",
        edits=(_replace("build.rs", "header.h", "api.h"),),
        after="include/api.h\nlibheader.a\nlibheader.so\n",
        arguments='packageOverrides.header.shippedFiles = [ "include" ];',
        target="own",
    ),
    # A test starts Cargo.
    "trybuild-ui": Case(
        project="trybuild-ui",
        cargo="test --test ui",
        checks=("trybuild-ui-test-ui",),
        arguments=f"packageOverrides.trybuild-ui.test.writable = true; {_TOOLS}",
        before="1 passed\n",
        edits=(_replace("tests/ui/fail.stderr", "mismatched types", "other types"),),
        after="0 passed; failed: ui\n",
        registry=True,
    ),
    "trybuild-ui without tools": Case(
        project="trybuild-ui",
        cargo="test --test ui",
        checks=("trybuild-ui-test-ui",),
        before="1 passed\n",
        edits=(_replace("tests/ui/fail.stderr", "mismatched types", "other types"),),
        after="0 passed; failed: ui\n",
        registry=True,
        refusal="packageOverrides.trybuild-ui.test.inputs",
    ),
}
