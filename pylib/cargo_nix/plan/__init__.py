"""The plan, as data and as the JSON that nixlib reads."""

from cargo_nix.plan.make_plan import encode_plan
from cargo_nix.plan.member_plans import add_members
from cargo_nix.plan.plan_text import render_plan, write_plan
from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import SCHEMA, Plan

__all__ = ["SCHEMA", "Plan", "Rows", "add_members", "encode_plan", "render_plan", "write_plan"]
