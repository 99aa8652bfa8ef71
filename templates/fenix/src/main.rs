use std::{env, num::ParseIntError};

fn main() -> Result<(), ParseIntError> {
    let numbers = env::args()
        .skip(1)
        .map(|arg| arg.parse())
        .collect::<Result<Vec<u32>, _>>()?;
    println!("{}", numbers.into_iter().fold(0, gcd::gcd));
    Ok(())
}
