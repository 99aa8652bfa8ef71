/**
  Return the value of an environment variable as text: a path is copied to the store, because
  builds do not see paths of the machine.
*/
variable: if builtins.isPath variable then "${variable}" else toString variable
