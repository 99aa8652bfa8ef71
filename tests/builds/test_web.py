"""``web``: apps for node, bundlers and the browser from one workspace, their tests, and the messages of wrong ones."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from support.browser import BROWSER, library_path, needs_browser, open_browser
from support.nix import CHECKOUT, Failed, build, drv_paths, evaluate, needs_nix, run, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

PROJECT = CHECKOUT / "tests/projects/web"
APPS = """
  web.clock = { assets = [ "public" ]; publicUrl = "/app"; };
  web.paint = { target = "nodejs"; features = [ "loud" ]; };
  web.bundle = { package = "paint"; target = "bundler"; };
  packageOverrides.clock.macroInputs = [ ];
"""
WORKSPACE = workspace(PROJECT, APPS)
# Programs of the browser's root, for builds that see the root.
PROGRAMS = f"""
  program = name: path: derivation {{
    inherit name; system = "x86_64-linux"; builder = "/bin/bash";
    script = "#!/bin/bash\\nLD_LIBRARY_PATH={library_path()} exec {BROWSER}/${{path}} \\"$@\\"\\n";
    args = [ "-c" "/usr/bin/mkdir -p $out/bin; echo -n \\"$script\\" > $out/bin/$name; /usr/bin/chmod +x $out/bin/$name" ];
  }};
"""
SEES_BROWSER = ("--option", "extra-sandbox-paths", str(BROWSER))


def _with_programs(arguments: str) -> str:
    """Return the project with ``arguments``, which may use ``program NAME PATH``, a program of the browser's root."""
    return f"(let {PROGRAMS} in {workspace(PROJECT, APPS + arguments)})"


def _files(directory: Path) -> list[str]:
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


def _message(expression: str) -> str:
    """Return the last error of an evaluation."""
    with pytest.raises(Failed) as stopped:
        evaluate(expression)
    # Nix indents the message.
    return stopped.value.text.rpartition("error: ")[2].rstrip().replace("\n       ", "\n")


def test_node_loads_a_package_with_snippets() -> None:
    out = build(f"{WORKSPACE}.web.paint")
    script = "console.log(require(process.argv[1]).sentence('Ada'))"
    answer = subprocess.run(["node", "-e", script, str(out)], capture_output=True, text=True, check=True)
    assert answer.stdout == "Ada paints 4 walls!\n"


def test_a_package_for_bundlers() -> None:
    out = build(f"{WORKSPACE}.web.bundle")
    files = [re.sub("paint-[0-9a-f]{16}", "paint-HASH", file) for file in _files(out)]
    assert files == [
        "package.json",
        "paint.d.ts",
        "paint.js",
        "paint_bg.js",
        "paint_bg.wasm",
        "paint_bg.wasm.d.ts",
        "snippets/paint-HASH/inline0.js",
        "snippets/paint-HASH/js/words.js",
    ]
    fields = json.loads((out / "package.json").read_text(encoding="utf-8"))
    assert (fields["name"], fields["version"], fields["type"]) == ("paint", "0.2.0", "module")


@pytest.fixture(scope="module")
def clock() -> Path:
    return build(f"{WORKSPACE}.web.clock")


def test_a_directory_to_serve(clock: Path) -> None:
    files = [re.sub("[0-9a-f]{16}", "HASH", file) for file in _files(clock)]
    assert files == [
        "clock-HASH/clock.js",
        "clock-HASH/clock_bg.wasm",
        "clock-HASH/snippets/clock-HASH/inline0.js",
        "index.html",
        "public/robots.txt",
        "style-HASH.css",
        "words.js",
    ]
    text = (clock / "index.html").read_text(encoding="utf-8")
    assert '<base href="/app/">' in text
    assert "data-trunk" not in text
    for address in re.findall(r'(?:href|from) ?=? ?"/app/([^"]+)"', text):
        assert (clock / address).is_file()


@pytest.fixture
def address(clock: Path, tmp_path: Path) -> Iterator[str]:
    shutil.copytree(clock, tmp_path / "served/app")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the overridden method
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path / "served")))
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/app/index.html"
    server.shutdown()
    server.server_close()


@needs_browser
def test_a_page_in_the_browser(address: str, tmp_path: Path) -> None:
    with open_browser(tmp_path / "home") as browser:
        browser.open(address)
        browser.wait_for("#text", "ready")
        browser.click("#button")
        browser.click("#button")
        browser.wait_for("#text", "2 clicks")
        # The style has the right integrity.
        color = browser.script("return getComputedStyle(document.getElementById('text')).color;")
        assert color == "rgb(0, 128, 0)"


