use super::*;
use crate::{evaluation::model::ItemFinding, i18n::Locale};
use domain::{
    evaluation::{
        suppression::{ItemResult, Share, Shown},
        tally::Shape,
    },
    locale::Language,
    question::{Construct, Item, Part, Translated},
};

const RIGHT: Shape = Shape::Truth { right: true };
const RATING: Shape = Shape::Rating { reverse: false };

fn finding(
    shape: Shape,
    before: Shown,
    after: Option<Shown>,
    change: Option<Shown>,
) -> ItemFinding {
    let (scale, construct) = match shape {
        Shape::Truth { .. } => ("truth", Construct::Knowledge),
        Shape::Rating { .. } => ("agree", Construct::Attitude),
    };
    let text = [("en".to_owned(), "A few random <words> & more".to_owned())];
    let item = Item {
        code: "Q5".into(),
        scale: scale.into(),
        part: Part::Core,
        modules: Vec::new(),
        construct,
        key: None,
        sensitive: false,
        text: Translated(text.into()),
    };
    ItemFinding {
        item,
        shape,
        result: ItemResult { before, after, change, declined: (0, 0) },
        waiting: [0; 3],
    }
}

const fn words() -> Words {
    Words { language: Language::En, locale: Locale::en, place: Place::Workshop }
}

fn svg(finding: &ItemFinding, width: Width) -> String {
    let chart = words().answers_chart(finding, extent(std::slice::from_ref(finding))).unwrap();
    draw(&chart, Palette::Light, width, None)
}

const fn two(n: u32, top: Share) -> Shown {
    Shown::Two { n, top }
}

