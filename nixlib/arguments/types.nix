/**
  Return the types of arguments. A type is a set:

  - `description`: the type in words, for messages and docs/options.md.
  - `mismatches argument value`: the errors in `value`, as sets of `argument`, `problem`,
    `expected`, `got` and `waysOut`. `argument` names the value, for example
    `checks.clippyArgs[0]`.
  - `complete value`: a valid value with all defaults.
*/
{
  leafTypes,
  composedTypes,
  setType,
  ...
}:
leafTypes // composedTypes // { set = setType; }
