//! Pictures and downloads of results. Rights are asked for every file.

use super::{
    charts::{self, Labels, Measure, Palette, Place, Width, Words, draw},
    export::{self, Separator, Told},
    file_name::file_name,
    model::{ItemFinding, Part, ProjectResults, TickFinding, WorkshopResults},
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
pub(super) fn routes() -> Router<AppState> {
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
        let loaded = if file.is_live() {
            load_live(&cx, id(&project)?).await?
        } else {
            load_project(&cx, id(&project)?).await?
        };
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

    /// Whether it belongs to the page of stories and polls: their codes have a point in them.
    fn is_live(&self) -> bool {
        match self {
            Self::Table => false,
            Self::Picture { question, .. } | Self::Download { question, .. } => {
                question.contains('.')
            }
        }
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
    told: Told,
    /// What file names begin with.
    name: [String; 2],
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
    let WorkshopResults { version, group, reach, items, ticks, .. } = results;
    let name = format!("{}, {group}", project.facts.name);
    // A picture that leaves the page takes the mark of a trial with it.
    let project_name = if workshop.detail.plan.trial {
        format!("{}. {name}", tr!(cx, trial.banner))
    } else {
        name
    };
    Ok(Loaded {
        words: words(cx, Place::Workshop),
        version,
        told: Told { reach, items, ticks, ..Told::default() },
        name: [project.facts.name.clone(), group.clone()],
        project: project_name,
        acknowledgement: project.facts.acknowledgement,
    })
}

async fn load_project(cx: &PageContext, id: ProjectId) -> Result<Loaded, AppError> {
    let actor = cx.actor().await?;
    let part = read_part(cx.query("part").unwrap_or_default())?;
    let results = service::project_results(&cx.state, actor, id, part).await?;
    let project = project::service::find_project(&cx.state, actor, id).await?;
    let place = if matches!(part, Part::Workshop(_)) { Place::Workshop } else { Place::Total };
    let ProjectResults { name, workshops, version, reach, items, ticks, .. } = results;
    let part = match part {
        Part::All => "all".to_owned(),
        Part::Module(module) => module.to_string(),
        Part::Workshop(only) => {
            let group = workshops.into_iter().find(|(id, ..)| *id == only);
            group.map(|(.., group)| group).unwrap_or_default()
        }
    };
    Ok(Loaded {
        words: words(cx, place),
        version,
        told: Told {
            reach,
            items,
            ticks,
            scores: results.scores,
            targets: results.targets,
            left_out: results.left_out,
            tables: results.tables,
        },
        name: [name.clone(), part],
        project: name,
        acknowledgement: project.facts.acknowledgement,
    })
}

async fn load_live(cx: &PageContext, id: ProjectId) -> Result<Loaded, AppError> {
    let actor = cx.actor().await?;
    let results = service::live_results(&cx.state, actor, id).await?;
    let project = project::service::find_project(&cx.state, actor, id).await?;
    let name = project.facts.name;
    Ok(Loaded {
        words: words(cx, Place::Total),
        version: results.version,
        told: Told { ticks: results.all().cloned().collect(), ..Told::default() },
        name: [name.clone(), String::new()],
        project: name,
        acknowledgement: project.facts.acknowledgement,
    })
}

impl Loaded {
    fn answer(&self, cx: &PageContext, file: &File) -> Result<Response<Body>, AppError> {
        match file {
            File::Table => {
                let separator = cx
                    .query("separator")
                    .and_then(Separator::parse)
                    .unwrap_or_else(|| Separator::of(self.words.language));
                let table = export::table(self.words, separator, &self.told)?;
                let name = self.file_name(cx, &[], "csv");
                Ok(attachment("text/csv; charset=utf-8", &name, table))
            }
            File::Picture { version, question, measure, width, palette } => {
                let svg = draw(&self.chart(question, *measure)?, *palette, *width, None);
                let keep = if *version == self.version {
                    "private, max-age=86400, immutable"
                } else {
                    "private, no-store"
                };
                Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, keep)], svg)
                    .into_response())
            }
            File::Download { question, measure } => {
                let chart = self.chart(question, *measure)?;
                let labels = self.labels(cx, question, *measure)?;
                let svg = draw(&chart, Palette::Paper, Width::Wide, Some(&labels));
                // The question's code is one of the questionnaire: otherwise there is no chart.
                let name = self.file_name(cx, &[question, measure.as_str()], "svg");
                Ok(attachment("image/svg+xml", &name, svg.into_bytes()))
            }
        }
    }

    fn file_name(&self, cx: &PageContext, what: &[&str], ending: &str) -> String {
        let [first, second] = &self.name;
        let parts: Vec<&str> =
            [first.as_str(), second.as_str()].iter().chain(what).copied().collect();
        file_name(&parts, cx.state.clock.today(&cx.state.settings.time_zone), ending)
    }

    fn finding(&self, question: &str) -> Option<&ItemFinding> {
        self.told.items.iter().find(|finding| finding.item.code == question)
    }

    fn ticks(&self, question: &str) -> Option<&TickFinding> {
        self.told.ticks.iter().find(|finding| finding.code == question)
    }

    fn chart(&self, question: &str, measure: Measure) -> Result<charts::Chart, AppError> {
        let words = self.words;
        let chart = match (measure, self.finding(question), self.ticks(question)) {
            (Measure::Answers, Some(finding), _) => {
                words.answers_chart(finding, charts::extent(&self.told.items))
            }
            (Measure::Change, Some(finding), _) => words.change_chart(finding),
            (Measure::Answers, None, Some(finding)) => words.ticks_chart(finding),
            _ => None,
        };
        chart.ok_or(AppError::NotFound)
    }

    fn labels(
        &self,
        cx: &PageContext,
        question: &str,
        measure: Measure,
    ) -> Result<Labels, AppError> {
        let words = self.words;
        let (title, question, key, rests_on) = match (self.finding(question), measure) {
            (Some(finding), Measure::Answers) => {
                let seen = charts::waves(finding);
                let key = words.key(finding, charts::classes(&seen));
                let note =
                    format!("{} {}", words.all_notes(finding).join(" "), wave_key(words, &seen));
                (words.title(finding), words.question(finding), key, note)
            }
            (Some(finding), Measure::Change) => {
                let pairs =
                    charts::change(finding).map_or(0, domain::evaluation::suppression::Shown::n);
                let title = words.change_title(finding).unwrap_or_default();
                let note = tr!(words, evaluation.change_note, n = pairs.to_string());
                (title, words.question(finding), Vec::new(), note)
            }
            (None, _) => {
                let finding = self.ticks(question).ok_or(AppError::NotFound)?;
                let note = words.ticks_note(finding);
                (words.ticks_title(finding), words.ticks_question(finding), Vec::new(), note)
            }
        };
        let mut in_words = cx.clone();
        in_words.locale = words.locale;
        let today = day(&in_words, cx.state.clock.today(&cx.state.settings.time_zone));
        let source = tr!(words, evaluation.drawn_on, project = self.project.clone(), day = today);
        let note =
            [rests_on, tr!(words, evaluation.self_reported), source, self.acknowledgement.clone()];
        Ok(Labels { title, question, key, note: note.join(" ") })
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
