//! The branching photo-story: scenes, choices and where they lead.

use crate::{module::Module, question::Translated};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Choices on the longest way through a story.
pub const LONGEST_PATH: usize = 7;

/// What a choice leads to when the story is over.
pub const END: &str = "end";

/// One way on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What somebody could do.
    pub text: Translated,
    /// The next scene's id, or [`END`].
    pub next: String,
    /// What helps or is at stake in it; it never says "wrong".
    pub feedback: Translated,
}

/// One picture with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Stable name within the story.
    pub id: String,
    /// What happens.
    pub text: Translated,
    /// The picture in words.
    pub alt: Translated,
    /// Ways on; none where the scene goes on by itself to `next`.
    #[serde(default, rename = "choice")]
    pub choices: Vec<Choice>,
    /// Where a scene without choices leads.
    #[serde(default)]
    pub next: Option<String>,
}

impl Scene {
    /// Every scene that may follow.
    pub fn followers(&self) -> impl Iterator<Item = &str> {
        self.choices.iter().map(|choice| choice.next.as_str()).chain(self.next.as_deref())
    }

    fn texts(&self) -> impl Iterator<Item = &Translated> {
        let choices = self.choices.iter().flat_map(|choice| [&choice.text, &choice.feedback]);
        [&self.text, &self.alt].into_iter().chain(choices)
    }
}

/// The story of one module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The module.
    pub module: Module,
    /// Title.
    pub title: Translated,
    /// The card at the end of every path: what helped.
    pub end: Translated,
    /// The scenes; the first one opens the story.
    #[serde(rename = "scene")]
    pub scenes: Vec<Scene>,
}

impl Story {
    /// A scene by its name.
    #[must_use]
    pub fn scene(&self, id: &str) -> Option<&Scene> {
        self.scenes.iter().find(|scene| scene.id == id)
    }

    /// What is wrong with it, in words for its editors: a scene nobody reaches, a way that leads
    /// nowhere, in a circle or on for too long, a text without a language.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.title.complete() || !self.end.complete() {
            problems.push("title or end lacks a language".to_owned());
        }
        let names: BTreeSet<&str> = self.scenes.iter().map(|scene| scene.id.as_str()).collect();
        if names.len() != self.scenes.len() || names.contains(END) {
            problems.push("two scenes have one name, or one is called end".to_owned());
        }
        for scene in &self.scenes {
            if !scene.texts().all(Translated::complete) {
                problems.push(format!("{}: a text lacks a language", scene.id));
            }
            if scene.choices.is_empty() == scene.next.is_none() || scene.choices.len() == 1 {
                problems.push(format!("{}: needs two choices or one way on", scene.id));
            }
            for next in scene.followers().filter(|next| *next != END && !names.contains(next)) {
                problems.push(format!("{}: leads to {next}, which is no scene", scene.id));
            }
        }
        let mut reached = BTreeSet::new();
        if let Some(first) = self.scenes.first() {
            self.walk(&first.id, &mut Vec::new(), &mut reached, &mut problems);
        }
        for scene in self.scenes.iter().filter(|scene| !reached.contains(scene.id.as_str())) {
            problems.push(format!("{}: nobody gets there", scene.id));
        }
        problems.sort();
        problems.dedup();
        problems
    }

    /// Walks every path from a scene; stories are small and paths bounded.
    fn walk<'s>(
        &'s self,
        id: &'s str,
        path: &mut Vec<&'s str>,
        reached: &mut BTreeSet<&'s str>,
        problems: &mut Vec<String>,
    ) {
        let Some(scene) = self.scene(id) else { return };
        reached.insert(id);
        if path.contains(&id) {
            problems.push(format!("{id}: a path leads back to it"));
            return;
        }
        if path.len() >= LONGEST_PATH {
            problems.push(format!("{id}: a path is longer than {LONGEST_PATH} steps"));
            return;
        }
        path.push(id);
        for next in scene.followers() {
            self.walk(next, path, reached, problems);
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(word: &str) -> Translated {
        let texts = ["en", "fr", "nl", "de"].map(|code| (code.to_owned(), word.to_owned()));
        Translated(texts.into())
    }

    fn scene(id: &str, next: &[&str]) -> Scene {
        let choices = next.iter().map(|next| Choice {
            text: text("do"),
            next: (*next).to_owned(),
            feedback: text("it helps"),
        });
        Scene {
            id: id.to_owned(),
            text: text("what happens"),
            alt: text("two people"),
            choices: choices.collect(),
            next: None,
        }
    }

    fn story(scenes: Vec<Scene>) -> Story {
        Story { module: Module::Respect, title: text("title"), end: text("end"), scenes }
    }

    #[test]
    fn a_story_whose_paths_all_end_is_whole() {
        let whole = story(vec![
            scene("S1", &["S2", END]),
            Scene { next: Some(END.to_owned()), ..scene("S2", &[]) },
        ]);
        assert_eq!(whole.problems(), Vec::<String>::new());
    }

    #[test]
    fn circles_dead_ends_and_lost_scenes_are_found() {
        let circle = story(vec![scene("S1", &["S2", END]), scene("S2", &["S1", END])]);
        assert_eq!(circle.problems(), ["S1: a path leads back to it"]);
        let dead = story(vec![scene("S1", &["S9", END]), scene("S2", &[])]);
        assert_eq!(
            dead.problems(),
            [
                "S1: leads to S9, which is no scene",
                "S2: needs two choices or one way on",
                "S2: nobody gets there"
            ]
        );
    }

    #[test]
    fn eight_steps_are_too_many() {
        let scenes = (1..=8).map(|n| {
            let next = if n == 8 { END.to_owned() } else { format!("S{}", n + 1) };
            scene(&format!("S{n}"), &[&next, END])
        });
        assert_eq!(story(scenes.collect()).problems(), ["S8: a path is longer than 7 steps"]);
    }
}
