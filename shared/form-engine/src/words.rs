//! Sets of words that mean something: one text that is searched, in place of a comparison for each word.

/// An enumeration whose members go by one or several words.
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$about:meta])* $id:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name { $($(#[$about])* $id),* }

        impl $name {
            /// All, in order.
            $vis const ALL: &[$name] = &[$($name::$id),*];

            /// The one that goes by `word`.
            #[allow(dead_code, reason = "not every set is looked up by name")]
            $vis fn named(word: &str) -> Option<Self> {
                Self::ALL.get($crate::words::group(concat!($($text, " | "),*), word)).copied()
            }
        }
    };
}
pub(crate) use words;

/// In a list such as `"a b | c d"`: which group the word is in, counted from 0, and more than there are where it is in none.
pub(crate) fn group(list: &str, word: &str) -> usize {
    let wanted = word.as_bytes();
    let mut at = 0;
    // How much of the word the list has shown since the last blank; none once it is another word.
    let mut seen = Some(0);
    for byte in list.bytes().chain([b' ']) {
        match byte {
            b' ' if seen == Some(wanted.len()) && !wanted.is_empty() => return at,
            b' ' => seen = Some(0),
            b'|' => {
                at += 1;
                seen = None;
            }
            _ => seen = seen.filter(|place| wanted.get(*place) == Some(&byte)).map(|place| place + 1),
        }
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn a_word_is_in_its_group_and_no_other() {
        assert_eq!([group("a b | c", "b"), group("a b | c", "c"), group("a b | c", "ab")], [0, 1, 2]);
        assert_eq!([group("a b | c", "|"), group("a b | c", ""), group("ab | c", "a")], [2, 2, 2]);
    }
}
