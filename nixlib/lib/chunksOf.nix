/**
  Return the elements of `list` in lists of `size`. The last list may be shorter.
*/
_scope: size: list:
let
  count = builtins.length list;
  chunk =
    index:
    let
      start = index * size;
      remaining = count - start;
    in
    builtins.genList (n: builtins.elemAt list (start + n)) (
      if remaining < size then remaining else size
    );
in
builtins.genList chunk ((count + size - 1) / size)
