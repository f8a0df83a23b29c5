//! Pages of accounts.
use leptos::prelude::*;
macro_rules! stub { ($($n:ident),*) => { $( /// Page.
 pub fn $n() -> AnyView { ().into_any() } )* } }
stub!(sign_in_page, set_up_page, welcome_page, account_page, accounts_page);
