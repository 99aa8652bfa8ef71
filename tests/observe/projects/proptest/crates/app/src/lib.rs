mod number;

pub use number::twice;
