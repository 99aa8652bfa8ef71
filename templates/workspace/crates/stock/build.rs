//! Reads `stock.txt` and leaves `stock.json` in OUT_DIR, which `src/main.rs` includes.

use std::{env, error::Error, fs, path::Path};

use inventory::Item;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=stock.txt");
    let items = fs::read_to_string("stock.txt")?
        .lines()
        .map(|line| {
            let (name, count) = line.split_once(' ').ok_or("expected `name count`")?;
            Ok(Item {
                name: name.to_owned(),
                count: count.parse()?,
            })
        })
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    println!("cargo::rustc-env=STOCK_KINDS={}", items.len());
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("stock.json"),
        inventory::render(&items)?,
    )?;
    Ok(())
}
