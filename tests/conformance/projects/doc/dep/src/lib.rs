//! Pages.

pub fn shown() {}
