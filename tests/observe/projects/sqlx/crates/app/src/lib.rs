pub async fn name(pool: &sqlx::PgPool, id: i32) -> sqlx::Result<String> {
    Ok(sqlx::query!("SELECT name FROM users WHERE id = $1", id).fetch_one(pool).await?.name)
}

pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");
