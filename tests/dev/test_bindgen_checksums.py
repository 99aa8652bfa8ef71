"""The table of wasm-bindgen-cli's checksums: from cargo's index, with one version a line."""

import json
import re

import pytest
from bindgen_checksums import TABLE, read_index, table_text


def _record(version: str, checksum: str, name: str = "wasm-bindgen-cli") -> bytes:
    return json.dumps({"name": name, "vers": version, "cksum": checksum, "yanked": version == "0.2.94"}).encode()


def test_the_index_gives_versions_in_their_order() -> None:
    records = [_record(version, version * 2) for version in ("0.2.100", "0.2.9", "0.2.94", "0.3.0")]
    data = b"\x03\x02\x00\x00\x00" + b"\0".join([b"etag", *records])
    assert list(read_index(data).items()) == [
        ("0.2.94", "0.2.940.2.94"),
        ("0.2.100", "0.2.1000.2.100"),
        ("0.3.0", "0.3.00.3.0"),
    ]


@pytest.mark.parametrize("data", [b"", _record("0.2.100", "a", "another")])
def test_an_index_without_versions_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="the index has no versions of wasm-bindgen-cli"):
        read_index(data)


def test_the_table_is_as_the_script_writes_it() -> None:
    text = TABLE.read_text(encoding="utf-8")
    checksums = json.loads(text)
    assert table_text(checksums) == text
    assert {"0.2.84", "0.2.100", "0.2.129"} <= checksums.keys()
    assert all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in checksums.values())