#[test]
fn pictures_have_their_size_and_their_name() {
    let truth = finding(
        RIGHT,
        Shown::Three { counts: [3, 2, 5] },
        Some(Shown::Three { counts: [1, 1, 8] }),
        None,
    );
    let wide = svg(&truth, Width::Wide);
    assert!(
        wide.starts_with("<svg width=\"640\" height=\"104\" viewBox=\"0 0 640 104\""),
        "{wide}"
    );
    assert!(wide.contains(" role=\"img\"><title>Before, 10 answers: right 5, wrong 3, not sure 2. After, 10 answers: right 8, wrong 1, not sure 1.</title>"), "{wide}");
    assert!(
        wide.contains("xmlns=\"http://www.w3.org/2000/svg\"")
            && wide.trim_end().ends_with("</svg>")
    );
    assert!(svg(&truth, Width::Narrow).starts_with("<svg width=\"320\" height=\"138\""));
    for forbidden in ["style=", "<script", "<style", "href", "class="] {
        assert!(!wide.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn before_is_hatched_and_after_is_not() {
    let before = Shown::Five { counts: [4, 4, 4, 4, 4] };
    let only_before = finding(RATING, before.clone(), None, None);
    let mut only_after = finding(RATING, Shown::TooFew { n: 2 }, Some(before), None);
    only_after.result.after = Some(Shown::Five { counts: [4, 4, 4, 4, 4] });
    let lines = |finding: &ItemFinding| svg(finding, Width::Wide).matches("<line").count();
    // The centre line alone is left where nothing is hatched.
    assert_eq!(lines(&only_after), 1);
    assert!(lines(&only_before) > 10);
}

#[test]
fn bars_diverge_from_the_centre_by_their_share() {
    // A quarter on either side and a half in between: low 25, high 25, middle 50 percent of 504 px.
    let even = finding(RATING, Shown::Three { counts: [5, 10, 5] }, None, None);
    let picture = svg(&even, Width::Wide);
    // Centre at 112 + 126; the low bar ends 1 px left of it and is 126 px long, 2 px of them free.
    assert!(picture.contains("<rect x=\"111\" y=\"20\" width=\"124\" height=\"36\""), "{picture}");
    assert!(picture.contains("<rect x=\"240\" y=\"20\" width=\"124\" height=\"36\""), "{picture}");
    assert!(picture.contains("<rect x=\"388\" y=\"20\" width=\"250\" height=\"36\""), "{picture}");
    assert!(picture.contains("x1=\"238\" y1=\"18\" x2=\"238\" y2=\"58\""), "{picture}");
}

#[test]
fn a_whole_bar_is_whole() {
    let thirds = finding(RIGHT, Shown::Three { counts: [4, 4, 4] }, None, None);
    let picture = svg(&thirds, Width::Narrow);
    for (x, width) in [(0, 105), (107, 104), (213, 105)] {
        assert!(
            picture.contains(&format!("<rect x=\"{x}\" y=\"40\" width=\"{width}\" height=\"32\"")),
            "{x} {picture}"
        );
    }
}

#[test]
fn percentages_begin_at_twenty_answers() {
    let few = svg(&finding(RIGHT, Shown::Three { counts: [4, 5, 10] }, None, None), Width::Wide);
    let many = svg(&finding(RIGHT, Shown::Three { counts: [4, 6, 10] }, None, None), Width::Wide);
    let printed = |svg: &str, text: &str| svg.contains(&format!(">\n{text}\n</text>"));
    assert!(printed(&few, "10") && !few.contains('%'), "{few}");
    assert!(printed(&many, "50\u{a0}%") && !printed(&many, "10"), "{many}");
}

#[test]
fn both_waves_are_drawn_at_the_coarser_level() {
    let mixed = finding(
        RATING,
        Shown::Five { counts: [1, 2, 4, 6, 7] },
        Some(Shown::Three { counts: [2, 3, 12] }),
        None,
    );
    let seen: Vec<Numbers> = waves(&mixed).into_iter().map(|seen| seen.numbers).collect();
    assert_eq!(seen, [Numbers::Counts(vec![3, 4, 13]), Numbers::Counts(vec![2, 3, 12])]);
    let with_words = finding(
        RIGHT,
        Shown::Three { counts: [3, 2, 5] },
        Some(two(9, Share::NearlyEveryone)),
        None,
    );
    let seen: Vec<Numbers> = waves(&with_words).into_iter().map(|seen| seen.numbers).collect();
    assert_eq!(seen, [Numbers::Counts(vec![5, 5]), Numbers::Words(Share::NearlyEveryone)]);
}

#[test]
fn words_stand_where_a_number_would_tell_of_one_person() {
    let told = finding(
        RIGHT,
        two(9, Share::Exactly(5)),
        Some(two(9, Share::NearlyEveryone)),
        Some(Shown::Withheld { n: 9 }),
    );
    let picture = svg(&told, Width::Wide);
    assert!(
        picture.contains("nearly everyone")
            && !picture.contains(">\n8\n")
            && !picture.contains(">\n9\n"),
        "{picture}"
    );
    assert_eq!(
        words().title(&told),
        "After the workshop, nearly everyone answered correctly; before it was 5 of 9"
    );
    assert!(
        words().notes(&told).iter().any(|note| note.contains("single persons")),
        "{:?}",
        words().notes(&told)
    );
}

#[test]
fn nothing_is_drawn_of_what_is_hidden() {
    let hidden = finding(
        RIGHT,
        Shown::TooFew { n: 4 },
        Some(Shown::TooFew { n: 3 }),
        Some(Shown::TooFew { n: 3 }),
    );
    assert_eq!(words().answers_chart(&hidden, Extent::default()), None);
    assert_eq!(words().change_chart(&hidden), None);
    assert!(words().alternative(&hidden).starts_with("Before: Answers received: 4."));
    assert!(
        words()
            .all_hidden(&hidden)
            .starts_with("Answers received: 4 before, 3 after. That is too few")
    );
}

#[test]
fn titles_say_what_was_counted() {
    let title =
        |before: Shown, after: Shown| words().title(&finding(RIGHT, before, Some(after), None));
    let three = |wrong, unsure, right| Shown::Three { counts: [wrong, unsure, right] };
    assert_eq!(
        title(three(5, 4, 9), three(2, 2, 14)),
        "After the workshop, 14 of 18 answered correctly; before it was 9"
    );
    assert_eq!(
        title(three(5, 4, 9), three(2, 1, 14)),
        "After the workshop, 14 of 17 answered correctly; before it was 9 of 18"
    );
    assert_eq!(
        title(three(5, 5, 10), three(5, 0, 15)),
        "After the workshop, 75\u{a0}% answered correctly; before it was 50\u{a0}%"
    );
    assert_eq!(
        title(three(1, 1, 16), three(0, 1, 17)),
        "Most already knew this, so there was little room to grow: 16 of 18 before, 17 of 18 after"
    );
    // One of twenty waves has percentages, the other not: both are counts.
    assert_eq!(
        title(three(5, 5, 10), three(5, 0, 14)),
        "After the workshop, 14 of 19 answered correctly; before it was 10 of 20"
    );
    // A drop is told as a drop, also from the top.
    assert_eq!(
        title(three(1, 1, 16), three(4, 4, 10)),
        "After the workshop, 10 of 18 answered correctly; before it was 16"
    );
    let fell = finding(RIGHT, three(1, 1, 16), Some(three(4, 4, 10)), None);
    assert!(words().notes(&fell).iter().any(|note| note.starts_with("This went down.")));
    // Less than one answer of the smaller wave is none: 10 of 17 and 11 of 20.
    let level = finding(RIGHT, three(4, 3, 10), Some(three(4, 5, 11)), None);
    assert!(!words().notes(&level).iter().any(|note| note.starts_with("This went down.")));
}

#[test]
fn a_reversed_item_names_its_classes_the_other_way_round() {
    let reversed =
        finding(Shape::Rating { reverse: true }, Shown::Five { counts: [4; 5] }, None, None);
    assert_eq!(words().classes(&reversed, 5)[0], "strongly agree");
    assert_eq!(words().classes(&reversed, 2), ["agree or in between", "disagree"]);
}

#[test]
fn texts_cannot_leave_their_place() {
    let chart = Chart {
        figure: Figure::Change {
            counts: [2, 4, 12],
            labels: ["<b>".into(), "\"&\"".into(), "ok".into()],
        },
        alt: "</title><script>alert(1)</script> & more".into(),
    };
    let labels = Labels {
        title: "<i>".into(),
        question: "a & b".into(),
        key: vec![(5, "<u>".into())],
        note: "</svg>".into(),
    };
    let sheet = draw(&chart, Palette::Paper, Width::Wide, Some(&labels));
    for raw in ["<script", "<b>", "<i>", "<u>", "a & b", "\"&\""] {
        assert!(!sheet.contains(raw), "{raw}");
    }
    assert_eq!(sheet.matches("</svg>").count(), 1);
    assert!(
        sheet.contains(
            "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</title>"
        )
    );
    assert!(sheet.starts_with("<svg width=\"688\""));
}

#[test]
fn the_change_has_its_numbers_above() {
    let change = finding(
        RIGHT,
        Shown::Three { counts: [5, 4, 9] },
        Some(Shown::Three { counts: [2, 2, 14] }),
        Some(Shown::Three { counts: [2, 4, 12] }),
    );
    let chart = words().change_chart(&change).unwrap();
    assert_eq!(chart.alt, "Of 18 young people, 12 got better, 4 stayed the same and 2 got worse");
    let picture = draw(&chart, Palette::Dark, Width::Wide, None);
    assert!(picture.starts_with("<svg width=\"640\" height=\"64\""));
    for (x, width) in [(0, 69), (71, 140), (213, 425)] {
        assert!(
            picture.contains(&format!("<rect x=\"{x}\" y=\"24\" width=\"{width}\" height=\"36\"")),
            "{x} {picture}"
        );
    }
}

#[test]
fn long_titles_break_between_words() {
    assert_eq!(broken("one two three", 7), ["one two", "three"]);
    assert_eq!(broken("", 7), Vec::<String>::new());
}
