"""The listing is the pipeline: imports of pylib point along the data flow and nowhere else."""

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import cargo_nix

ROOT = Path(cargo_nix.__file__).parent

# A stage may import those before it, and itself. `cargo` knows nothing of lock files: it asks, and cargo reads them.
FLOW = ("lockfile", "skeleton", "clues", "vendor", "cargo", "units", "sources", "plan", "pipeline", "files", "cli")
# What every stage may import; the package's own `__init__` holds the version and nothing else.
FOR_ALL = ("errors", "")
# Nix runs these on their own, without the package and without any library.
STANDALONE = (
    *("builder", "checks", "install", "clues"),
    *("vendor/crate_manifest.py", "vendor/facts.py"),
    *("vendor/git_manifest.py", "vendor/git_access.py", "vendor/inheritance.py"),
    "sources/settle.py",
)
# What goes along with one of them.
COMPANIONS = {
    "cargo_nix.vendor.crate_manifest": {"cargo_nix.vendor.facts", "cargo_nix.clues.file_access"},
    "cargo_nix.vendor.facts": {"cargo_nix.clues.file_access", "cargo_nix.clues.variables"},
    "cargo_nix.clues.variables": {"cargo_nix.clues.file_access"},
    "cargo_nix.vendor.git_access": {"cargo_nix.vendor.facts", "cargo_nix.clues.file_access"},
    "cargo_nix.vendor.git_manifest": {
        "cargo_nix.vendor.facts",
        "cargo_nix.vendor.git_access",
        "cargo_nix.vendor.inheritance",
    },
}
# The one place where a library, or another program, is let in.
DOORS = {
    "networkx": {"units/graph.py"},
    "pydantic": {"cargo/wire.py", "plan/schema.py"},
    "subprocess": {"cargo/process.py"},
    "tomli_w": {"cargo/home.py", "units/manifest.py"},
    "tomli": {"lockfile/table.py", "skeleton/toml.py", "units/lints.py", "units/manifest_text.py"},
}
STAGE_LIBRARIES = {"tree_sitter": "sources", "tree_sitter_rust": "sources"}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _stage(module: str) -> str:
    return module.partition(".")[2].partition(".")[0]


def _imports(path: Path) -> set[str]:
    """Return the modules that ``path`` imports when it runs: those for the type checker alone are no dependencies."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)} imports relatively"
            module = str(node.module)
            inner = {f"{module}.{alias.name}" for alias in node.names} & MODULES.keys()
            found |= inner or {module}
    return found


MODULES = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}
STANDALONE_MODULES = [
    name for name, path in MODULES.items() if path.relative_to(ROOT).as_posix().startswith(tuple(STANDALONE))
]
PACKAGE_MODULES = sorted(MODULES.keys() - set(STANDALONE_MODULES))


def _own(module: str) -> list[str]:
    return sorted(name for name in _imports(MODULES[module]) if name.partition(".")[0] == "cargo_nix")


def _libraries(module: str) -> set[str]:
    return {name.partition(".")[0] for name in _imports(MODULES[module])} - {"cargo_nix"}


def test_every_folder_has_a_place_in_the_flow() -> None:
    stages = {_stage(name) for name in MODULES}
    assert stages == {*FLOW, *FOR_ALL, "builder", "checks", "install"}


@pytest.mark.parametrize("module", PACKAGE_MODULES)
def test_imports_point_along_the_flow(module: str) -> None:
    stage = _stage(module)
    earlier = FLOW[: FLOW.index(stage) + 1] if stage in FLOW else ()
    against = [name for name in _own(module) if _stage(name) not in {*earlier, *FOR_ALL}]
    assert against == []


def test_the_errors_import_nothing_of_the_package() -> None:
    assert _own("cargo_nix.errors") == []
    assert _own("cargo_nix") == []


def test_there_is_no_cycle_within_a_stage() -> None:
    graph = {module: set(_own(module)) for module in PACKAGE_MODULES}
    TopologicalSorter(graph).prepare()  # names the cycle where there is one


@pytest.mark.parametrize("module", STANDALONE_MODULES)
def test_what_nix_runs_alone_needs_the_standard_library_alone(module: str) -> None:
    # The checks import the builder's modules, the builder nothing of theirs.
    beside = {"builder": ("builder",), "checks": ("builder", "checks")}.get(_stage(module), ())
    siblings = {path.stem for folder in beside for path in (ROOT / folder).glob("*.py")}
    imported = _imports(MODULES[module]) - COMPANIONS.get(module, set())
    foreign = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names - siblings
    assert foreign == set()


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_has_one_door(library: str) -> None:
    users = [MODULES[module] for module in PACKAGE_MODULES if library in _libraries(module)]
    assert {path.relative_to(ROOT).as_posix() for path in users} == DOORS[library]


@pytest.mark.parametrize("module", PACKAGE_MODULES)
def test_libraries_are_those_that_are_known_here(module: str) -> None:
    stage_libraries = {library for library, stage in STAGE_LIBRARIES.items() if stage == _stage(module)}
    assert _libraries(module) - sys.stdlib_module_names <= {*DOORS, *stage_libraries}