def test_edits_of_page_and_style_compile_nothing(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    expression = f"(let w = {workspace(copy, APPS)}; in [ w.web.clock.module w.web.clock w.web.paint ])"
    module, clock, paint = drv_paths(expression)
    (copy / "clock/style.css").write_text("p { color: red; }\n", encoding="utf-8")
    (copy / "clock/notes.txt").write_text("not on the page\n", encoding="utf-8")
    after_style = drv_paths(expression)
    assert after_style[0] == module
    assert after_style[1] != clock
    assert after_style[2] == paint
    (copy / "clock/notes.txt").write_text("an edit\n", encoding="utf-8")
    assert drv_paths(expression) == after_style


def test_a_committed_plan_of_an_app_needs_no_import(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    arguments = "packageOverrides.clock.macroInputs = [ ]; web.clock = { index = null; @plan@ };"
    imported = workspace(copy, arguments.replace("@plan@", ""))
    (module,) = drv_paths(f"[ {imported}.web.clock.module ]")
    committed = workspace(copy, arguments.replace("@plan@", f"committedPlan = {copy}/cargo-nix-clock.json;"))
    run(f"{committed}.web.clock.updatePlan")
    expression = f"{committed}.web.clock.module.drvPath"
    assert evaluate(expression, "--option", "allow-import-from-derivation", "false") == module


@needs_browser
def test_wasm_opt_makes_the_module_smaller() -> None:
    optimised = _with_programs('web.small = { package = "clock"; wasmOpt = program "wasm-opt" "usr/bin/wasm-opt"; };')
    small = build(f"{optimised}.web.small", *SEES_BROWSER)
    sizes = [next(out.rglob("*.wasm")).stat().st_size for out in (small, build(f"{WORKSPACE}.web.clock"))]
    assert sizes[0] < sizes[1]


def test_tests_run_in_node() -> None:
    log = build(f"{WORKSPACE}.checks.paint-web-test").read_text(encoding="utf-8")
    assert "test tests::there_are_four_walls ... ok" in log
    assert "1 passed" in log


def test_a_red_test_is_a_red_check(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    library = copy / "paint/src/lib.rs"
    library.write_text(library.read_text(encoding="utf-8").replace("walls(), 4", "walls(), 5"), encoding="utf-8")
    with pytest.raises(Failed) as stopped:
        build(f"{workspace(copy, APPS)}.checks.paint-web-test")
    assert "error: 1 of 1 tests failed in paint (--lib)" in stopped.value.text
    assert "right: 5" in stopped.value.text


def test_the_runner_of_the_configuration_is_the_same_program(tmp_path: Path) -> None:
    """``cargo test --target`` with the runner of wasm-bindgen's book, without ``web``."""
    copy = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    configuration = '[target.wasm32-unknown-unknown]\nrunner = "wasm-bindgen-test-runner"\n'
    write_project(copy, {".cargo/config.toml": configuration})
    expression = workspace(copy, 'target = "wasm32-unknown-unknown"; packages = [ "paint" ];')
    assert "1 passed" in build(f"{expression}.checks.paint-test").read_text(encoding="utf-8")


DRIVER = 'wasmBindgen.driver = program "chromedriver" "usr/bin/chromedriver";'
CHROMIUM = 'wasmBindgen.browser = program "chromium" "usr/lib/chromium/chromium-headless-shell";'


@needs_browser
def test_tests_run_in_a_browser() -> None:
    expression = f"{_with_programs(DRIVER + CHROMIUM)}.checks.bundle-web-test-page"
    log = build(expression, *SEES_BROWSER).read_text(encoding="utf-8")
    assert "test there_is_a_document ... ok" in log


def test_a_test_for_a_browser_needs_a_driver() -> None:
    with pytest.raises(Failed) as stopped:
        build(f"{WORKSPACE}.checks.bundle-web-test-page")
    assert (
        "the tests run in a browser: set `wasmBindgen.driver = pkgs.chromedriver;` and"
        " `wasmBindgen.browser = pkgs.chromium;`"
    ) in stopped.value.text


def test_the_version_of_the_program_is_the_version_of_the_lock_file() -> None:
    assert _message(
        workspace(PROJECT, 'web.clock = { }; wasmBindgen.cli = { type = "derivation"; version = "0.2.100"; };')
        + ".web.clock.drvPath"
    ) == (
        "`wasmBindgen.cli` has another version than wasm-bindgen in Cargo.lock\n"
        "  at: buildCargoWorkspace: wasmBindgen.cli\n"
        "  expected: version 0.2.129, as in Cargo.lock\n"
        "  got: version 0.2.100\n"
        "  ways out:\n"
        "    1. remove `wasmBindgen.cli`: cargo-nix builds 0.2.129 from the registry\n"
        "    2. take a build of nixpkgs: `wasmBindgen.cli` is the package wasm-bindgen-cli_0_2_129\n"
        "    3. lock the version of the program: `cargo update wasm-bindgen --precise 0.2.100`"
    )


def _project(tmp_path: Path, locked: str, files: dict[str, str] | None = None) -> Path:
    return write_project(
        tmp_path / "project",
        {
            "Cargo.toml": package("app"),
            "Cargo.lock": lock("app") + locked,
            "src/main.rs": "fn main() {}\n",
            **(files or {}),
        },
    )


LOCKED = '\n[[package]]\nname = "wasm-bindgen"\nversion = "{version}"\nsource = "{source}"\n'
REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"


def _cli(project: Path) -> str:
    # The program alone: no plan of the project is made.
    scope = f"(import {CHECKOUT}/nixlib {{ }}).scope"
    arguments = f"{{ pkgs = import {CHECKOUT}/tests/debian {{ }}; src = {project}; }}"
    return (
        f"(let arguments = {scope}.checkArguments {arguments}; in"
        f" {scope}.mkBindgenCli {{ inherit arguments; workspace = {scope}.openWorkspace arguments; }}).drvPath"
    )


def test_an_unknown_version_needs_a_hash(tmp_path: Path) -> None:
    checksum = f'checksum = "{"0" * 64}"\n'
    project = _project(tmp_path, LOCKED.format(version="0.2.999", source=REGISTRY) + checksum)
    assert _message(_cli(project)) == (
        "cargo-nix has no checksum of wasm-bindgen-cli 0.2.999\n"
        '  at: Cargo.lock: package "wasm-bindgen" 0.2.999\n'
        "  expected: a version that was published before this version of cargo-nix\n"
        "  got: 0.2.999\n"
        "  ways out:\n"
        "    1. update the flake input cargo-nix\n"
        '    2. give the sha256 of the archive: `wasmBindgen.hash = "…";`\n'
        "    3. take a build of nixpkgs: `wasmBindgen.cli` is the package wasm-bindgen-cli_0_2_999"
    )


def test_a_wrong_hash_names_the_argument() -> None:
    known = json.loads((CHECKOUT / "nixlib/web/cliChecksums.json").read_text(encoding="utf-8"))["0.2.129"]
    wrong = "1" * 64

    def program(digits: str) -> str:
        return workspace(PROJECT, f'web.clock = {{ }}; wasmBindgen.hash = "{digits}";') + ".web.clock"

    assert evaluate(f"{program(known)}.drvPath") == evaluate(
        f"{workspace(PROJECT, 'web.clock = { };')}.web.clock.drvPath"
    )
    with pytest.raises(Failed) as stopped:
        build(program(wrong))
    log = "\n".join(line.partition("> ")[2] or line for line in stopped.value.text.splitlines())
    assert (
        "error: the archive of wasm-bindgen-cli 0.2.129 does not match wasmBindgen.hash\n"
        '  at: wasmBindgen.hash: package "wasm-bindgen-cli" 0.2.129, checksum\n'
        f"  expected: {wrong}\n"
        f"  got: {known}\n"
        "  ways out:\n"
        "    1. correct the checksum in wasmBindgen.hash\n"
        "    2. if a mirror or proxy changed the archive: fetch from the registry itself\n"
    ) in log


def test_a_wasm_bindgen_from_git_has_no_program(tmp_path: Path) -> None:
    source = "git+https://example.org/w#" + "1" * 40
    project = _project(tmp_path, LOCKED.format(version="0.2.100", source=source))
    assert _message(_cli(project)) == (
        "wasm-bindgen is not from a registry, so its program is not published\n"
        '  at: Cargo.lock: package "wasm-bindgen" 0.2.100\n'
        "  expected: a package of a registry\n"
        f"  got: {source}\n"
        "  ways out:\n"
        "    1. take a build of nixpkgs: `wasmBindgen.cli` is the package wasm-bindgen-cli_0_2_100"
    )


def test_an_app_needs_wasm_bindgen(tmp_path: Path) -> None:
    assert _message(f"{workspace(_project(tmp_path, ''), 'web.app = { };')}.web.app.drvPath") == (
        "the workspace does not depend on wasm-bindgen\n"
        "  at: Cargo.lock\n"
        '  expected: a package "wasm-bindgen": its version decides about the version of the program\n'
        "  ways out:\n"
        "    1. add the crate to the package of the app: `cargo add wasm-bindgen`\n"
        '    2. for a module without wasm-bindgen: `target = "wasm32-unknown-unknown";` and `packages`'
    )


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        (
            {},
            "web.site = { };",
            "the workspace has no package `site`\n"
            "  at: buildCargoWorkspace: web.site\n"
            "  expected: a member: app\n"
            "  got: site\n"
            "  ways out:\n"
            '    1. name the package of the app: `web.site.package = "…";`',
        ),
        (
            {},
            'web.app.bin = "other";',
            "the package has no program `other`\n"
            "  at: buildCargoWorkspace: web.app\n"
            "  expected: the name of a program\n"
            "  got: targets: bin app\n"
            "  ways out:\n"
            "    1. correct `web.app.bin`\n"
            "    2. for a target with `required-features`: `web.app.features = [ … ];`",
        ),
        (
            {"src/bin/other.rs": "fn main() {}\n"},
            "web.app = { };",
            "the app has several programs\n"
            "  at: buildCargoWorkspace: web.app\n"
            "  expected: one program\n"
            "  got: targets: bin app, bin other\n"
            "  ways out:\n"
            '    1. name the program: `web.app.bin = "…";`',
        ),
    ],
)
def test_the_package_and_the_program_of_an_app(
    tmp_path: Path, files: dict[str, str], arguments: str, message: str
) -> None:
    name = arguments.removeprefix("web.").partition(" ")[0].removesuffix(".bin")
    expression = workspace(_project(tmp_path, "", files), arguments)
    assert _message(f"{expression}.web.{name}.module.drvPath") == message


def test_another_page_must_exist() -> None:
    expression = workspace(PROJECT, 'web.clock.index = "pages/index.html";')
    assert _message(f"{expression}.web.clock.drvPath") == (
        "the page of the app does not exist\n"
        "  at: buildCargoWorkspace: web.clock.index\n"
        "  expected: an HTML file of the workspace, as a path from the package\n"
        "  got: pages/index.html\n"
        "  ways out:\n"
        "    1. correct the path\n"
        "    2. add the file: in a Git checkout, `git add` it too"
    )


def test_a_library_for_rust_alone_is_no_app(tmp_path: Path) -> None:
    project = _project(tmp_path, "")
    (project / "src/main.rs").rename(project / "src/lib.rs")
    assert _message(f"{workspace(project, 'web.app = { };')}.web.app.module.drvPath") == (
        "the package has nothing that a browser can load\n"
        "  at: buildCargoWorkspace: web.app\n"
        "  expected: a program, or a library of type cdylib\n"
        "  got: targets: lib app\n"
        "  ways out:\n"
        '    1. add src/main.rs, or `crate-type = ["cdylib", "rlib"]` in [lib]\n'
        "    2. for a target with `required-features`: `web.app.features = [ … ];`"
    )


# The box's Rust without the standard library of WebAssembly.
TOOLCHAIN = """
  toolchain = derivation {
    name = "rust"; system = "x86_64-linux"; builder = "/bin/bash";
    args = [ "-c" ''
      /usr/bin/mkdir -p $out/bin $out/lib/rustlib
      /usr/bin/ln -s /usr/lib/rustlib/x86_64-unknown-linux-gnu $out/lib/rustlib/
      echo -e "#!/bin/bash\\nexec /usr/bin/rustc --sysroot $out \\"\\$@\\"" > $out/bin/rustc
      /usr/bin/chmod +x $out/bin/rustc
      /usr/bin/ln -s /usr/bin/cargo /usr/bin/rustdoc $out/bin/
    '' ];
  };
"""


def test_the_toolchain_lacks_the_standard_library_of_wasm() -> None:
    expression = workspace(PROJECT, APPS + TOOLCHAIN)
    toolchain = build(f"({{ {TOOLCHAIN} }}).toolchain")
    with pytest.raises(Failed) as stopped:
        build(f"{expression}.web.clock.module")
    log = "\n".join(line.partition("> ")[2] for line in stopped.value.text.splitlines())
    assert (
        "error: the toolchain has no standard library for `wasm32-unknown-unknown`\n"
        "  at: buildCargoWorkspace: toolchain\n"
        f"  expected: libcore-*.rlib in {toolchain}/lib/rustlib/wasm32-unknown-unknown/lib\n"
        "  got: no such file\n"
        "  ways out:\n"
        '    1. fenix: `toolchain = fenix.combine [ stable.toolchain targets."wasm32-unknown-unknown".stable.rust-std ]`\n'
        '    2. rust-overlay: `rust-bin.stable.latest.default.override { targets = [ "wasm32-unknown-unknown" ]; }`\n'
    ) in log
