//! Tested.
