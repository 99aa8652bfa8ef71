//! The server: it renders the page, answers questions, and sends the files of the app.
//!
//! SITE is the directory that Nix or `trunk build` makes of the app, and ADDRESS the address of the
//! server.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs, io};

use app::greeting;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

/// The files of the app, by path.
type Site = HashMap<String, Vec<u8>>;

#[tokio::main]
async fn main() -> io::Result<()> {
    let directory = env::var("SITE").unwrap_or_else(|_| "app/dist".to_owned());
    let address = env::var("ADDRESS").unwrap_or_else(|_| "127.0.0.1:8080".to_owned());
    let mut site = Site::new();
    read_files(Path::new(&directory), "", &mut site)?;
    let router = Router::new()
        .route("/", get(page))
        .route("/api/greeting", get(answer))
        .fallback(get(file))
        .with_state(Arc::new(site));
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router).await
}

fn read_files(directory: &Path, prefix: &str, site: &mut Site) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_files(&entry.path(), &path, site)?;
        } else {
            site.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

async fn page(State(site): State<Arc<Site>>) -> Response {
    let Some(index) = site.get("/index.html") else {
        return (StatusCode::NOT_FOUND, "SITE has no index.html").into_response();
    };
    let rendered = app::render().await;
    let index = String::from_utf8_lossy(index).replace("<body>", &format!("<body>{rendered}"));
    Html(index).into_response()
}

async fn answer(Query(query): Query<HashMap<String, String>>) -> String {
    let name = query.get("name").map_or("world", String::as_str);
    greeting(name, name.chars().count())
}

async fn file(State(site): State<Arc<Site>>, address: Uri) -> Response {
    let Some(bytes) = site.get(address.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match address.path().rsplit('.').next() {
        Some("css") => "text/css",
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind)], bytes.clone()).into_response()
}
