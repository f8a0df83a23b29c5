//! What the forms of a live run do.

use super::{
    pages::OWN_OPTIONS,
    service::{self, Steering},
};
use crate::{
    error::{AppError, FieldError, Problem, Refusal},
    page::{FormAnswer, PageContext, Posted, Typed, see_other, see_other_with},
    session::{cookie::Cookie, token::random_bytes},
    state::AppState,
    ui::{
        form_reader::{FormReader, id},
        qr::{qr_answer, qr_svg},
        stage::pictures,
    },
};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{Request, Response},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    id::WorkshopId,
    poll::PollKind,
    run::{Command, Film, Helper, OwnPoll},
};

/// Routes of live runs.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/workshops/{workshop}/run", post(steer))
        .route("/staff/workshops/{workshop}/screen", post(pair))
        .route("/staff/workshops/{workshop}/helper.svg", get(helper_qr))
        .route("/staff/screen", post(pair_by_link))
        .route("/helper", post(help))
        .route("/helper/pin", post(pin))
        .route("/helper/{room}/{token}", get(admit))
        .merge(pictures())
}

/// A command of a coach.
async fn steer(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let page = format!("/staff/workshops/{workshop}/run");
    let answer = async {
        let (id, actor): (WorkshopId, _) = (id(&workshop)?, posted.actor().await?);
        service::may_follow(&posted.cx.state, actor, id).await?;
        let who = Steering::Staff(actor);
        command(&posted, who, id, &page).await
    };
    let answer = answer.await;
    posted.answer(&page, answer).await
}

/// A command of a peer helper.
async fn help(posted: Posted) -> Response<Body> {
    let answer = async {
        let pass = posted.cx.helper().ok_or(AppError::NotFound)?;
        command(&posted, Steering::Helper(pass), pass.workshop, "/helper").await
    };
    let answer = answer.await;
    posted.answer("/helper", answer).await
}

async fn command(posted: &Posted, who: Steering, id: WorkshopId, page: &str) -> FormAnswer {
    let typed = &posted.typed;
    let version = typed.get("version").parse().map_err(|_| AppError::NotFound)?;
    let command = read_command(typed)?;
    match service::command(&posted.cx.state, who, id, version, &command).await {
        Ok(()) => Ok(see_other(page)),
        Err(AppError::Refused(Refusal::SomebodyFaster | Refusal::NotNow)) => {
            Ok(see_other(&format!("{page}?late=1")))
        }
        Err(AppError::Refused(Refusal::InForm(phones))) => {
            let step = match &command {
                Command::Go { step, .. } => format!("&step={step}"),
                _ => String::new(),
            };
            Ok(see_other(&format!("{page}?in-form={phones}{step}")))
        }
        // The page itself says what to choose, or that only closing is left.
        Err(AppError::Refused(Refusal::ChooseFirst | Refusal::LastStep)) => Ok(see_other(page)),
        Err(error) => Err(error),
    }
}

fn read_command(typed: &Typed) -> Result<Command, AppError> {
    let yes = |name: &str| typed.get(name) == "yes";
    let place = |name: &str| typed.get(name).parse::<usize>().map_err(|_| AppError::NotFound);
    Ok(match typed.get("do") {
        "next" => {
            Command::Next { sure: yes("sure") || yes("keep_open"), keep_open: yes("keep_open") }
        }
        "back" => Command::Back,
        "go" => Command::Go { step: place("step")?, sure: yes("sure") },
        "reveal" => Command::Reveal,
        "choose" => Command::Choose(place("choice")?),
        "again" => Command::AskAgain,
        "own-pace" => Command::OwnPace(true),
        "together" => Command::OwnPace(false),
        "join-panel" => Command::JoinPanel(yes("on")),
        "blank" => Command::Blank(yes("on")),
        "timer" => Command::Timer(typed.get("minutes").parse().ok()),
        "up" => Command::Move { step: place("step")?, up: true },
        "down" => Command::Move { step: place("step")?, up: false },
        "drop" => Command::Drop { step: place("step")?, out: true },
        "take-in" => Command::Drop { step: place("step")?, out: false },
        "helper" => Command::Helper(Some(new_helper())),
        "no-helper" => Command::Helper(None),
        "add-film" => Command::AddFilm(read_film(typed)?),
        "add-poll" => Command::AddPoll(read_poll(typed)?),
        _ => return Err(AppError::NotFound),
    })
}

