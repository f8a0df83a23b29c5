//! What a coach sees while a workshop is going on.

use super::{PATH, Side};
use crate::{
    page::PageContext,
    ui::join::join_panel,
    workshop::{
        model::{Meeting, Plan, Progress, WaveTimes, WorkshopDetail, WorkshopNow},
        pages::wave_panel,
    },
};
use domain::{
    id::{GroupId, ProjectId, WorkshopId},
    module::Module,
    workshop::{WavePhase, WorkshopState},
};
use leptos::prelude::*;
use uuid::Uuid;

fn detail(cx: &PageContext, after: bool) -> WorkshopDetail {
    let today = cx.state.clock.today(&cx.state.settings.time_zone);
    let opened = Some(cx.state.clock.now());
    WorkshopDetail {
        id: WorkshopId(Uuid::nil()),
        project: ProjectId(Uuid::nil()),
        state: WorkshopState::Open,
        plan: Plan {
            group: GroupId(Uuid::nil()),
            modules: [Module::Passwords].into(),
            meetings: vec![Meeting { held_on: today, minutes: 50, headcount: None }],
            expected: 20,
            trial: false,
        },
        group: "3A".to_owned(),
        partner: "Campus Demo A".to_owned(),
        country: "be".to_owned(),
        join_cap: 40,
        join_code: Some("W98MCB".to_owned()),
        join_token: None,
        questionnaire_version: Some(1),
        before: WaveTimes { opened, closed: None },
        after: WaveTimes { opened: opened.filter(|_| after), closed: None },
    }
}

/// Address, code and QR code.
pub fn join(cx: &PageContext, _: Side) -> AnyView {
    join_panel(cx, &detail(cx, false), PATH)
}

/// The wave panel from open to over.
pub fn waves(cx: &PageContext, _: Side) -> AnyView {
    use WavePhase as P;
    let now = cx.state.clock.now();
    let closing = |seconds| P::Closing {
        undo_until: now.plus_seconds(seconds),
        grace_until: now.plus_seconds(120),
    };
    let all = [
        (P::Open, P::Waiting, 0),
        (closing(45), P::Waiting, 45),
        (closing(0), P::Waiting, 0),
        (P::Closed, P::Waiting, 0),
        (P::Closed, P::Open, 0),
        (P::Closed, P::Closed, 0),
    ];
    all.map(|(before, after, undo_seconds)| {
        let over = [before, after].contains(&P::Closed) && after != P::Open;
        let (inside, unfinished) = if over { (0, 5) } else { (5, 0) };
        let result_seconds =
            if matches!(before, P::Closing { .. }) { 75 + undo_seconds } else { 0 };
        let progress =
            Progress { joined: 18, inside, done: 12, version: 0, undo_seconds, result_seconds };
        let now = WorkshopNow {
            detail: detail(cx, after != P::Waiting),
            before,
            after,
            before_frozen: before == P::Closed,
            after_frozen: after == P::Closed,
            unfinished,
            progress,
        };
        wave_panel(cx, &now, PATH)
    })
    .collect_view()
    .into_any()
}
