/**
  Return `list` in lists of `size`, the last one shorter where it does not come out even.
*/
size: list:
let
  count = builtins.length list;
  chunk =
    at:
    let
      start = at * size;
    in
    builtins.genList (n: builtins.elemAt list (start + n)) (
      if count - start < size then count - start else size
    );
in
builtins.genList chunk ((count + size - 1) / size)
