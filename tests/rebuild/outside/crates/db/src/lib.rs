pub async fn name(pool: &sqlx::SqlitePool, id: i64) -> sqlx::Result<String> {
    Ok(sqlx::query!("SELECT name FROM users WHERE id = ?", id).fetch_one(pool).await?.name)
}
