//! Where the citizen is in the rating, and what was said so far. Pure: no browser in here.

use oc_i18n::{Key, keys::satisfy as keys};

/// Longest comment, in characters (widget contract, section 7).
pub const LONGEST: usize = 200;

/// What can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
pub enum Step {
    /// The stars alone.
    #[default]
    Stars,
    /// What was good, or difficult.
    Reasons,
    /// A few words.
    Details,
    /// Thanks.
    Done,
}

/// A question with its answers. The texts in Italian are fixed to the letter by the national criteria C.SI.2.5 and
/// C.SI.2.6; the words are for whoever reads the ratings.
pub struct Question {
    pub text: Key,
    pub answers: [(Key, &'static str); 5],
}

/// After four and five stars, and after fewer.
pub const QUESTIONS: [Question; 2] = [
    Question {
        text: keys::POSITIVE,
        answers: [
            (keys::POSITIVE_1, "clear"),
            (keys::POSITIVE_2, "complete"),
            (keys::POSITIVE_3, "oriented"),
            (keys::POSITIVE_4, "no_problems"),
            (keys::OTHER, "other"),
        ],
    },
    Question {
        text: keys::NEGATIVE,
        answers: [
            (keys::NEGATIVE_1, "unclear"),
            (keys::NEGATIVE_2, "incomplete"),
            (keys::NEGATIVE_3, "disoriented"),
            (keys::NEGATIVE_4, "problems"),
            (keys::OTHER, "other"),
        ],
    },
];

/// What happens.
pub enum Msg {
    /// So many stars, 1 to 5.
    Rate(u8),
    /// An answer by its place, 0 to 4.
    Answer(u8),
    Comment(String),
    Next,
    Back,
}

/// One rating in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    pub step: Step,
    /// 0 for none.
    pub stars: u8,
    pub answer: Option<u8>,
    pub comment: String,
}

impl Model {
    /// Lets something happen. `true` when the rating was completed by it: once.
    pub fn update(&mut self, msg: Msg) -> bool {
        if self.step == Step::Done {
            return false;
        }
        match msg {
            // The same stars again change nothing: validators and people click twice.
            Msg::Rate(stars) if stars == self.stars => {}
            // Other stars begin anew; what was written stays, nobody likes to write it twice.
            Msg::Rate(stars) => {
                self.stars = stars.clamp(1, 5);
                self.answer = None;
                self.step = Step::Reasons;
            }
            Msg::Answer(place) => self.answer = Some(place),
            Msg::Comment(text) => self.comment = text.chars().take(LONGEST).collect(),
            Msg::Next => {
                self.step = match self.step {
                    Step::Stars => Step::Stars,
                    Step::Reasons => Step::Details,
                    _ => Step::Done,
                };
            }
            Msg::Back if self.step == Step::Details => self.step = Step::Reasons,
            Msg::Back => {
                self.step = Step::Stars;
                self.stars = 0;
                self.answer = None;
            }
        }
        self.step == Step::Done
    }

    /// Which of [`QUESTIONS`] belongs to the stars.
    pub fn question(&self) -> usize {
        usize::from(self.stars < 4)
    }

    /// The word of the chosen answer.
    pub fn answer_word(&self) -> Option<&'static str> {
        let question = QUESTIONS.get(self.question())?;
        question.answers.get(usize::from(self.answer?)).map(|(_, word)| *word)
    }

    /// How many characters are left.
    pub fn left(&self) -> usize {
        LONGEST.saturating_sub(self.comment.chars().count())
    }

    /// All of it as one text, for an instance that comes after this one.
    pub fn kept(&self) -> String {
        let mut out = String::new();
        for number in [self.step as u8, self.stars, self.answer.map_or(9, |answer| answer)] {
            out.push(char::from(b'0' + number));
        }
        out.push_str(&self.comment);
        out
    }

    /// What [`Model::kept`] wrote; a fresh one from anything else.
    pub fn restore(kept: &str) -> Model {
        let mut chars = kept.chars();
        let mut digit = || chars.next().and_then(|c| c.to_digit(10)).and_then(|n| u8::try_from(n).ok());
        let (Some(step), Some(stars), Some(answer)) = (digit(), digit(), digit()) else { return Model::default() };
        let step = match step {
            1 => Step::Reasons,
            2 => Step::Details,
            3 => Step::Done,
            _ => return Model::default(),
        };
        if !(1..=5).contains(&stars) {
            return Model::default();
        }
        Model { step, stars, answer: (answer < 5).then_some(answer), comment: chars.take(LONGEST).collect() }
    }
}

