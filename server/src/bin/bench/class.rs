//! Many classes at the same moment: 500 phones that answer fourteen questions within ten seconds.

use super::{
    client::Client,
    measure::{Outcome, Times},
    room::Room,
};
use app::{
    participate::service::{bind, here},
    session::phone::Phone,
};
use domain::id::AnswerKey;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Phones.
pub const PHONES: usize = 500;
const QUESTIONS: usize = 14;
const WITHIN: Duration = Duration::from_secs(10);

/// What came of it, and how many acknowledged answers were not found afterwards.
pub async fn answers(room: &Arc<Room>) -> (Outcome, usize) {
    // Everybody has the page open first, as in a classroom.
    let start = Instant::now() + Duration::from_secs(3);
    let mut tasks = tokio::task::JoinSet::new();
    for (number, workshop) in room.workshops.iter().cycle().take(PHONES).enumerate() {
        tasks.spawn(one_phone(Arc::clone(room), bind(None, *workshop), number, start));
    }
    let phones = tasks.join_all().await;
    let elapsed = start.elapsed().as_secs_f64();
    let mut times: Vec<Duration> = Vec::new();
    let (mut failed, mut lost) = (0, 0);
    for (phone, mut phone_times, phone_failed) in phones {
        let kept = here(&room.state, &phone).await.map_or(0, |here| here.answers.len());
        lost += phone_times.len().saturating_sub(kept);
        failed += phone_failed;
        times.append(&mut phone_times);
    }
    let times = Times::of(times);
    (Outcome { rate: times.count() as f64 / elapsed, times, failed }, lost)
}

async fn one_phone(
    room: Arc<Room>,
    phone: Phone,
    number: usize,
    start: Instant,
) -> (Phone, Vec<Duration>, usize) {
    let mut times = Vec::new();
    let Ok(mut client) = Client::connect(room.host).await else { return (phone, times, QUESTIONS) };
    client.remember("mis_p", phone.text(room.state.secret()));
    let page = client.send("GET", "/here", "", super::FORM).await;
    let mut failed = usize::from(!page.is_ok_and(|page| page.status == 200));
    for question in 1..=QUESTIONS {
        // Spread evenly, each phone a little later than the one before it.
        let step = WITHIN / QUESTIONS as u32;
        let due = start + step * (question as u32 - 1) + step * number as u32 / PHONES as u32;
        tokio::time::sleep_until(due.into()).await;
        let value = if question <= 6 { "true" } else { "4" };
        let key = AnswerKey(Uuid::new_v4());
        let body = format!(
            r#"{{"save":{{"wave":"before","question":"Q{question}","key":"{key}","replaces":[],"value":"{value}"}}}}"#
        );
        let began = Instant::now();
        let sent = client.send("POST", "/api/here/answer", &body, "application/json").await;
        if sent.is_ok_and(|reply| reply.status == 200) {
            times.push(began.elapsed());
        } else {
            failed += 1;
        }
    }
    (phone, times, failed)
}
