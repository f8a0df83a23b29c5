//! `/_ui`, in development builds only: every shared piece in every state, in both themes side by
//! side. What it shows are the real pieces, so it cannot drift from the pages.

mod controls;
mod numbers;
mod phone;
mod practice;
mod room;
mod states;

use crate::{
    assets::island_runtime,
    page::PageContext,
    shell::document_around,
    state::AppState,
    ui::{
        layout::{document_title, staff_sheet},
        practice::tools,
    },
};
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{Request, Response, header},
    response::IntoResponse as _,
    routing::get,
};
use leptos::prelude::*;

/// Where the page stands.
const PATH: &str = "/_ui";

/// The page and the QR code on it.
pub fn routes() -> Router<AppState> {
    Router::new().route(PATH, get(page)).route(&format!("{PATH}/qr.svg"), get(qr))
}

async fn page(State(state): State<AppState>, request: Request<Body>) -> Response<Body> {
    let provide = move || provide_context(state.clone());
    let handler = leptos_axum::render_app_async_with_context(provide, || document_around(body));
    handler(request).await
}

/// A code that leads nowhere; it looks like those that do.
async fn qr(State(state): State<AppState>) -> Response<Body> {
    match crate::ui::qr::qr_svg(&state.link("/j/0123456789abcdefghijkl")) {
        Ok(svg) => ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        Err(error) => error.to_string().into_response(),
    }
}

/// Which of the two columns a piece stands in: names and ids must differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Light,
    Dark,
}

impl Side {
    const fn theme(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The name of a control in this column.
    const fn pick(self, light: &'static str, dark: &'static str) -> &'static str {
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    /// An id in this column.
    fn id(self, name: &str) -> String {
        format!("{name}-{}", self.theme())
    }
}

type Piece = fn(&PageContext, Side) -> AnyView;

const PIECES: &[(&str, Piece)] = &[
    ("Buttons", controls::buttons),
    ("Fields", controls::fields),
    ("Fields, something is wrong", controls::wrong_fields),
    ("Type", states::type_sizes),
    ("Notices and badges", states::notices),
    ("Rows, tabs, empty", states::lists),
    ("Messages", states::messages),
    ("Questions", phone::questions),
    ("Saved, sending, not sent", phone::save_states),
    ("Waiting, sent, declined", phone::keepsakes),
    ("Code, doors", phone::entry),
    ("Help", phone::help),
    ("Trying a skill", practice::phones),
    ("Trying a skill, on the wall", practice::walls),
    ("Reading aloud", practice::read_aloud),
    ("Code and QR", room::join),
    ("Waves", room::waves),
    ("Answers, wide and narrow", numbers::answers),
    ("Too few to show", numbers::hidden),
    ("Tables", numbers::table),
];

fn body(cx: PageContext) -> AnyView {
    let sections = PIECES
        .iter()
        .enumerate()
        .map(|(number, (title, piece))| {
            let columns = [Side::Light, Side::Dark].map(|side| {
                view! { <div class="specimen" data-theme=side.theme()>{piece(&cx, side)}</div> }
            });
            view! {
                <section class="stack" aria-labelledby=format!("piece-{number}")>
                    <h2 id=format!("piece-{number}")>{*title}</h2>
                    <div class="specimens">{columns.collect_view()}</div>
                </section>
            }
        })
        .collect_view();
    view! {
        {document_title("Components · Make-IT-Safe")}
        <body data-for="staff">
            {staff_sheet(&cx)}
            <main class="page stack" id="main" data-gap="wide">
                <h1>"Components"</h1>
                <p>"Every shared piece in its states, light and dark. Development builds only. Use Tab for the focus ring."</p>
                {sections}
            </main>
            {tools(&cx)}
            {island_runtime(cx.state.assets)}
        </body>
    }
    .into_any()
}
