//! Who is shown what. Pure: no browser in here.

use oc_i18n::{Key, keys::login_box as keys};

/// What the box shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing yet: a button that turns into a name a moment later would be a flicker.
    #[default]
    Checking,
    LoggedOut,
    LoggedIn {
        /// Name and surname as the core has them; empty when the profile has none.
        name: String,
        role: Role,
    },
}

/// Whose menu it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Citizen,
    Operator,
}

impl Role {
    /// The word of the `oc-login` event.
    pub fn word(self) -> &'static str {
        match self {
            Role::Citizen => "citizen",
            Role::Operator => "operator",
        }
    }
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub label: Key,
    /// Path below the core's base address (core API contract, section 2.5).
    pub path: &'static str,
    /// The way out stands apart from the rest.
    pub divided: bool,
}

const fn entry(label: Key, path: &'static str) -> Entry {
    Entry { label, path, divided: false }
}

const fn way_out(path: &'static str) -> Entry {
    Entry { label: keys::LOGOUT, path, divided: true }
}

const CITIZEN: &[Entry] = &[
    entry(keys::PROFILE, "/user/profile"),
    entry(keys::AREA, "/user/"),
    entry(keys::APPLICATIONS, "/pratiche/"),
    entry(keys::DOCUMENTS, "/documenti/"),
    entry(keys::PAYMENTS, "/user/payments/"),
    way_out("/logout"),
];

const OPERATOR: &[Entry] =
    &[entry(keys::PROFILE, "/operatori/profile"), entry(keys::DASHBOARD, "/operatori/"), way_out("/operatori/logout")];

/// The entries of the menu of `role`, the way out last.
pub fn menu(role: Role) -> &'static [Entry] {
    match role {
        Role::Citizen => CITIZEN,
        Role::Operator => OPERATOR,
    }
}

/// Where the way out leads.
pub fn logout(role: Role) -> &'static str {
    menu(role).last().map_or("/logout", |entry| entry.path)
}

/// The key that was pressed in the open menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Next,
    Previous,
    First,
    Last,
    Leave,
}

impl Press {
    /// The meaning of a keyboard event's `key`, if it has one here.
    pub fn of(key: &str) -> Option<Press> {
        Some(match key {
            "ArrowDown" => Press::Next,
            "ArrowUp" => Press::Previous,
            "Home" => Press::First,
            "End" => Press::Last,
            "Escape" => Press::Leave,
            _ => return None,
        })
    }
}

/// Which of `count` entries is focused after `press`, going round; `None` gives focus back to the button.
pub fn focused(press: Press, current: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (press, current) {
        (Press::Leave, _) => None,
        (Press::First, _) | (Press::Next, None) => Some(0),
        (Press::Last, _) | (Press::Previous, None | Some(0)) => Some(last),
        (Press::Next, Some(index)) => Some(if index >= last { 0 } else { index + 1 }),
        (Press::Previous, Some(index)) => Some(index - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oc_i18n::{I18n, Lang};

    #[test]
    fn a_citizen_finds_every_entry_and_the_way_out_last() {
        let i18n = I18n::builtin(Lang::It);
        let labels: Vec<_> = menu(Role::Citizen).iter().map(|entry| i18n.t(entry.label)).collect();
        assert_eq!(labels, ["Profilo", "Area personale", "Pratiche", "Documenti", "Pagamenti", "Esci"]);
        assert_eq!(logout(Role::Citizen), "/logout");
    }

    #[test]
    fn an_operator_is_led_to_the_back_office() {
        assert!(menu(Role::Operator).iter().all(|entry| entry.path.starts_with("/operatori/")));
        assert_eq!(logout(Role::Operator), "/operatori/logout");
    }

    #[test]
    fn only_the_way_out_stands_apart() {
        for role in [Role::Citizen, Role::Operator] {
            let divided: Vec<_> = menu(role).iter().filter(|entry| entry.divided).map(|entry| entry.path).collect();
            assert_eq!(divided, [logout(role)]);
        }
    }

    #[test]
    fn arrow_keys_go_round_the_menu() {
        assert_eq!(focused(Press::Next, None, 3), Some(0));
        assert_eq!(focused(Press::Next, Some(2), 3), Some(0));
        assert_eq!(focused(Press::Previous, Some(0), 3), Some(2));
        assert_eq!(focused(Press::Previous, None, 3), Some(2));
        assert_eq!(focused(Press::Last, Some(0), 3), Some(2));
        assert_eq!(focused(Press::First, Some(2), 3), Some(0));
        assert_eq!(focused(Press::Leave, Some(1), 3), None);
    }

    #[test]
    fn no_key_leads_out_of_the_menu() {
        for count in 0..5 {
            for press in [Press::Next, Press::Previous, Press::First, Press::Last, Press::Leave] {
                for current in (0..7).map(Some).chain([None]) {
                    if let (Some(index), true) = (focused(press, current, count), current.is_none_or(|at| at < count)) {
                        assert!(index < count);
                    }
                }
            }
        }
    }

    #[test]
    fn keys_that_mean_something_elsewhere_are_left_alone() {
        assert_eq!(Press::of("Tab"), None);
        assert_eq!(Press::of("Enter"), None);
        assert_eq!(Press::of("ArrowDown"), Some(Press::Next));
    }
}
