//! Beside the program.
