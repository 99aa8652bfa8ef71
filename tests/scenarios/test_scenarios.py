"""Golden scenarios: each folder has the input of a case and the result of each stage.

``input`` is a workspace, ``selection.json`` has the arguments, ``expected`` has the skeleton, the plan and the file
sets. `REWRITE=1 ./dev/box python3 -m pytest tests/scenarios` writes the expected files; read the difference afterwards.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from cargo_nix.cargo import Selection, Toolchain
from cargo_nix.checkout_sets import checkout_file_sets
from cargo_nix.filesets.file_set import encode_set
from cargo_nix.pipeline import plan_checkout
from cargo_nix.skeleton import read_skeleton

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/selection.json"))

pytestmark = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")


def _selection(case: str) -> Selection:
    return Selection(**json.loads((HERE / case / "selection.json").read_text(encoding="utf-8")))


def _render(value: object) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _stages(case: str, root: Path) -> dict[str, str]:
    skeleton = read_skeleton(root)
    plan = plan_checkout(root, _selection(case), Toolchain(cargo="cargo", rustc="rustc"))
    rendered_plan = plan.model_dump(mode="json", by_alias=True)
    # These values depend on the toolchain.
    for key in ("cargo", "rustc", "cfg"):
        del rendered_plan[key]
    files = {
        directory: {key: encode_set(file_set) for key, file_set in sets.items()}
        for directory, sets in checkout_file_sets(plan, root).items()
    }
    return {
        "skeleton.json": _render({"files": sorted(skeleton.files), "names": skeleton.names}),
        "plan.json": _render(rendered_plan),
        "files.json": _render(files),
    }


@pytest.mark.parametrize("case", CASES)
def test_each_stage_gives_the_expected_files(case: str, tmp_path: Path) -> None:
    # A copy in another directory, because no path may appear in a result.
    root = tmp_path / "somewhere" / "else"
    shutil.copytree(HERE / case / "input", root)
    for name, text in _stages(case, root).items():
        expected = HERE / case / "expected" / name
        if os.environ.get("REWRITE"):
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(text, encoding="utf-8")
        assert text == expected.read_text(encoding="utf-8"), f"{case}/expected/{name}"
        assert str(tmp_path) not in text


def test_all_cases_are_collected() -> None:
    assert CASES == ["configured", "single", "workspace"]


def test_golden_files_contain_no_path_of_a_machine() -> None:
    for path in HERE.glob("*/expected/*.json"):
        assert not re.search(r'"/(?!nonexistent)[a-z]+/', path.read_text(encoding="utf-8")), path
