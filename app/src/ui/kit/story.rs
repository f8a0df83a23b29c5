//! Story and polls as a coach reads them out: by show of hands they need no phone.

use super::words;
use crate::{
    agenda::model::Room,
    page::{PageContext, tr},
};
use domain::{
    poll::{Poll, Polls},
    story::{Choice, END, Scene, Story},
};
use leptos::prelude::*;

/// The story, scene by scene, with its ways on.
#[must_use]
pub fn story(cx: &PageContext, room: &Room, story: &Story) -> AnyView {
    let scenes: Vec<_> = story.scenes.iter().map(|scene| scene_view(cx, room, scene)).collect();
    view! {
        <h4>{tr!(cx, agenda.story, title = words(cx, room, &story.title))}</h4>
        <p class="small soft">{tr!(cx, agenda.story_how)}</p>
        <ol class="scenes">{scenes}</ol>
        <p><strong>{tr!(cx, agenda.story_end)}</strong> " " {words(cx, room, &story.end)}</p>
    }
    .into_any()
}

fn scene_view(cx: &PageContext, room: &Room, scene: &Scene) -> AnyView {
    let choices: Vec<_> =
        scene.choices.iter().map(|choice| choice_view(cx, room, choice)).collect();
    let on = scene.next.as_deref().map(|next| view! { <p class="way">{way(cx, next)}</p> });
    let choices = (!choices.is_empty()).then(|| view! { <ol class="choices">{choices}</ol> });
    view! {
        <li>
            <p><strong class="scene-name">{scene.id.clone()}</strong> " " {words(cx, room, &scene.text)}</p>
            {choices}
            {on}
        </li>
    }
    .into_any()
}

fn choice_view(cx: &PageContext, room: &Room, choice: &Choice) -> AnyView {
    view! {
        <li>
            {words(cx, room, &choice.text)} " " <span class="way">{way(cx, &choice.next)}</span>
            <br/><span class="small soft">{words(cx, room, &choice.feedback)}</span>
        </li>
    }
    .into_any()
}

fn way(cx: &PageContext, next: &str) -> String {
    if next == END {
        tr!(cx, agenda.to_the_end)
    } else {
        tr!(cx, agenda.to_scene, scene = next.to_owned())
    }
}

/// The polls asked in the room's country.
#[must_use]
pub fn polls(cx: &PageContext, room: &Room, polls: &Polls) -> AnyView {
    let asked: Vec<_> =
        polls.in_country(&room.country).map(|poll| poll_view(cx, room, poll)).collect();
    view! { <ol class="polls">{asked}</ol> }.into_any()
}

fn poll_view(cx: &PageContext, room: &Room, poll: &Poll) -> AnyView {
    let options: Vec<_> = poll
        .options
        .iter()
        .map(|option| {
            let right = option
                .right
                .then(|| view! { " " <strong class="right">{tr!(cx, agenda.right)}</strong> });
            view! { <li>{words(cx, room, &option.text)} {right}</li> }
        })
        .collect();
    let why = poll.why.as_ref().map(|why| view! { <p>{words(cx, room, why)}</p> });
    let private =
        poll.private.then(|| view! { <p class="small soft">{tr!(cx, agenda.private_poll)}</p> });
    view! {
        <li>
            <p><strong>{words(cx, room, &poll.question)}</strong></p>
            <ul>{options}</ul>
            {why}
            {private}
        </li>
    }
    .into_any()
}
