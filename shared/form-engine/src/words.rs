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
    let (list, wanted) = (list.as_bytes(), word.as_bytes());
    let mut at = 0;
    // Whether a word begins here.
    let mut begins = true;
    for (place, byte) in list.iter().enumerate() {
        if *byte == b'|' {
            at += 1;
        } else if begins
            && Some(byte) == wanted.first()
            && list.get(place..).is_some_and(|rest| rest.starts_with(wanted))
            && list.get(place + wanted.len()).is_none_or(|end| *end == b' ')
            && !wanted.contains(&b' ')
        {
            return at;
        }
        begins = *byte == b' ';
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
        assert_eq!([group("a b | c", "a b"), group("ab | c", "b"), group("a | bc", "bc")], [2, 2, 1]);
    }
}
