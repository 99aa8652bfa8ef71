use std::{error::Error, io};

fn main() -> Result<(), Box<dyn Error>> {
    let items = inventory::parse(&io::read_to_string(io::stdin())?)?;
    let total: u32 = items.iter().map(|item| item.count).sum();
    println!("{total} items of {} kinds", items.len());
    Ok(())
}
