//! Pictures and downloads of results. Rights are asked for every file.

use super::{
    charts::{self, Labels, Measure, Palette, Place, Width, Words, draw},
    export,
    model::{ItemFinding, Part, Reach},
    pages::read_part,
    service,
};
use crate::{
    error::AppError,
    page::{PageContext, locale, tr},
    project,
    state::AppState,
    ui::{day::day, form_reader::id},
    workshop,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{Request, Response, StatusCode, header},
    response::IntoResponse as _,
    routing::get,
};
use domain::{
    id::{ProjectId, WorkshopId},
    locale::Language,
    questionnaire::Wave,
};
use std::str::FromStr as _;

/// Routes of pictures and downloads.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/workshops/{workshop}/results/{file}", get(of_workshop))
        .route("/staff/projects/{project}/results/{file}", get(of_project))
}

async fn of_workshop(
    Path((workshop, file)): Path<(String, String)>,
    State(state): State<AppState>,
    request: Request<Body>,
) -> Response<Body> {
    let cx = PageContext::from_parts(state, &request.into_parts().0);
    let answer = async {
        let file = File::read(&file)?;
        let loaded = load_workshop(&cx, id(&workshop)?).await?;
        loaded.answer(&cx, &file)
    };
    answer.await.unwrap_or_else(|error| refused(&error))
}

async fn of_project(
    Path((project, file)): Path<(String, String)>,
    State(state): State<AppState>,
    request: Request<Body>,
) -> Response<Body> {
    let cx = PageContext::from_parts(state, &request.into_parts().0);
    let answer = async {
        let file = File::read(&file)?;
        let loaded = load_project(&cx, id(&project)?).await?;
        loaded.answer(&cx, &file)
    };
    answer.await.unwrap_or_else(|error| refused(&error))
}

fn refused(error: &AppError) -> Response<Body> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, error.to_string()).into_response()
}

/// A file below a results page.
#[derive(Debug, PartialEq, Eq)]
enum File {
    /// Everything as CSV.
    Table,
    /// A picture of the page.
    Picture { version: i64, question: String, measure: Measure, width: Width, palette: Palette },
    /// A picture that explains itself.
    Download { question: String, measure: Measure },
}

impl File {
    fn read(name: &str) -> Result<Self, AppError> {
        Self::parse(name).ok_or(AppError::NotFound)
    }

    fn parse(name: &str) -> Option<Self> {
        if name == "results.csv" {
            return Some(Self::Table);
        }
        let parts: Vec<&str> = name.strip_suffix(".svg")?.split('-').collect();
        match parts[..] {
            [question, measure, "download"] => Some(Self::Download {
                question: question.to_owned(),
                measure: read_measure(measure)?,
            }),
            [version, question, measure, width, palette] => Some(Self::Picture {
                version: version.parse().ok()?,
                question: question.to_owned(),
                measure: read_measure(measure)?,
                width: [Width::Wide, Width::Narrow]
                    .into_iter()
                    .find(|known| known.as_str() == width)?,
                palette: [Palette::Light, Palette::Dark]
                    .into_iter()
                    .find(|known| known.as_str() == palette)?,
            }),
            _ => None,
        }
    }
}

fn read_measure(text: &str) -> Option<Measure> {
    [Measure::Answers, Measure::Change].into_iter().find(|known| known.as_str() == text)
}

/// Protected results with what downloads say about them.
struct Loaded {
    words: Words,
    version: i64,
    reach: Reach,
    items: Vec<ItemFinding>,
    project: String,
    acknowledgement: String,
}

/// The words of the language in the address, or of the reader's.
fn words(cx: &PageContext, place: Place) -> Words {
    let language =
        cx.query("language").and_then(|code| Language::from_str(code).ok()).unwrap_or(cx.language);
    Words { language, locale: locale(language), place }
}

async fn load_workshop(cx: &PageContext, id: WorkshopId) -> Result<Loaded, AppError> {
    let actor = cx.actor().await?;
    let results = service::workshop_results(&cx.state, actor, id).await?;
    let workshop = workshop::service::find_workshop(&cx.state, actor, id).await?;
    let project = project::service::find_project(&cx.state, actor, workshop.detail.project).await?;
    // A picture that leaves the page takes the mark of a trial with it.
    let name = format!("{}, {}", project.facts.name, results.group);
    let name = match workshop.detail.plan.trial {
        true => format!("{}. {name}", tr!(cx, trial.banner)),
        false => name,
    };
    Ok(Loaded {
        words: words(cx, Place::Workshop),
        version: results.version,
        reach: results.reach,
        items: results.items,
        project: name,
        acknowledgement: project.facts.acknowledgement,
    })
}

