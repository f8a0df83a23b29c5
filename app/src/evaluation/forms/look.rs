use super::*;
use crate::{assets::Manifest, clock::Clock, db::{Db, DbSettings}, demonstration::service::{Behind, enter, fill}, session::{service::SessionRules, limits::{LimitRules, Limits}, cookie::{Cookie, Scheme}}, state::Settings};
use domain::workshop::ClosingRule;

async fn body(response: Response<Body>) -> String {
    let status = response.status();
    let headers = format!("{:?}", response.headers());
    let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap();
    println!("{status} {headers} {}", bytes.len());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn look() {

    let out = "/tmp/charts/pages";
    let _ = std::fs::remove_file("/tmp/charts/look.db");
    let db = Db::connect("sqlite:/tmp/charts/look.db", DbSettings::default()).await.unwrap();
    db.migrate().await.unwrap();
    let settings = || Settings { public_url: "http://127.0.0.1:1".into(), scheme: Scheme::Http, closing: ClosingRule { undo_seconds: 60, grace_seconds: 120 }, close_hour: 4, time_zone: jiff::tz::TimeZone::UTC, sessions: SessionRules { idle_minutes: 600, absolute_minutes: 600, admin_idle_minutes: 600, admin_absolute_minutes: 600 }, exit_url: "https://example.org".into(), hash_concurrency: 1, doors_allowed: true };
    let limits = || Limits::new(LimitRules::default());
    let state = AppState::build(db.clone(), Clock::System, settings(), limits(), Manifest::default()).await.unwrap();
    fill(&state).await.unwrap();
    let state = AppState::build(db, Clock::System, settings(), limits(), Manifest::default()).await.unwrap();
    let Ok(Behind::Staff(signed_in, path)) = enter(&state, "manager").await else { panic!() };
    let context = { let s = state.clone(); move || leptos::prelude::provide_context(s.clone()) };
    let _ = leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(crate::shell::document, None, context);
    let cookie = format!("{}={}", Cookie::Staff.name(Scheme::Http), signed_in.token.text());
    let request = |uri: &str| Request::builder().uri(uri).header("cookie", cookie.clone()).body(Body::empty()).unwrap();
    let project = path.split('/').nth(3).unwrap().to_owned();
    let any = request(&path).into_parts().0;
    let cx = PageContext::from_parts(state.clone(), &any);
    let actor = cx.actor().await.unwrap();
    let all = workshop::service::list_workshops(&state, actor, id(&project).unwrap()).await.unwrap();
    let mut pages = vec![("project".to_owned(), path.clone()), ("project-module".to_owned(), format!("{path}?part=module:passwords"))];
    for (index, workshop) in all.iter().enumerate() {
        pages.push((format!("workshop{index}"), format!("/staff/workshops/{}/results", workshop.id)));
        pages.push((format!("project-workshop{index}"), format!("{path}?part=workshop:{}", workshop.id)));
    }
    for (name, path) in pages {
        println!("{name} {path}");
        let html = body(crate::page::render(&state, request(&path).into_parts().0, &path, None, None).await).await;
        let mut html = html.replace("</head>", "<link rel=stylesheet href=/tmp/mock/main.css></head>");
        let mut addresses: Vec<String> = Vec::new();
        for mark in ["src=\"/staff", "srcset=\"/staff", "href=\"/staff"] {
            for piece in html.split(mark).skip(1) {
                let address = format!("/staff{}", piece.split('"').next().unwrap());
                if address.contains("/results/") { addresses.push(address); }
            }
        }
        addresses.sort(); addresses.dedup();
        for (index, address) in addresses.iter().enumerate() {
            let real = address.replace("&amp;", "&");
            let file = real.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
            let owner = real.split('/').nth(3).unwrap().to_owned();
            let response = if real.starts_with("/staff/projects") { of_project(Path((owner, file.clone())), State(state.clone()), request(&real)).await } else { of_workshop(Path((owner, file.clone())), State(state.clone()), request(&real)).await };
            let text = body(response).await;
            let local = format!("{out}/{name}-{index}-{file}");
            std::fs::write(&local, text).unwrap();
            html = html.replace(&format!("\"{address}\""), &format!("\"{local}\""));
        }
        std::fs::write(format!("{out}/{name}.html"), html.replace("http-equiv", "data-x")).unwrap();
    }
}
