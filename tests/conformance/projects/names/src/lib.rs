pub use twin::VERSION;
pub use younger_twin::VERSION as YOUNGER;
