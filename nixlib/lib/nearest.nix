/**
  Return the string of `candidates` with the smallest edit distance to `word`.

  `candidates` must not be empty. Of equal distances, the first candidate wins.
*/
{ lib, ... }:
word: candidates:
let
  min = left: right: if left < right then left else right;

  # Levenshtein's table, row by row: a cell is the distance of two prefixes.
  nextRow =
    columns: row: character:
    builtins.foldl' (
      cells: column:
      let
        index = builtins.length cells;
        insertion = lib.last cells + 1;
        deletion = builtins.elemAt row index + 1;
        substitution = builtins.elemAt row (index - 1) + (if column == character then 0 else 1);
      in
      cells ++ [ (min insertion (min deletion substitution)) ]
    ) [ (builtins.head row + 1) ] columns;
  distanceOf =
    candidate:
    let
      columns = lib.stringToCharacters candidate;
      firstRow = lib.range 0 (builtins.length columns);
    in
    lib.last (builtins.foldl' (nextRow columns) firstRow (lib.stringToCharacters word));

  scored = map (candidate: {
    inherit candidate;
    distance = distanceOf candidate;
  }) candidates;
  nearer = best: next: if next.distance < best.distance then next else best;
in
(builtins.foldl' nearer (builtins.head scored) scored).candidate
