"""The plan: the one file that nixlib reads."""

from cargo_nix.plan.encode import encode_plan
from cargo_nix.plan.members import add_members
from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import SCHEMA, Plan
from cargo_nix.plan.write import render_plan, write_plan

__all__ = ["SCHEMA", "Plan", "Rows", "add_members", "encode_plan", "render_plan", "write_plan"]
