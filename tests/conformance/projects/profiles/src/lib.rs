//! Built in many ways.
