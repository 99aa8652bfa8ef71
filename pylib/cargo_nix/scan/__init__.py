"""Scan one member: read each file once, and return facts."""
