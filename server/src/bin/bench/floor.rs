//! What the machine itself can do: a server that stores nothing, and a database alone.

use app::db::{Db, DbSettings, Tx};
use axum::{
    Router,
    http::{StatusCode, header},
    routing::{get, post},
};
use server::start::StartError;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

/// A server with a page of 15 KB and a form that forgets.
pub async fn forgetful() -> Result<SocketAddr, StartError> {
    let page = "x".repeat(15 * 1024);
    let app = Router::new()
        .route("/", get(move || async move { ([(header::CONTENT_TYPE, "text/html")], page) }))
        .route(
            "/",
            post(|body: String| async move {
                (
                    if body.is_empty() { StatusCode::BAD_REQUEST } else { StatusCode::SEE_OTHER },
                    [(header::LOCATION, "/")],
                )
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let host = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(host)
}

/// Durable commits of one row a second, one after the other.
pub async fn commits(database: &str, during: Duration) -> Result<f64, StartError> {
    let db = Db::connect(database, DbSettings::default()).await?;
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed() < during {
        let mut tx = db.begin().await?;
        let sql = "INSERT INTO installation (name, value) VALUES ($1, $2)";
        let name = format!("bench {count}");
        match &mut tx {
            Tx::Sqlite(tx) => sqlx::query(sql)
                .bind(name)
                .bind(vec![0_u8; 8])
                .execute(&mut **tx)
                .await
                .map(drop)?,
            Tx::Postgres(tx) => sqlx::query(sql)
                .bind(name)
                .bind(vec![0_u8; 8])
                .execute(&mut **tx)
                .await
                .map(drop)?,
        }
        tx.commit().await?;
        count += 1;
    }
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}

/// Makes an empty database beside this one of PostgreSQL.
pub async fn another_database(url: &str) -> Result<String, StartError> {
    let db = Db::connect(url, DbSettings::default()).await?;
    if let Db::Postgres(pool) = &db {
        sqlx::query("CREATE DATABASE bench_live").execute(pool).await?;
    }
    db.close().await;
    let (server, _) = url.rsplit_once('/').ok_or("no database in the address")?;
    Ok(format!("{server}/bench_live"))
}
