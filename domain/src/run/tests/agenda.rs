//! The steps and what became of them.

use super::{Room, agenda, at};
use crate::{
    agenda::{Length, StepKind},
    module::Module,
    questionnaire::Wave,
    run::{Command, Outcome, Refused, Run, Votes, compose},
};

const NEXT: Command = Command::Next { sure: false, keep_open: false };

#[test]
fn one_module_keeps_its_minutes() {
    for (length, minutes) in [(Length::Short, 45), (Length::Long, 60)] {
        let steps = compose(&[&agenda(Module::Respect)], length);
        assert_eq!(steps.iter().map(|step| step.minutes).sum::<u32>(), minutes);
    }
}

#[test]
fn several_modules_share_opening_forms_and_close() {
    let agendas = Module::ALL.map(agenda);
    let steps = compose(&agendas.iter().collect::<Vec<_>>(), Length::Short);
    let count = |kind| steps.iter().filter(|step| step.kind == kind).count();
    assert_eq!([StepKind::Opening, StepKind::Form, StepKind::Close].map(count), [1, 2, 1]);
    assert_eq!([StepKind::Story, StepKind::Poll, StepKind::Practice].map(count), [4, 4, 4]);
    let waves: Vec<_> = steps.iter().filter_map(|step| step.wave).collect();
    assert_eq!(waves, [Wave::Before, Wave::After]);
    assert_eq!(steps.last().map(|step| step.kind), Some(StepKind::Close));
    let keys: std::collections::BTreeSet<_> = steps.iter().map(|step| &step.key).collect();
    assert_eq!(keys.len(), steps.len(), "every step has its own name");
}

#[test]
fn steps_move_and_drop_but_the_one_the_room_is_at_stays() {
    let room = Room::new();
    let (script, none) = (room.script(), Votes::default());
    let mut run = room.run();
    let mut apply = |command: Command| run.apply(&command, at(0, &script, &none, 0)).map(drop);
    apply(NEXT).unwrap();
    assert_eq!(apply(Command::Drop { step: 0, out: true }), Err(Refused::NotNow));
    assert_eq!(apply(Command::Drop { step: 99, out: true }), Err(Refused::NoSuchPlace));
    apply(Command::Drop { step: 1, out: true }).unwrap();
    assert_eq!(apply(Command::Move { step: 0, up: true }), Err(Refused::NoSuchPlace));
    apply(Command::Move { step: 0, up: false }).unwrap();
    assert_eq!(
        run.step().map(|step| step.kind),
        Some(StepKind::Opening),
        "the room stays where it is"
    );
    assert_eq!(run.after(run.at), Some(2), "what is left out is passed over");
}

#[test]
fn after_never_comes_before_before() {
    let room = Room::new();
    let (script, none) = (room.script(), Votes::default());
    let mut run = room.run();
    let forms =
        |run: &Run| -> Vec<Wave> { run.steps.iter().filter_map(|step| step.wave).collect() };
    for place in (1..run.steps.len()).rev().chain(1..run.steps.len()) {
        for up in [true, false] {
            let _ = run.apply(&Command::Move { step: place, up }, at(0, &script, &none, 0));
            assert_eq!(forms(&run), [Wave::Before, Wave::After]);
        }
    }
}

#[test]
fn the_record_tells_done_shortened_and_skipped() {
    let room = Room::new();
    let (script, none) = (room.script(), Votes::default());
    let mut run = room.run();
    run.apply(&NEXT, at(0, &script, &none, 0)).unwrap();
    run.apply(&NEXT, at(240, &script, &none, 0)).unwrap();
    run.apply(&NEXT, at(300, &script, &none, 0)).unwrap();
    let outcome = |place| run.outcome(place, crate::time::Timestamp(310_000));
    assert_eq!(outcome(0), (Outcome::Done, 240));
    assert_eq!(outcome(1), (Outcome::Shortened, 60));
    assert_eq!(outcome(2), (Outcome::Shortened, 10), "still going on");
    assert_eq!(outcome(3), (Outcome::Skipped, 0));
    assert_eq!(outcome(99), (Outcome::Skipped, 0));
}