/// The address of a page as ratings name it: no query and no fragment, and instead of every part of the path that looks
/// like somebody's number (five digits or more) a dash.
pub fn page_address(origin: &str, path: &str) -> String {
    let mut out = origin.to_owned();
    for (place, part) in path.split('/').enumerate() {
        if place > 0 {
            out.push('/');
        }
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        out.push_str(if digits < 5 { part } else { "-" });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use oc_i18n::{I18n, Lang};
    use proptest::prelude::*;

    fn after(messages: impl IntoIterator<Item = Msg>) -> Model {
        let mut model = Model::default();
        for msg in messages {
            model.update(msg);
        }
        model
    }

    #[test]
    fn the_italian_texts_are_those_of_the_national_criteria() {
        let i18n = I18n::builtin(Lang::It);
        let words = |question: &Question| -> Vec<String> {
            let answers = question.answers.iter().map(|(key, _)| *key);
            std::iter::once(question.text).chain(answers).map(|key| i18n.t(key).to_owned()).collect()
        };
        assert_eq!(i18n.t(keys::TITLE_PAGE), "Quanto sono chiare le informazioni su questa pagina?");
        assert_eq!(i18n.t(keys::TITLE_SERVICE), "Quanto è stato facile usare questo servizio?");
        assert_eq!(
            words(&QUESTIONS[0]),
            [
                "Quali sono stati gli aspetti che hai preferito?",
                "Le indicazioni erano chiare",
                "Le indicazioni erano complete",
                "Capivo sempre che stavo procedendo correttamente",
                "Non ho avuto problemi tecnici",
                "Altro",
            ]
        );
        assert_eq!(
            words(&QUESTIONS[1]),
            [
                "Dove hai incontrato le maggiori difficoltà?",
                "A volte le indicazioni non erano chiare",
                "A volte le indicazioni non erano complete",
                "A volte non capivo se stavo procedendo correttamente",
                "Ho avuto problemi tecnici",
                "Altro",
            ]
        );
    }

    #[test]
    fn four_and_five_stars_ask_what_was_good_and_fewer_what_was_difficult() {
        for (stars, question) in [(1, 1), (2, 1), (3, 1), (4, 0), (5, 0)] {
            let model = after([Msg::Rate(stars)]);
            assert_eq!((model.step, model.question()), (Step::Reasons, question), "{stars}");
        }
    }

    #[test]
    fn the_same_stars_again_change_nothing() {
        let model = after([Msg::Rate(4), Msg::Answer(1), Msg::Next]);
        let mut again = model.clone();
        assert!(!again.update(Msg::Rate(4)));
        assert_eq!(again, model);
    }

    #[test]
    fn other_stars_begin_anew_and_lose_no_words() {
        let model = after([Msg::Rate(5), Msg::Answer(2), Msg::Next, Msg::Comment("Bene".into()), Msg::Rate(2)]);
        assert_eq!(model, Model { step: Step::Reasons, stars: 2, answer: None, comment: "Bene".into() });
    }

    #[test]
    fn a_citizen_goes_on_and_back_and_finishes_once() {
        let mut model = after([Msg::Next, Msg::Back, Msg::Rate(3), Msg::Answer(4)]);
        assert_eq!(model.answer_word(), Some("other"));
        model.update(Msg::Next);
        model.update(Msg::Back);
        assert_eq!((model.step, model.answer), (Step::Reasons, Some(4)));
        model.update(Msg::Back);
        assert_eq!(model, Model::default());
        model.update(Msg::Rate(5));
        model.update(Msg::Next);
        assert!(model.update(Msg::Next));
        let done = model.clone();
        for msg in [Msg::Next, Msg::Back, Msg::Rate(1), Msg::Answer(0), Msg::Comment("x".into())] {
            assert!(!model.update(msg));
        }
        assert_eq!((model.clone(), model.answer_word()), (done, None));
    }

    #[test]
    fn a_comment_ends_after_two_hundred_characters() {
        let model = after([Msg::Rate(1), Msg::Comment("è".repeat(300))]);
        assert_eq!((model.comment.chars().count(), model.left()), (200, 0));
        assert_eq!(after([Msg::Comment("ciao".into())]).left(), 196);
    }

    #[test]
    fn numbers_of_people_stay_out_of_the_address_of_the_page() {
        let at = |path| page_address("https://comune.example.it", path);
        assert_eq!(at("/"), "https://comune.example.it/");
        assert_eq!(at("/Novita/Bando-2024"), "https://comune.example.it/Novita/Bando-2024");
        assert_eq!(
            at("/it/pratiche/cf5010dd-5cc6-4c28-9afc-c03d13914897/detail"),
            "https://comune.example.it/it/pratiche/-/detail"
        );
        assert_eq!(at("/u/CLNVTR76P01G822Q/33312345"), "https://comune.example.it/u/-/-");
    }

    proptest! {
        #[test]
        fn what_was_kept_comes_back(stars in 1u8..=5, answer in prop::option::of(0u8..5), steps in 0usize..4, comment in ".{0,220}") {
            let mut model = after([Msg::Rate(stars), Msg::Comment(comment)]);
            if let Some(answer) = answer {
                model.update(Msg::Answer(answer));
            }
            for _ in 0..steps {
                model.update(Msg::Next);
            }
            prop_assert_eq!(Model::restore(&model.kept()), model);
        }

        #[test]
        fn anything_else_begins_a_fresh_rating(kept in "\\PC{0,8}|[0-9]{0,5}") {
            let model = Model::restore(&kept);
            prop_assert!(model == Model::default() || ((1..=5).contains(&model.stars) && model.step > Step::Stars));
        }
    }
}
