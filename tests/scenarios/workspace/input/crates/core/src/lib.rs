pub fn core() -> u32 { util::two() }
#[cfg(test)]
mod tests;