async fn load_project(cx: &PageContext, id: ProjectId) -> Result<Loaded, AppError> {
    let actor = cx.actor().await?;
    let part = read_part(cx.query("part").unwrap_or_default())?;
    let results = service::project_results(&cx.state, actor, id, part).await?;
    let project = project::service::find_project(&cx.state, actor, id).await?;
    let place = if matches!(part, Part::Workshop(_)) { Place::Workshop } else { Place::Total };
    Ok(Loaded {
        words: words(cx, place),
        version: results.version,
        reach: results.reach,
        items: results.items,
        project: results.name,
        acknowledgement: project.facts.acknowledgement,
    })
}

impl Loaded {
    fn answer(&self, cx: &PageContext, file: &File) -> Result<Response<Body>, AppError> {
        match file {
            File::Table => {
                let table = export::table(self.words, &self.reach, &self.items)?;
                Ok(attachment("text/csv; charset=utf-8", "results.csv", table))
            }
            File::Picture { version, question, measure, width, palette } => {
                let (_, chart) = self.chart(question, *measure)?;
                let svg = draw(&chart, *palette, *width, None);
                let keep = if *version == self.version {
                    "private, max-age=86400, immutable"
                } else {
                    "private, no-store"
                };
                Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, keep)], svg)
                    .into_response())
            }
            File::Download { question, measure } => {
                let (finding, chart) = self.chart(question, *measure)?;
                let svg = draw(
                    &chart,
                    Palette::Paper,
                    Width::Wide,
                    Some(&self.labels(cx, finding, *measure)),
                );
                // The question's code comes from the questionnaire, not from the address.
                let name = format!("{}-{}.svg", finding.item.code, measure.as_str());
                Ok(attachment("image/svg+xml", &name, svg.into_bytes()))
            }
        }
    }

    fn chart(
        &self,
        question: &str,
        measure: Measure,
    ) -> Result<(&ItemFinding, charts::Chart), AppError> {
        let finding = self
            .items
            .iter()
            .find(|finding| finding.item.code == question)
            .ok_or(AppError::NotFound)?;
        let chart = match measure {
            Measure::Answers => self.words.answers_chart(finding, charts::extent(&self.items)),
            Measure::Change => self.words.change_chart(finding),
        };
        Ok((finding, chart.ok_or(AppError::NotFound)?))
    }

    fn labels(&self, cx: &PageContext, finding: &ItemFinding, measure: Measure) -> Labels {
        let words = self.words;
        let mut in_words = cx.clone();
        in_words.locale = words.locale;
        let today = day(&in_words, cx.state.clock.today(&cx.state.settings.time_zone));
        let source = tr!(words, evaluation.drawn_on, project = self.project.clone(), day = today);
        let seen = charts::waves(finding);
        let (title, key, rests_on) = match measure {
            Measure::Answers => {
                let key = words.key(finding, charts::classes(&seen));
                (
                    words.title(finding),
                    key,
                    format!("{} {}", words.notes(finding).join(" "), wave_key(words, &seen)),
                )
            }
            Measure::Change => {
                let pairs =
                    charts::change(finding).map_or(0, domain::evaluation::suppression::Shown::n);
                (
                    words.change_title(finding).unwrap_or_default(),
                    Vec::new(),
                    tr!(words, evaluation.change_note, n = pairs.to_string()),
                )
            }
        };
        let note =
            [rests_on, tr!(words, evaluation.self_reported), source, self.acknowledgement.clone()];
        Labels { title, question: words.question(finding), key, note: note.join(" ") }
    }
}

fn wave_key(words: Words, seen: &[charts::Seen]) -> String {
    let drawn = |wave: Wave| seen.iter().any(|seen| seen.wave == wave && seen.visible());
    words.wave_key(drawn(Wave::Before), drawn(Wave::After)) + "."
}

fn attachment(kind: &'static str, name: &str, content: Vec<u8>) -> Response<Body> {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (StatusCode::OK, headers, content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_pictures_and_downloads() {
        let question = "Q5".to_owned();
        assert_eq!(
            File::parse("17-Q5-answers-narrow-dark.svg"),
            Some(File::Picture {
                version: 17,
                question: question.clone(),
                measure: Measure::Answers,
                width: Width::Narrow,
                palette: Palette::Dark
            })
        );
        assert_eq!(
            File::parse("Q5-change-download.svg"),
            Some(File::Download { question, measure: Measure::Change })
        );
        assert_eq!(File::parse("results.csv"), Some(File::Table));
        for wrong in [
            "",
            "Q5.svg",
            "x-Q5-answers-wide-light.svg",
            "1-Q5-answers-wide-paper.svg",
            "1-Q5-tallies-wide-light.svg",
            "results.json",
        ] {
            assert_eq!(File::parse(wrong), None, "{wrong}");
        }
    }
}