fn new_helper() -> Helper {
    let number = u32::from_be_bytes(random_bytes::<4>()) % 10_000;
    Helper { pin: format!("{number:04}"), token: URL_SAFE_NO_PAD.encode(random_bytes::<16>()) }
}

fn read_film(typed: &Typed) -> Result<Film, AppError> {
    let mut form = FormReader::new(typed);
    let film = Film { title: form.line("title", 80), theme: form.optional_line("theme", 120) };
    form.finish(film)
}

fn read_poll(typed: &Typed) -> Result<OwnPoll, AppError> {
    let mut form = FormReader::new(typed);
    let question = form.line("question", 140);
    let kind = match typed.get("kind") {
        "ticks" => PollKind::Ticks,
        "rating" => PollKind::Rating,
        "truth" => PollKind::Truth,
        "order" => PollKind::Order,
        _ => PollKind::Choice,
    };
    const NAMES: [&str; OWN_OPTIONS] =
        ["option1", "option2", "option3", "option4", "option5", "option6"];
    let typed_options = NAMES.into_iter().map(|name| form.optional_line(name, 80));
    let mut options: Vec<String> = typed_options.filter(|option| !option.is_empty()).collect();
    let needs = !matches!(kind, PollKind::Rating | PollKind::Truth);
    if !needs {
        options.clear();
    }
    let poll = form.finish(OwnPoll { question, kind, options })?;
    if needs && poll.options.len() < 2 {
        return Err(AppError::Invalid(vec![FieldError::new("option1", Problem::Required)]));
    }
    Ok(poll)
}

/// Pairs a projector from the console.
async fn pair(Path(workshop): Path<String>, posted: Posted) -> Response<Body> {
    let page = format!("/staff/workshops/{workshop}/run");
    let answer = async {
        let (actor, id) = (posted.actor().await?, id(&workshop)?);
        let typed = posted.typed.get("screen");
        service::pair_screen(&posted.cx.state, actor, id, typed, posted.source()).await?;
        Ok(see_other(&page))
    };
    let answer = answer.await;
    posted.answer(&page, answer).await
}

/// Pairs a projector whose QR code was scanned: the coach chooses the workshop.
async fn pair_by_link(posted: Posted) -> Response<Body> {
    let answer = async {
        let actor = posted.actor().await?;
        let id: WorkshopId = id(posted.typed.get("workshop"))?;
        let typed = posted.typed.get("screen");
        service::pair_screen(&posted.cx.state, actor, id, typed, posted.source()).await?;
        Ok(see_other(&format!("/staff/workshops/{id}/run")))
    };
    let answer = answer.await;
    posted.answer("/staff/screen", answer).await
}

/// A helper's PIN.
async fn pin(posted: Posted) -> Response<Body> {
    let answer = async {
        let phone = posted.cx.phone().ok_or(AppError::NotFound)?;
        let typed = posted.typed.get("pin");
        let pass = service::admit_by_pin(&posted.cx.state, &phone, typed, posted.source()).await?;
        let scheme = posted.cx.state.settings.scheme;
        Ok(see_other_with("/helper", Cookie::Helper.write(&pass.text(), None, scheme)))
    };
    let answer = answer.await;
    posted.answer("/helper", answer).await
}

/// The address in the helper's QR code.
async fn admit(
    State(state): State<AppState>,
    Path((workshop, token)): Path<(String, String)>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let pass = async { service::admit_by_token(&cx.state, id(&workshop)?, &token).await };
    match pass.await {
        Ok(pass) => {
            let cookie = Cookie::Helper.write(&pass.text(), None, cx.state.settings.scheme);
            see_other_with("/helper", cookie)
        }
        Err(_) => see_other("/helper"),
    }
}

/// The helper's QR code, for the coach's console.
async fn helper_qr(
    State(state): State<AppState>,
    Path(workshop): Path<String>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let cx = PageContext::from_parts(state, &parts);
    let drawn = async {
        let id: WorkshopId = id(&workshop)?;
        service::may_follow(&cx.state, cx.actor().await?, id).await?;
        let console = service::console(&cx.state, cx.actor().await?, id).await?;
        let helper = console.and_then(|console| console.live.run.helper);
        let helper = helper.ok_or(AppError::NotFound)?;
        qr_svg(&cx.state.link(&format!("/helper/{id}/{}", helper.token)))
    };
    qr_answer(drawn.await)
}
