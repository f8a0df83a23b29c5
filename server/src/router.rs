//! Every route and every layer, in one screen.

use crate::{
    assets,
    config::Config,
    middleware::{
        api_calls::api_calls,
        catch_panic::catch_panic,
        csrf::csrf,
        request_bounds::{PARTICIPANT_BODY, answer_deadline, body_deadline, body_limit},
        request_id::request_id,
        security_headers::{CSP_REPORT, CspNonce, SecurityHeaders, security_headers},
    },
    routes,
    start::StartError,
};
use app::{
    page::render,
    shell::{NONCE_HEADER, document},
    state::AppState,
};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::Response,
    routing::{get, post},
};
use leptos_axum::{LeptosRoutes as _, generate_route_list_with_exclusions_and_ssg_and_context};
use std::net::SocketAddr;

/// The whole application for a server bound to `bound`.
///
/// # Errors
/// When the public address cannot be used.
pub fn router(config: &Config, state: AppState, bound: SocketAddr) -> Result<Router, StartError> {
    let public_url = config.http.public_url(bound);
    let db = state.db.clone();
    let probe = move || {
        let db = db.clone();
        async move { db.can_write().await }
    };
    let router = Router::new()
        .leptos_routes(&state, page_list(&state), document)
        .merge(app::account::forms::routes())
        .merge(app::project::forms::routes())
        .merge(app::workshop::forms::routes())
        .merge(app::participate::forms::routes())
        .merge(app::evaluation::forms::routes())
        .merge(app::directory::forms::routes())
        .merge(app::letter::forms::routes())
        .merge(app::paper::forms::routes())
        .merge(app::report::forms::routes())
        .merge(app::room::stream::routes())
        .merge(app::run::forms::routes())
        .merge(app::live::stream::routes())
        .merge(app::practice::words::routes())
        .merge(app::demonstration::forms::routes())
        .merge(app::gallery::routes())
        .route("/assets/{name}", get(assets::serve))
        .route(CSP_REPORT, post(routes::csp_report::report))
        .merge(routes::health::routes(probe))
        .fallback(not_found)
        .with_state(state)
        .layer(map_response(nonce_to_extension))
        .layer(from_fn(api_calls))
        .layer(csrf(&public_url)?)
        .layer(body_limit(PARTICIPANT_BODY))
        .layer(body_deadline())
        .layer(answer_deadline())
        .layer(from_fn(request_id))
        .layer(from_fn(catch_panic))
        .layer(from_fn_with_state(SecurityHeaders::new(&public_url), security_headers));
    Ok(router)
}

/// The pages, from the one list in `app::shell`.
#[must_use]
pub fn page_list(state: &AppState) -> Vec<leptos_axum::AxumRouteListing> {
    let state = state.clone();
    let context = move || {
        leptos::prelude::provide_context(state.clone());
        leptos::prelude::provide_context(Request::new(()).into_parts().0);
        leptos::prelude::provide_context(leptos_axum::ResponseOptions::default());
    };
    generate_route_list_with_exclusions_and_ssg_and_context(document, None, context).0
}

/// The renderer names its nonce in a header; the policy is built from it further out.
async fn nonce_to_extension(mut response: Response) -> Response {
    if let Some(nonce) = response.headers_mut().remove(NONCE_HEADER)
        && let Ok(nonce) = nonce.to_str()
    {
        let nonce = CspNonce(nonce.to_owned());
        response.extensions_mut().insert(nonce);
    }
    response
}

async fn not_found(State(state): State<AppState>, request: Request<Body>) -> Response {
    let (parts, _) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let mut response = render(&state, parts, &path, None, None).await;
    *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
    response
}
