//! Another.
