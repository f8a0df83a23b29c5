//! Trying a skill, on a phone and on the wall.

use super::Side;
use crate::{
    page::PageContext,
    ui::{
        listen,
        practice::{phone_named, wall},
    },
};
use domain::{module::Module, question::Translated};
use leptos::prelude::*;

fn fill(cx: &PageContext) -> impl Fn(&Translated) -> String {
    let language = cx.language;
    move |text| text.get(language).replace("{helpline}", "Awel (102)")
}

/// Each module's practice on a phone.
pub fn phones(cx: &PageContext, side: Side) -> AnyView {
    Module::ALL
        .map(|module| phone_named(cx, module, &fill(cx), &side.id("practice")))
        .collect_view()
        .into_any()
}

/// The same on the projector; its sizes follow the window.
pub fn walls(cx: &PageContext, _: Side) -> AnyView {
    Module::ALL.map(|module| wall(cx, module, fill(cx))).collect_view().into_any()
}

/// Reading aloud: the button (hidden without a voice of the device's own).
pub fn read_aloud(cx: &PageContext, side: Side) -> AnyView {
    let id = side.id("read");
    view! { <div id=id.clone()><p>"One two three."</p></div> {listen::button(cx, &id)} }.into_any()
}
