pub const GREETING: &str = macros::greeting!();

#[cfg(test)]
mod cases;
