//! The few icons in use, drawn inline: a sprite of another origin cannot be referred to.

use crate::{El, svg};

/// Icons on a 24×24 grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    User,
    Expand,
    Close,
    Warning,
    Success,
    Info,
    Print,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::User => "M12 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zm0 2c-5 0-9 2.5-9 5.6V22h18v-2.4C21 16.5 17 14 12 14z",
            Icon::Expand => "M12 15.5 4.5 8l1.4-1.4 6.1 6.1 6.1-6.1L19.5 8z",
            Icon::Close => {
                "M18.3 4.3 12 10.6 5.7 4.3 4.3 5.7 10.6 12l-6.3 6.3 1.4 1.4 6.3-6.3 6.3 6.3 1.4-1.4-6.3-6.3 6.3-6.3z"
            }
            Icon::Warning => "M12 2 1 21h22zm1 16h-2v-2h2zm0-4h-2V9h2z",
            Icon::Success => "M9.5 18.4 3.1 12l1.4-1.4 5 5L19.5 5.6 20.9 7z",
            Icon::Info => "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 15h-2v-6h2zm0-8h-2V7h2z",
            Icon::Print => "M18 8V3H6v5H2v9h4v4h12v-4h4V8zM8 5h8v3H8zm8 14H8v-5h8z",
        }
    }
}

/// A decorative icon: whatever it says is said by text beside it.
pub fn icon(which: Icon, class: &str) -> El {
    let path = svg("path").attr("d", which.path()).attr("fill", "currentColor");
    svg("svg")
        .attr("class", class)
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(path)
}
