//! A dependency.
