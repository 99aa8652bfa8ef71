"""Decide the file set of each unit from the plan and the facts of all members, without access to the disk."""
