"""The facts of all members and the plan -> the file set of each unit. No disk: the same facts give the same sets."""
