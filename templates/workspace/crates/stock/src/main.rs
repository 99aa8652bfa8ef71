const STOCK: &str = include_str!(concat!(env!("OUT_DIR"), "/stock.json"));

fn main() -> Result<(), serde_json::Error> {
    let items = inventory::parse(STOCK)?;
    println!(
        "{} kinds at {}",
        env!("STOCK_KINDS"),
        option_env!("STOCK_SITE").unwrap_or("no site")
    );
    for item in items {
        println!("{:>4} {}", item.count, item.name);
    }
    Ok(())
}
