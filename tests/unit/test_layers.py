"""Imports in pylib follow the data flow, which the list of folders shows."""

import ast
import re
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import cargo_nix
from support.nix import CHECKOUT

NIXLIB = CHECKOUT / "nixlib"
ROOT = Path(cargo_nix.__file__).parent

# A stage may import earlier stages and itself. `cargo` does not know lock files: cargo reads them.
FLOW = (
    *("lockfile", "skeleton", "crates", "cargo", "units", "plan"),
    *("syntax", "scan", "filesets"),
    *("shell", "pipeline", "plan_request", "checkout_sets", "committed_request", "observe", "narrow"),
    *("apps", "nix_log", "last_build", "display", "cli"),
)
# Modules for every stage; the package's `__init__` only has the version.
FOR_ALL = ("errors", "")
# A module of the builder that the package imports: both read archives of crates.
SHARED = "cargo_nix.builder.crate_archive"
# Nix runs these folders without the package and without libraries.
STANDALONE = ("builder", "checks", "install", "web")
# Nix runs these modules for an archive or at every edit: they import the standard library and each other.
LIGHT = (
    "errors.py",
    *("builder/crate_archive.py", "crates/crate_manifest.py", "crates/library_facts.py", "crates/words.py"),
    *("crates/git_access.py", "crates/git_attributes.py", "crates/git_submodules.py", "crates/inheritance.py"),
    "crates/vendored_manifest.py",
    *("apps/", "shell/", "crates/vendored_home.py"),
    *("filesets/", "scan/member_facts.py", "syntax/references.py"),
)
# The parts of earlier stages for later stages: a scan is not part of a plan.
NARROW = {
    "syntax": (),
    "scan": ("cargo_nix.crates.words", "cargo_nix.syntax"),
    "filesets": ("cargo_nix.crates.words", "cargo_nix.scan.member_facts", "cargo_nix.syntax.references"),
}
# The only modules that import a library or start another program.
DOORS = {
    "networkx": {"units/topological_order.py"},
    "pydantic": {"cargo/cargo_json.py", "plan/committed_schema.py", "plan/schema.py"},
    "rich": {"display/terminal.py"},
    "subprocess": {
        *("apps/export_build.py", "cargo/run_tool.py", "nix_log/run_nix.py", "observe/trace_build.py"),
        "shell/shell_home.py",
    },
    "tomli_w": {"cargo/reduced_configuration.py"},
    "tomli": {"crates/git_repository.py", "lockfile.py", "skeleton/read_toml.py", "units/manifest.py"},
    "tree_sitter_rust": {"syntax/parse_file.py"},
}
# The scan uses the types of nodes; only `syntax/parse_file.py` creates nodes.
STAGE_LIBRARIES = {"tree_sitter": ("syntax", "scan")}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _stage(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def _imports(path: Path) -> set[str]:
    """Return the modules that ``path`` imports at run time, without imports for the type checker."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    imports = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)} imports relatively"
            module = str(node.module)
            inner = {f"{module}.{alias.name}" for alias in node.names} & MODULES.keys()
            imports |= inner or {module}
    return imports


MODULES = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def _modules(prefixes: tuple[str, ...]) -> list[str]:
    return [name for name, path in MODULES.items() if path.relative_to(ROOT).as_posix().startswith(prefixes)]


STANDALONE_MODULES = _modules(tuple(f"{folder}/" for folder in STANDALONE))
LIGHT_MODULES = _modules(LIGHT)
PACKAGE_MODULES = sorted(MODULES.keys() - set(STANDALONE_MODULES))


def _package_imports(module: str) -> list[str]:
    return sorted(name for name in _imports(MODULES[module]) if name.partition(".")[0] == "cargo_nix")


def _libraries(module: str) -> set[str]:
    return {name.partition(".")[0] for name in _imports(MODULES[module])} - {"cargo_nix"}


def test_every_folder_is_in_the_flow() -> None:
    stages = {_stage(name) for name in MODULES}
    assert stages == {*FLOW, *FOR_ALL, *STANDALONE}


@pytest.mark.parametrize("module", PACKAGE_MODULES)
def test_imports_follow_the_flow(module: str) -> None:
    stage = _stage(module)
    earlier = FLOW[: FLOW.index(stage) + 1] if stage in FLOW else ()
    imports = set(_package_imports(module)) - {SHARED}
    violations = [name for name in imports if _stage(name) not in {*earlier, *FOR_ALL}]
    assert violations == []


@pytest.mark.parametrize("module", [module for module in PACKAGE_MODULES if _stage(module) in NARROW])
def test_scan_and_file_sets_need_no_plan(module: str) -> None:
    stage = _stage(module)
    allowed = (f"cargo_nix.{stage}", *NARROW[stage], *(("cargo_nix.errors",) if stage == "scan" else ()))
    assert [
        name for name in _package_imports(module) if not f"{name}.".startswith(tuple(f"{part}." for part in allowed))
    ] == []


def test_errors_import_no_other_module() -> None:
    assert _package_imports("cargo_nix.errors") == []
    assert _package_imports("cargo_nix") == []


def test_no_stage_has_an_import_cycle() -> None:
    graph = {module: set(_package_imports(module)) for module in PACKAGE_MODULES}
    TopologicalSorter(graph).prepare()  # raises an error with the cycle


@pytest.mark.parametrize("module", STANDALONE_MODULES)
def test_standalone_modules_only_need_the_standard_library(module: str) -> None:
    # The checks and the web import modules of the builder, but not the other way around.
    folders = {"builder": ("builder",), "checks": ("builder", "checks"), "web": ("builder", "web")}.get(
        _stage(module), ()
    )
    siblings = {path.stem for folder in folders for path in (ROOT / folder).glob("*.py")}
    foreign = {name.partition(".")[0] for name in _imports(MODULES[module])} - sys.stdlib_module_names - siblings
    assert foreign == set()


@pytest.mark.parametrize("module", LIGHT_MODULES)
def test_light_modules_only_need_the_standard_library(module: str) -> None:
    assert set(_package_imports(module)) <= set(LIGHT_MODULES)
    assert _libraries(module) <= sys.stdlib_module_names


def _closure(*modules: str) -> set[str]:
    """Return ``modules`` with all modules they import, and their packages."""
    pending, closure = list(modules), set[str]()
    while pending:
        module = pending.pop()
        if module not in closure:
            closure.add(module)
            pending += [*_package_imports(module), *filter(None, [module.rpartition(".")[0]])]
    return closure


def _listed(file: str, pattern: str) -> list[str]:
    """Return the quoted names in the list that ``pattern`` matches in a file of nixlib."""
    match = re.search(pattern, (NIXLIB / file).read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    return re.findall(r'"([^"]+)"', match[1])


def test_the_derivations_of_file_sets_have_their_imports() -> None:
    only = tuple(_listed("sources/mkFileSets.nix", r"only = \[(.*?)\]"))
    paths = {
        MODULES[module].relative_to(ROOT).as_posix()
        for module in _closure("cargo_nix.scan.__main__", "cargo_nix.filesets.__main__")
    }
    assert {path for path in paths if path not in only and path.partition("/")[0] not in only} == set()


@pytest.mark.parametrize(
    ("library", "program"),
    [("published", "crate_manifest"), ("git", "git_manifest"), ("vendored", "vendored_manifest")],
)
def test_the_derivations_of_manifests_have_their_imports(library: str, program: str) -> None:
    shared = _listed("crates/crateManifests.nix", r"\(\s*\[(.*?)\]\s*\+\+ modules\s*\)")
    extra = _listed("crates/crateManifests.nix", rf"{library}Library = libraryOf \S+ \[(.*?)\]")
    listed = {f"cargo_nix.{path.replace('/', '.')}".removesuffix(".__init__") for path in (*shared, *extra)}
    assert _closure(f"cargo_nix.crates.{program}") == listed


@pytest.mark.parametrize(
    ("file", "program"),
    [
        ("devShell/mkCargoHome", "shell.shell_home"),
        ("devShell/mkIndex", "shell.write_index"),
        ("devShell/mkIndex", "shell.crate_variables"),
        ("devShell/entry", "shell.enter_shell"),
        ("export/mkExport", "apps.export_build"),
        ("plan/mkUpdatePlan", "apps.update_plan"),
    ],
)
def test_the_library_of_a_program_has_its_imports(file: str, program: str) -> None:
    only = set(_listed(f"{file}.nix", r"only = \[(.*?)\]"))
    paths = {MODULES[module].relative_to(ROOT).as_posix() for module in _closure(f"cargo_nix.{program}")}
    assert paths <= only


@pytest.mark.parametrize(
    ("file", "program"), [("plan/mkPlan", "plan_request"), ("plan/mkCommittedPlan", "committed_request")]
)
def test_the_library_of_a_plan_has_the_loaded_modules(file: str, program: str) -> None:
    """An edit of a module that the program does not load makes no new plan."""
    only = {Path(part) for part in _listed(f"{file}.nix", r"only = \[(.*?)\]")}
    code = f'import sys; import cargo_nix.{program}; print(*(name for name in sys.modules if "cargo_nix" in name))'
    env = {"PYTHONPATH": str(ROOT.parent)}
    process = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    loaded = {MODULES[module].relative_to(ROOT) for module in process.stdout.split()}
    assert Path("plan/plan_text.py") in loaded
    assert {path for path in loaded if only.isdisjoint({path, *path.parents})} == set()
    assert {part for part in only if not any(part in {path, *path.parents} for path in loaded)} == set()


@pytest.mark.parametrize("library", sorted(DOORS))
def test_only_the_listed_modules_import_a_library(library: str) -> None:
    users = [MODULES[module] for module in PACKAGE_MODULES if library in _libraries(module)]
    assert {path.relative_to(ROOT).as_posix() for path in users} == DOORS[library]


@pytest.mark.parametrize("module", PACKAGE_MODULES)
def test_every_library_is_listed(module: str) -> None:
    stage_libraries = {library for library, stages in STAGE_LIBRARIES.items() if _stage(module) in stages}
    assert _libraries(module) - sys.stdlib_module_names <= {*DOORS, *stage_libraries}


def test_pip_installs_each_library() -> None:
    """The project's dependencies are the libraries that its modules import."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split("[<=>]", requirement)[0].replace("-", "_") for requirement in project["dependencies"]}
    imported = {library for module in PACKAGE_MODULES for library in _libraries(module)}
    assert required == imported - sys.stdlib_module_names


def test_observe_imports_no_other_stage() -> None:
    modules = [module for module in PACKAGE_MODULES if _stage(module) == "observe"]
    assert {_stage(name) for module in modules for name in _package_imports(module)} == {"observe", "errors"}
    assert {library for module in modules for library in _libraries(module)} <= sys.stdlib_module_names
