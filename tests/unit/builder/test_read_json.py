"""The builder's JSON reader gives the same values as `json`."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.builder.read_json import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(value=st.dictionaries(st.text(), VALUES), indent=st.sampled_from([None, 2]), ascii_only=st.booleans())
def test_written_json_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, value: object, indent: int | None, *, ascii_only: bool
) -> None:
    path = tmp_path_factory.mktemp("json") / "value.json"
    path.write_text(json.dumps(value, indent=indent, ensure_ascii=ascii_only) + "\n", encoding="utf-8")
    assert read_json(str(path)) == value


@pytest.mark.parametrize("text", ["", " ", "{", '{"a": }', "{} {}", '{"a": 1} x'])
def test_invalid_json_is_a_value_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "value.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r".+"):
        read_json(str(path))
