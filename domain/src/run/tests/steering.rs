//! Commands: what they make of the run, and what the big button promises.

use super::{Room, at, votes};
use crate::{
    agenda::StepKind,
    poll::PollKind,
    questionnaire::Wave,
    run::{Command, Effect, Film, NextThing, OwnPoll, Phase, Play, Refused, Run, Script, Votes},
    story::END,
};
use proptest::prelude::*;

const NEXT: Command = Command::Next { sure: false, keep_open: false };

/// Goes on until a step of this kind.
fn until(run: &mut Run, script: &Script<'_>, kind: StepKind) {
    let place = run.steps.iter().position(|step| step.kind == kind).unwrap();
    let go = Command::Go { step: place, sure: true };
    run.apply(&go, at(0, script, &Votes::default(), 0)).unwrap();
}

#[test]
fn next_alone_leads_through_a_whole_workshop() {
    let room = Room::new();
    let script = room.script();
    let mut run = room.run();
    let (mut opened, mut closed, mut scenes, mut revealed) = (Vec::new(), Vec::new(), 0, 0);
    for press in 0..60 {
        // Six phones, all of one mind.
        let six =
            run.ask(&script).map(|ask| votes(&[(ask.values[0].as_str(), 6)])).unwrap_or_default();
        let before = run.next_thing(at(press, &script, &six, 0));
        match run.apply(&NEXT, at(press, &script, &six, 0)) {
            Err(Refused::LastStep) => {
                assert_eq!(before, NextThing::Close);
                break;
            }
            done => {
                for effect in done.unwrap() {
                    match effect {
                        Effect::Open(wave) => opened.push(wave),
                        Effect::Close(wave) => closed.push(wave),
                        Effect::Keep | Effect::Forget(_) => {}
                    }
                }
            }
        }
        match before {
            NextThing::Step(place) => assert_eq!(run.at, Some(place)),
            NextThing::Reveal => {
                assert_eq!(run.phase(), Some(Phase::Shown));
                revealed += 1;
            }
            NextThing::Scene => scenes += 1,
            NextThing::Poll => assert_eq!(run.phase(), Some(Phase::Open)),
            NextThing::Choose | NextThing::Reaction | NextThing::Close => panic!("{before:?}"),
        }
    }
    assert_eq!(
        (opened, closed),
        (vec![Wave::Before, Wave::After], vec![Wave::Before, Wave::After])
    );
    assert_eq!(run.step().map(|step| step.kind), Some(StepKind::Close));
    // S1 -> S2 -> S3 -> S2b -> end; two choices and three polls.
    assert_eq!((scenes, revealed), (4, 5));
    assert!(run.steps.iter().all(|step| step.visited));
}

#[test]
fn leaving_a_form_with_phones_inside_asks_first_and_can_leave_it_open() {
    let room = Room::new();
    let (script, none) = (room.script(), Votes::default());
    let mut run = room.run();
    until(&mut run, &script, StepKind::Form);
    let before = run.clone();
    assert_eq!(run.apply(&NEXT, at(1, &script, &none, 3)), Err(Refused::InForm(3)));
    assert_eq!(run.apply(&Command::Back, at(1, &script, &none, 3)), Err(Refused::InForm(3)));
    assert_eq!(run, before, "a refused command changes nothing");
    let sure = Command::Next { sure: true, keep_open: false };
    assert!(
        run.clone()
            .apply(&sure, at(1, &script, &none, 3))
            .unwrap()
            .contains(&Effect::Close(Wave::Before))
    );
    let open = Command::Next { sure: true, keep_open: true };
    assert_eq!(run.apply(&open, at(1, &script, &none, 3)), Ok(vec![Effect::Keep]));
}

