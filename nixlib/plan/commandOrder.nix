# The commands of a committed plan (planSelections.nix). The first plan with a unit has the row of
# the unit, and the file sets of this plan decide about the sources of the unit.
[
  "main"
  "build"
  "test"
  "bench"
  "doc"
]
