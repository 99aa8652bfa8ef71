/**
  Return the string of `candidates` (a list that is not empty) that is nearest to `word` by edit distance.
*/
word: candidates:
let
  chars = text: builtins.genList (n: builtins.substring n 1 text) (builtins.stringLength text);
  min = a: b: if a < b then a else b;
  # One row of the Levenshtein table from the row above it.
  nextRow =
    row: char: other:
    (builtins.foldl'
      (state: right: {
        index = state.index + 1;
        left = min (min (state.left + 1) (builtins.elemAt row (state.index + 1) + 1)) (
          builtins.elemAt row state.index + (if right == char then 0 else 1)
        );
        row = state.row ++ [
          (min (min (state.left + 1) (builtins.elemAt row (state.index + 1) + 1)) (
            builtins.elemAt row state.index + (if right == char then 0 else 1)
          ))
        ];
      })
      {
        index = 0;
        left = builtins.head row + 1;
        row = [ (builtins.head row + 1) ];
      }
      other
    ).row;
  distance =
    a: b:
    let
      other = chars b;
      last = builtins.foldl' (row: char: nextRow row char other) (builtins.genList (n: n) (
        builtins.length other + 1
      )) (chars a);
    in
    builtins.elemAt last (builtins.length other);
  scored = map (candidate: {
    inherit candidate;
    score = distance word candidate;
  }) candidates;
in
(builtins.foldl' (
  best: next: if next.score < best.score then next else best
) (builtins.head scored) scored).candidate