#[test]
fn a_story_needs_five_votes_and_after_a_tie_the_coach_chooses() {
    let room = Room::new();
    let script = room.script();
    let mut run = room.run();
    until(&mut run, &script, StepKind::Story);
    for (counts, thing) in [
        (&[("0", 4)][..], NextThing::Choose),
        (&[("0", 3), ("1", 3)], NextThing::Reveal),
        (&[("0", 2), ("1", 3)], NextThing::Reveal),
    ] {
        let votes = votes(counts);
        assert_eq!(run.next_thing(at(0, &script, &votes, 0)), thing);
        let mut next = run.clone();
        let done = next.apply(&NEXT, at(0, &script, &votes, 0));
        match thing {
            NextThing::Choose => assert_eq!(done, Err(Refused::ChooseFirst)),
            _ => {
                let won = (counts[0].1 < counts[1].1).then_some(1);
                assert!(matches!(&next.play, Play::Story(story) if story.chosen == won));
                let thing = won.map_or(NextThing::Choose, |_| NextThing::Scene);
                assert_eq!(next.next_thing(at(0, &script, &votes, 0)), thing);
                if won.is_none() {
                    let stuck = next.apply(&NEXT, at(0, &script, &votes, 0));
                    assert_eq!(stuck, Err(Refused::ChooseFirst));
                    next.apply(&Command::Choose(0), at(0, &script, &votes, 0)).unwrap();
                    next.apply(&NEXT, at(0, &script, &votes, 0)).unwrap();
                }
            }
        }
    }
    let none = Votes::default();
    assert_eq!(run.apply(&Command::Choose(2), at(0, &script, &none, 0)), Err(Refused::NoSuchPlace));
    run.apply(&Command::Choose(1), at(0, &script, &none, 0)).unwrap();
    run.apply(&NEXT, at(0, &script, &none, 0)).unwrap();
    assert!(
        matches!(&run.play, Play::Story(story) if story.scene == "S3" && story.path.len() == 1)
    );
    run.apply(&Command::Back, at(0, &script, &none, 0)).unwrap();
    assert!(
        matches!(&run.play, Play::Story(story) if story.scene == "S1" && story.phase == Phase::Shown)
    );
}

#[test]
fn a_poll_is_asked_twice_at_most_and_stays_revealed_on_the_way_back() {
    let room = Room::new();
    let (script, five) = (room.script(), votes(&[("v0", 5)]));
    let mut run = room.run();
    until(&mut run, &script, StepKind::Poll);
    let first = run.ask(&script).unwrap().id;
    run.apply(&Command::Reveal, at(0, &script, &five, 0)).unwrap();
    assert_eq!(run.apply(&Command::Reveal, at(0, &script, &five, 0)), Err(Refused::NotNow));
    assert_eq!(run.open_asks(&script), [], "answering is over");
    run.apply(&Command::AskAgain, at(0, &script, &five, 0)).unwrap();
    assert_ne!(run.ask(&script).unwrap().id, first);
    run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    assert_eq!(run.apply(&Command::AskAgain, at(0, &script, &five, 0)), Err(Refused::NotNow));
    run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    run.apply(&Command::Back, at(0, &script, &five, 0)).unwrap();
    assert_eq!(run.play, Play::Poll { number: 0, round: 2, phase: Phase::Shown });
}

#[test]
fn at_ones_own_pace_a_phone_walks_the_story_by_its_own_answers() {
    let room = Room::new();
    let (script, none) = (room.script(), Votes::default());
    let mut run = room.run();
    until(&mut run, &script, StepKind::Story);
    run.apply(&Command::OwnPace(true), at(0, &script, &none, 0)).unwrap();
    assert_eq!(run.open_asks(&script).len(), 5, "four scenes and the size of the group");
    let mut answered: Vec<(String, String)> = Vec::new();
    let mut seen = Vec::new();
    for value in ["0", "on", "0", "on"] {
        let scene = run.own_scene(&script, &answered);
        seen.push(scene);
        let ask = run.open_asks(&script).into_iter().find(|ask| ask.item == scene).unwrap();
        assert!(ask.takes(value), "{scene}");
        answered.push((ask.id, value.to_owned()));
    }
    assert_eq!(seen, ["S1", "S2", "S3", "S2b"]);
    assert_eq!(run.own_scene(&script, &answered), END);
    run.apply(&NEXT, at(0, &script, &none, 0)).unwrap();
    assert_eq!(run.step().map(|step| step.kind), Some(StepKind::Poll));
}

#[test]
fn own_poll_and_own_film_come_next_and_play() {
    let room = Room::new();
    let (script, five) = (room.script(), votes(&[("touched", 5)]));
    let mut run = room.run();
    run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    let film = Film { title: "Ours".to_owned(), theme: "Respect".to_owned() };
    run.apply(&Command::AddFilm(film), at(0, &script, &five, 0)).unwrap();
    let options = ["a", "b"].map(str::to_owned).to_vec();
    let own = OwnPoll { question: "Which?".to_owned(), kind: PollKind::Order, options };
    run.apply(&Command::AddPoll(own), at(0, &script, &five, 0)).unwrap();
    run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    let ask = run.ask(&script).unwrap();
    assert!(ask.sensitive && ask.takes("1,0") && !ask.takes("0") && !ask.takes("0,0"));
    run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    for phase in [Phase::Ahead, Phase::Open, Phase::Shown] {
        assert_eq!(run.play, Play::Film { phase });
        run.apply(&NEXT, at(0, &script, &five, 0)).unwrap();
    }
}

