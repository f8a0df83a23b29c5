//! Pages.
use leptos::prelude::*;
macro_rules! stub { ($($n:ident),*) => { $( /// Page.
 pub fn $n() -> AnyView { ().into_any() } )* } }
stub!(new_workshop_page, workshop_page, plan_page, qr_page);
