fn main() {
    for migration in db::MIGRATOR.iter() {
        println!("{}: {}", migration.description, migration.sql.trim());
    }
}
