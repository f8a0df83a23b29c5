//! Pages.
use leptos::prelude::*;
macro_rules! stub { ($($n:ident),*) => { $( /// Page.
 pub fn $n() -> AnyView { ().into_any() } )* } }
stub!(code_entry_page, here_page);
