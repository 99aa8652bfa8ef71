"""Write the checksums of the published versions of wasm-bindgen-cli, from the index that cargo downloads."""

import json
import re
import sys
from pathlib import Path

from checkout import CHECKOUT
from published import CARGO_HOME, FetchError, cargo

__all__ = ["OLDEST", "TABLE", "read_index", "table_text"]

TABLE = CHECKOUT / "nixlib/web/cliChecksums.json"
OLDEST = (0, 2, 84)
"""The first version of 2023."""
_CRATE = "wasm-bindgen-cli"
_CACHE = f"registry/index/*/.cache/wa/sm/{_CRATE}"


def read_index(data: bytes) -> dict[str, str]:
    """Return the checksums by version in ``data``, a file of cargo's index cache, without versions before `OLDEST`.

    The file has a JSON record for each version between bytes 0 (cargo's sources/registry/index/cache.rs). Yanked
    versions stay: an old Cargo.lock may have one. Raises ValueError if no record has a version and a checksum.
    """
    records = [json.loads(part) for part in data.split(b"\0") if part.startswith(b"{")]
    checksums = {record["vers"]: record["cksum"] for record in records if record["name"] == _CRATE}
    if not checksums:
        raise ValueError(f"the index has no versions of {_CRATE}")
    return {version: checksums[version] for version in sorted(checksums, key=_order) if _order(version) >= OLDEST}


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def table_text(checksums: dict[str, str]) -> str:
    """Return the text of the table: JSON with one version a line."""
    return json.dumps(checksums, indent=2) + "\n"


def main() -> int:
    """Write the table; return the exit status."""
    try:
        cargo("info", "--quiet", "--color=never", _CRATE)  # downloads the newest index
        files = sorted(CARGO_HOME.glob(_CACHE), key=lambda path: path.stat().st_mtime)
        checksums = read_index(files[-1].read_bytes() if files else b"")
    except (FetchError, ValueError) as error:
        print(f"bindgen-checksums: error: {error}", file=sys.stderr)
        return 1
    Path(TABLE).write_text(table_text(checksums), encoding="utf-8")
    print(f"{len(checksums)} versions, the newest is {next(reversed(checksums))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
