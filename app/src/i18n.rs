//! The translations in `app/locales`, generated at build time.

#[expect(
    unused_imports,
    dead_code,
    reason = "generated for every way of using translations; we use one"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
pub use generated::i18n::Locale;
