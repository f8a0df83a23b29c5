//! Pages of projects.
use leptos::prelude::*;
macro_rules! stub { ($($n:ident),*) => { $( /// Page.
 pub fn $n() -> AnyView { ().into_any() } )* } }
stub!(home_page, new_project_page, project_page, partners_page, people_page, settings_page);
