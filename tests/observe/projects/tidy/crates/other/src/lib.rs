//! Another member.