#[test]
fn helpers_go_through_the_steps_and_do_nothing_else() {
    let for_helpers = |command: &Command| command.for_helpers();
    assert!(for_helpers(&NEXT) && for_helpers(&Command::Back) && for_helpers(&Command::Reveal));
    for coachs in [
        Command::Next { sure: true, keep_open: false },
        Command::Next { sure: false, keep_open: true },
        Command::Go { step: 1, sure: true },
        Command::Choose(0),
        Command::Drop { step: 1, out: true },
        Command::Helper(None),
        Command::AskAgain,
        Command::Timer(Some(1)),
    ] {
        assert!(!for_helpers(&coachs), "{coachs:?}");
    }
}

fn any_command() -> impl Strategy<Value = Command> {
    let film = Film { title: "t".to_owned(), theme: String::new() };
    let own = OwnPoll { question: "q".to_owned(), kind: PollKind::Truth, options: Vec::new() };
    prop_oneof![
        6 => (any::<bool>(), any::<bool>()).prop_map(|(sure, keep_open)| Command::Next { sure, keep_open }),
        2 => Just(Command::Back),
        2 => (0..12_usize, any::<bool>()).prop_map(|(step, sure)| Command::Go { step, sure }),
        2 => Just(Command::Reveal),
        2 => (0..4_usize).prop_map(Command::Choose),
        1 => Just(Command::AskAgain),
        1 => any::<bool>().prop_map(Command::OwnPace),
        1 => Just(Command::AddFilm(film)),
        1 => Just(Command::AddPoll(own)),
        1 => (0..12_usize, any::<bool>()).prop_map(|(step, up)| Command::Move { step, up }),
        1 => (0..12_usize, any::<bool>()).prop_map(|(step, out)| Command::Drop { step, out }),
        1 => proptest::option::of(0..90_u32).prop_map(Command::Timer),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever is pressed in whatever order: the run stays whole, the button keeps its promise, a
    /// refusal changes nothing, what is shown was revealed, and the way it is stored loses nothing.
    #[test]
    fn nothing_breaks_a_run(commands in proptest::collection::vec((any_command(), 0..8_u32, 0..3_u32), 1..60)) {
        let room = Room::new();
        let script = room.script();
        let mut run = room.run();
        for (second, (command, people, in_form)) in (0..).zip(commands) {
            let votes = run
                .ask(&script)
                .map(|ask| votes(&[(ask.values[0].as_str(), people), (ask.values[1].as_str(), 2)]))
                .unwrap_or_default();
            let moment = at(second, &script, &votes, in_form);
            let (before, promised) = (run.clone(), run.next_thing(moment));
            let done = run.apply(&command, moment);
            if done.is_err() {
                prop_assert_eq!(&run, &before);
            }
            if let Command::Next { sure: true, .. } = command {
                match promised {
                    NextThing::Choose => prop_assert_eq!(done, Err(Refused::ChooseFirst)),
                    NextThing::Close => prop_assert_eq!(done, Err(Refused::LastStep)),
                    NextThing::Step(place) => prop_assert_eq!(run.at, Some(place)),
                    NextThing::Reveal => prop_assert_eq!(run.phase(), Some(Phase::Shown)),
                    NextThing::Poll | NextThing::Scene | NextThing::Reaction => prop_assert!(done.is_ok()),
                }
            }
            prop_assert!(run.at.is_none_or(|at| at < run.steps.len() && !run.steps[at].dropped));
            if let (Some(Phase::Shown), Some(ask)) = (run.phase(), run.ask(&script)) {
                prop_assert!(run.revealed.contains(&ask.id), "{}", ask.id);
                prop_assert!(run.open_asks(&script).is_empty());
            }
            for ask in run.open_asks(&script) {
                prop_assert!(!run.revealed.contains(&ask.id), "{} is open and revealed", ask.id);
            }
            let stored = serde_json::to_string(&run).unwrap();
            prop_assert_eq!(serde_json::from_str::<Run>(&stored).unwrap(), run.clone());
        }
    }
}
