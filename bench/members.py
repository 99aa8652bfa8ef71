"""What single packages of a workspace cost: the plan without them, with 24 of them, and with all.

    ./bench/members DIR|COUNT …

Seconds of the processor, of the plan's program and what it starts, with the crates' manifests in the store. A number
stands for a workspace of so many packages that is made for it: each needs three others, and some of their features.
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
    """Print the table of ``argv``."""
    print("| project | members | units | with members | without | with 24 | with all |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for asked in argv:
        with tempfile.TemporaryDirectory() as scratch:
            root = _made(int(asked), Path(scratch)) if asked.isdigit() else Path(asked).resolve()
            attrs = json.loads(plan_request(root, "build").read_text(encoding="utf-8"))
            everything, all_of_them = _measure(attrs, Path(scratch), members=True)
            names = sorted(everything["members"]["roots"])
            _plan, some = _measure(attrs, Path(scratch), members=names[:_SIZE])
            _plan, none = _measure(attrs, Path(scratch), members=False)
            units = len(everything["units"])
            print(
                f"| {root.name} | {len(names)} | {units} | {units + len(everything['members']['units'])} |"
                f" {none:.1f} s | {some:.1f} s | {all_of_them:.1f} s |",
                flush=True,
            )
    return 0


def _measure(attrs: dict[str, object], scratch: Path, *, members: bool | list[str]) -> tuple[dict[str, Any], float]:
    request, out = scratch / "request.json", scratch / "plan.json"
    request.write_text(json.dumps({**attrs, "members": members}), encoding="utf-8")
    used = run_planner(request, out)
    # What a process has used counts what it has waited for.
    return json.loads(out.read_text(encoding="utf-8")), used.ru_utime + used.ru_stime


def _made(count: int, scratch: Path) -> Path:
    needs = [{n - 1, n // 2, n // 3} - {n, -1} for n in range(count)]
    files = {
        "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["m*"]\n',
        "Cargo.lock": lock(*(" ".join([_name(n), *map(_name, sorted(needs[n]))]) for n in range(count))),
    }
    for number in range(count):
        lines = "".join(_dependency(number, other) for other in sorted(needs[number]))
        manifest = package(_name(number), f"[features]\nextra = []\n\n[dependencies]\n{lines}")
        files |= {f"{_name(number)}/Cargo.toml": manifest, f"{_name(number)}/src/lib.rs": ""}
    return write_project(scratch / f"generated-{count}", files)


def _dependency(number: int, other: int) -> str:
    more = ', features = ["extra"]' if number % 7 == 0 and other == number // 3 else ""
    return f'{_name(other)} = {{ path = "../{_name(other)}"{more} }}\n'


def _name(number: int) -> str:
    return f"m{number:03}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
