//! The drawn pictures of the stories, embedded, one file a scene.

use crate::{page::PageContext, state::AppState};
use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{Response, StatusCode, header},
    response::IntoResponse as _,
    routing::get,
};
use domain::{module::Module, story::Scene};
use leptos::prelude::*;

macro_rules! drawn {
    ($($module:literal: $($scene:literal),+;)+) => {
        [$($(($module, $scene, include_str!(
            concat!("../../../../content/pictures/", $module, "/", $scene, ".svg")
        ))),+),+]
    };
}

const PICTURES: [(&str, &str, &str); 28] = drawn! {
    "respect": "s1", "s2", "s3", "s4", "s5", "s6", "end";
    "image-rights": "s1", "s2", "s3", "s4", "s5", "end";
    "sexting": "s1", "s2", "s2b", "s3", "s3b", "s4", "s5", "end";
    "passwords": "s1", "s2", "s2b", "s3", "s4", "s5", "end";
};

/// The picture of a scene, or of a story's end (`end`); alternative text in the page's language.
#[must_use]
pub fn scene_picture(cx: &PageContext, module: Module, scene: Option<&Scene>) -> AnyView {
    let name = scene.map_or_else(|| "end".to_owned(), |scene| scene.id.to_lowercase());
    // The end has its text beside it and its picture adds nothing to it.
    let alt = scene.map(|scene| scene.alt.get(cx.language).to_owned()).unwrap_or_default();
    view! { <img class="scene-picture" src=format!("/pictures/{module}/{name}.svg") alt=alt width="800" height="500" /> }
        .into_any()
}

/// Routes of the pictures.
pub fn pictures() -> Router<AppState> {
    Router::new().route("/pictures/{module}/{file}", get(picture))
}

async fn picture(Path((module, file)): Path<(String, String)>) -> Response<Body> {
    let scene = file.strip_suffix(".svg").unwrap_or_default();
    let found = PICTURES.iter().find(|(of, name, _)| *of == module && *name == scene);
    let Some((_, _, svg)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let head =
        [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (head, *svg).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::service::kit;

    #[test]
    fn every_scene_and_every_end_has_a_picture_that_shows_no_words_and_fetches_nothing() {
        for module in Module::ALL {
            let story = &kit(module).unwrap().story;
            let scenes = story.scenes.iter().map(|scene| scene.id.to_lowercase());
            for scene in scenes.chain(["end".to_owned()]) {
                let found =
                    PICTURES.iter().find(|(of, name, _)| *of == module.as_str() && *name == scene);
                let (_, _, svg) = found.unwrap_or_else(|| panic!("{module} {scene}"));
                for forbidden in ["<text", "<script", "<style", "style=", "href", "url(", "<image"]
                {
                    assert!(!svg.contains(forbidden), "{module} {scene}: {forbidden}");
                }
                assert!(svg.len() <= 8192, "{module} {scene}: {} bytes", svg.len());
            }
        }
    }
}
