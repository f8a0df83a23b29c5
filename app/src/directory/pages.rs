//! Pages.
use leptos::prelude::*;
macro_rules! stub { ($($n:ident),*) => { $( /// Page.
 pub fn $n() -> AnyView { ().into_any() } )* } }
stub!(help_page);
