"""The cost of single packages in a plan: without packages, with 24 packages, and with all.

    ./bench/members DIR|COUNT …

The unit is processor seconds of the planner and its child processes, with the manifests of crates in the store. COUNT
means a generated workspace with so many packages; each package depends on three others, sometimes with a feature.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "tests")]

from plans import plan_request, run_planner  # noqa: E402  -- found by the line above

from support.projects import lock, package, write_project  # noqa: E402

_SIZE = 24


def main(argv: Sequence[str]) -> int:
    """Print the table for the projects of ``argv``."""
    print("| project | members | units | with members | without | with 24 | with all |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for project_spec in argv:
        with tempfile.TemporaryDirectory() as scratch:
            root = (
                _write_generated_workspace(int(project_spec), Path(scratch))
                if project_spec.isdigit()
                else Path(project_spec).resolve()
            )
            attrs = json.loads(plan_request(root, "build").read_text(encoding="utf-8"))
            full_plan, all_seconds = _measure(attrs, Path(scratch), members=True)
            names = sorted(full_plan["members"]["roots"])
            _plan, some_seconds = _measure(attrs, Path(scratch), members=names[:_SIZE])
            _plan, plain_seconds = _measure(attrs, Path(scratch), members=False)
            units = len(full_plan["units"])
            print(
                f"| {root.name} | {len(names)} | {units} | {units + len(full_plan['members']['units'])} |"
                f" {plain_seconds:.1f} s | {some_seconds:.1f} s | {all_seconds:.1f} s |",
                flush=True,
            )
    return 0


def _measure(attrs: dict[str, object], scratch: Path, *, members: bool | list[str]) -> tuple[dict[str, Any], float]:
    request, out = scratch / "request.json", scratch / "plan.json"
    request.write_text(json.dumps({**attrs, "members": members}), encoding="utf-8")
    used = run_planner(request, out)
    # The resources of a process include its finished child processes.
    return json.loads(out.read_text(encoding="utf-8")), used.ru_utime + used.ru_stime


def _write_generated_workspace(count: int, scratch: Path) -> Path:
    needs = [{n - 1, n // 2, n // 3} - {n, -1} for n in range(count)]
    files = {
        "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["m*"]\n',
        "Cargo.lock": lock(*(" ".join([_name(n), *map(_name, sorted(needs[n]))]) for n in range(count))),
    }
    for number in range(count):
        lines = "".join(_dependency(number, dependency) for dependency in sorted(needs[number]))
        manifest = package(_name(number), f"[features]\nextra = []\n\n[dependencies]\n{lines}")
        files |= {f"{_name(number)}/Cargo.toml": manifest, f"{_name(number)}/src/lib.rs": ""}
    return write_project(scratch / f"generated-{count}", files)


def _dependency(number: int, dependency: int) -> str:
    features = ', features = ["extra"]' if number % 7 == 0 and dependency == number // 3 else ""
    return f'{_name(dependency)} = {{ path = "../{_name(dependency)}"{features} }}\n'


def _name(number: int) -> str:
    return f"m{number:03}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
