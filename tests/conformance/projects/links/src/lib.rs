//! The top of the links.
