//! Trying a skill, as a phone and as the projector show it. Complete without scripts; the island makes
//! it comfortable. There is no form and no field to type in: nothing can be sent.

mod compose;
mod ladder;
mod words;

use crate::{
    agenda::service::kit,
    page::{PageContext, tr},
    practice::islands::PracticeTools,
    ui::listen,
};
use domain::{
    module::Module,
    practice::{Practice, PracticeKind},
    question::Translated,
};
use leptos::prelude::*;

/// A text of the content in the page's language, its slots filled.
type Fill<'a> = &'a dyn Fn(&Translated) -> String;

/// What a phone shows while a module's skill is tried.
#[must_use]
pub fn phone(cx: &PageContext, module: Module, fill: impl Fn(&Translated) -> String) -> AnyView {
    phone_named(cx, module, &fill, "practice")
}

/// The same with a name of its own, where a page shows it more than once.
#[must_use]
pub fn phone_named(cx: &PageContext, module: Module, fill: Fill<'_>, name: &str) -> AnyView {
    let Some(practice) = shipped(module) else { return ().into_any() };
    let id = format!("{name}-{module}");
    let inside = match practice.kind {
        PracticeKind::Sentence | PracticeKind::Request => compose::parts(cx, practice, fill, &id),
        PracticeKind::Ladder => ladder::rungs(practice, fill),
        PracticeKind::Words => words::draw(cx, practice, fill),
    };
    let intro = fill(&practice.intro);
    let say = intro.clone();
    view! {
        <section class="practice" data-say=say id=id.clone()>
            <h1 class="question-title" tabindex="-1" data-focus="">{intro}</h1>
            {listen::button(cx, &id)}
            {inside}
            <p class="notice">{fill(&practice.after)}</p>
        </section>
    }
    .into_any()
}

/// What the projector shows meanwhile: one idea, and where to do it.
#[must_use]
pub fn wall(cx: &PageContext, module: Module, fill: impl Fn(&Translated) -> String) -> AnyView {
    let fill: Fill<'_> = &fill;
    let Some(practice) = shipped(module) else { return ().into_any() };
    let inside = match practice.kind {
        PracticeKind::Sentence | PracticeKind::Request => compose::titles(cx, practice, fill),
        PracticeKind::Ladder => ladder::titles(practice, fill),
        PracticeKind::Words => words::wall(cx, practice, fill),
    };
    view! { <section class="wall-practice" data-practice=module.as_str()><h1>{fill(&practice.intro)}</h1> {inside}</section> }
        .into_any()
}

/// The island behind [`phone`], [`wall`] and [`listen::button`], with the question it asks. Once on a
/// page, outside the parts that are renewed.
#[must_use]
pub fn tools(cx: &PageContext) -> AnyView {
    view! { {listen::headphones(cx)} <PracticeTools /> }.into_any()
}

fn shipped(module: Module) -> Option<&'static Practice> {
    kit(module).ok().map(|kit| &kit.practice)
}

/// Where it stays.
fn stays(cx: &PageContext) -> AnyView {
    view! { <p class="small soft">{tr!(cx, practice.stays)}</p> }.into_any()
}
