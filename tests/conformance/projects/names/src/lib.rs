pub use twin::VERSION;
pub use {again::VERSION as A, younger_twin::VERSION as B};
