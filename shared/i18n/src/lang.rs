/// A language the widgets speak. Italian is the primary one and the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    It,
    De,
    En,
}

impl Lang {
    /// Every language, the primary one first.
    pub const ALL: [Lang; 3] = [Lang::It, Lang::De, Lang::En];

    /// Reads a language tag as pages write it: `de`, `de-IT`, `DE_it`, with spaces around. Only the primary subtag
    /// counts. `None` for a language the widgets do not speak and for anything that is not a tag.
    pub fn parse(tag: &str) -> Option<Lang> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }

    /// The two-letter code, as in `lang` attributes and in the names of the catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::It => "it",
            Lang::De => "de",
            Lang::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_language_is_understood_however_the_page_writes_it() {
        for tag in ["de", "DE", "de-IT", "de_AT", " de ", "de-Latn-IT-1996"] {
            assert_eq!(Lang::parse(tag), Some(Lang::De), "{tag}");
        }
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.code()), Some(lang));
        }
    }

    #[test]
    fn a_language_the_widgets_do_not_speak_is_refused() {
        for tag in ["", "fr", "lld-IT", "ital", "d", "-de", "\0", "ðe"] {
            assert_eq!(Lang::parse(tag), None, "{tag}");
        }
    }
}
