//! Logging: structured lines on standard error, as text or as JSON.
//!
//! Only our own crates follow the chosen level; libraries log from `warn`,
//! since at finer levels some of them print addresses, paths or values.

use std::io::IsTerminal;

use tracing::{Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{filter::Targets, fmt::MakeWriter, layer::SubscriberExt};

use crate::{
    config::{Format, Telemetry},
    middleware::catch_panic,
};

/// The crates that are ours, as log targets.
const OURS: [&str; 4] = ["make_it_safe", "server", "app", "domain"];

/// Starts logging for the whole process, panics included. Call it once, first.
///
/// # Errors
/// Logging was started before.
pub fn init(settings: &Telemetry) -> Result<(), tracing::subscriber::SetGlobalDefaultError> {
    let coloured = std::io::stderr().is_terminal();
    tracing::subscriber::set_global_default(subscriber(settings, coloured, std::io::stderr))?;
    catch_panic::log_panics();
    Ok(())
}

/// The subscriber that [`init`] installs, with any writer.
fn subscriber<W>(
    settings: &Telemetry,
    coloured: bool,
    writer: W,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let level: LevelFilter = settings.level.as_str().parse().unwrap_or(LevelFilter::INFO);
    let libraries = level.min(LevelFilter::WARN);
    let filter =
        Targets::new().with_default(libraries).with_targets(OURS.map(|target| (target, level)));
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let filtered = tracing_subscriber::registry().with(filter);
    match settings.format {
        Format::Text => Box::new(filtered.with(lines.with_ansi(coloured))),
        Format::Json => {
            Box::new(filtered.with(lines.json().flatten_event(true).with_span_list(false)))
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{
        io,
        sync::{Arc, Mutex, Once},
    };

    use super::*;
    use crate::config::Level;

    /// Collects what is logged while a test runs.
    #[derive(Clone, Default)]
    pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

    impl Captured {
        /// Logs into a new collection on this thread until the guard is dropped.
        pub(crate) fn start(
            level: Level,
            format: Format,
        ) -> (Self, tracing::subscriber::DefaultGuard) {
            // While one subscriber is the only one, tracing asks the thread that
            // reaches a log line first, and remembers "nobody listens" if that
            // is a test without one. A listener for all threads prevents it.
            static LISTENER: Once = Once::new();
            LISTENER.call_once(|| {
                let everything = tracing_subscriber::registry().with(LevelFilter::TRACE);
                tracing::subscriber::set_global_default(everything).unwrap();
            });
            let captured = Self::default();
            let settings = Telemetry { level, format };
            let subscriber = subscriber(&settings, false, captured.clone());
            (captured, tracing::subscriber::set_default(subscriber))
        }

        pub(crate) fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl io::Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'w> MakeWriter<'w> for Captured {
        type Writer = Self;

        fn make_writer(&'w self) -> Self {
            self.clone()
        }
    }

    #[test]
    fn libraries_stay_quiet_below_warn_whatever_the_level() {
        let (captured, _guard) = Captured::start(Level::Trace, Format::Text);
        tracing::info!(target: "hyper::proto", "library chatter");
        tracing::warn!(target: "sqlx::query", "library warning");
        tracing::trace!(target: "app::participate", "our detail");
        let text = captured.text();
        assert!(!text.contains("library chatter"), "{text}");
        assert!(text.contains("library warning") && text.contains("our detail"), "{text}");
    }

    #[test]
    fn level_error_silences_warnings_everywhere() {
        let (captured, _guard) = Captured::start(Level::Error, Format::Text);
        tracing::warn!(target: "sqlx::query", "library warning");
        tracing::warn!(target: "server", "our warning");
        tracing::error!(target: "server", "our error");
        let text = captured.text();
        assert!(!text.contains("warning") && text.contains("our error"), "{text}");
    }

    #[test]
    fn json_lines_carry_fields_and_span() {
        let (captured, _guard) = Captured::start(Level::Info, Format::Json);
        let span = tracing::info_span!(target: "server", "request", request_id = "0123");
        span.in_scope(|| tracing::info!(target: "server", status = 200, "answered"));
        let line = captured.text();
        assert!(line.starts_with('{') && line.trim_end().ends_with('}'), "{line}");
        for part in ["\"status\":200", "\"message\":\"answered\"", "\"request_id\":\"0123\""] {
            assert!(line.contains(part), "{part} is missing in {line}");
        }
    }
}
