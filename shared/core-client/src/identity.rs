//! Who is in front of the page.

use crate::json::{Json, Tolerant};
use crate::token::{Token, looks_like_uuid};
use std::rc::Rc;

/// Who is logged in on this page's core.
#[derive(Clone, Debug, PartialEq)]
pub enum Identity {
    /// Nobody, or nobody that the core tells us about.
    Nobody,
    Citizen(Rc<Citizen>),
    /// Someone who works for the administration: requests go out as from an anonymous citizen.
    Operator {
        /// Name and surname, when the profile has them.
        full_name: Option<String>,
    },
}

impl Identity {
    /// The citizen, if it is one.
    pub fn citizen(&self) -> Option<&Rc<Citizen>> {
        match self {
            Identity::Citizen(citizen) => Some(citizen),
            _ => None,
        }
    }
}

/// A citizen's profile (core API contract, section 2.4). Whatever the core left out or wrote oddly is `None`.
#[derive(Clone, PartialEq)]
pub struct Citizen {
    /// The user's id (uuid).
    pub id: String,
    pub name: Option<String>,
    pub surname: Option<String>,
    /// As the core has it, in upper case.
    pub fiscal_code: Option<String>,
    /// As the core has it: may be malformed.
    pub email: Option<String>,
    /// The mobile number, else the other one.
    pub phone: Option<String>,
    /// The whole profile as answered, for forms that ask for more; null if it could not be read.
    pub profile: Json,
}

impl Citizen {
    /// Name and surname, when at least one is known.
    pub fn full_name(&self) -> Option<String> {
        join(self.name.as_deref(), self.surname.as_deref())
    }
}

/// Says nothing personal, so that it cannot end up in a log.
impl std::fmt::Debug for Citizen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Citizen(…)")
    }
}

fn join(name: Option<&str>, surname: Option<&str>) -> Option<String> {
    let words: Vec<&str> = [name, surname].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Who a token and the profile behind it (null when unreadable) belong to. Both generations of the profile are read:
/// Italian member names (version 1) and English ones (version 2).
pub(crate) fn identity_of(token: &Token, profile: Json) -> Identity {
    let text = |keys: &[&str]| keys.iter().find_map(|k| profile.str(k)).map(|t| t.trim().to_owned());
    let name = text(&["nome", "given_name", "name"]);
    let surname = text(&["cognome", "family_name", "surname"]);
    let staff_role = matches!(profile.str("role"), Some("operator" | "admin"));
    if token.is_staff() || staff_role {
        return Identity::Operator { full_name: join(name.as_deref(), surname.as_deref()) };
    }
    let fiscal_code = text(&["codice_fiscale", "fiscal_code", "username"])
        .or_else(|| token.username.clone())
        .filter(|code| !looks_like_uuid(code))
        .map(|code| code.to_ascii_uppercase());
    let (email, phone) = (text(&["email"]), text(&["cellulare", "mobile_phone", "telefono", "phone_number", "phone"]));
    Identity::Citizen(Rc::new(Citizen { id: token.user_id.clone(), name, surname, fiscal_code, email, phone, profile }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::testing::jwt;

    fn token(roles: &[&str]) -> Token {
        let claims = json!({"exp": 9, "id": "u1", "roles": roles, "username": "CLNVTR76P01G822Q"});
        Token::parse(&jwt(&claims), 0.0).unwrap()
    }

    fn citizen(profile: Json) -> Rc<Citizen> {
        identity_of(&token(&["ROLE_CPS_USER"]), profile).citizen().unwrap().clone()
    }

    #[test]
    fn both_generations_of_profile_give_the_same_citizen() {
        let v1 = citizen(json!({"nome": "Vittorino", "cognome": "Coliandro", "codice_fiscale": "CLNVTR76P01G822Q",
            "email": "v@example.com", "cellulare": "3331234567", "telefono": "050", "role": "user"}));
        let v2 = citizen(json!({"given_name": "Vittorino", "family_name": "Coliandro", "username": "clnvtr76p01g822q",
            "email": "v@example.com", "mobile_phone": "3331234567", "role": "user"}));
        for c in [v1, v2] {
            assert_eq!(c.full_name().as_deref(), Some("Vittorino Coliandro"));
            assert_eq!(c.fiscal_code.as_deref(), Some("CLNVTR76P01G822Q"));
            assert_eq!(c.email.as_deref(), Some("v@example.com"));
            assert_eq!(c.phone.as_deref(), Some("3331234567"));
        }
    }

    #[test]
    fn a_profile_with_holes_or_nonsense_still_gives_a_citizen() {
        let c = citizen(json!({"nome": null, "cognome": 7, "email": [], "cellulare": " ", "telefono": "050123"}));
        assert_eq!((c.full_name(), c.email.clone()), (None, None));
        assert_eq!(c.phone.as_deref(), Some("050123"));
        assert_eq!(c.fiscal_code.as_deref(), Some("CLNVTR76P01G822Q"), "from the token");
        assert_eq!(citizen(Json::Null).id, "u1");
        assert_eq!(format!("{c:?}"), "Citizen(…)");
    }

    #[test]
    fn someone_at_work_is_not_a_citizen() {
        let profile = json!({"nome": "Anna", "cognome": "Verdi"});
        let operator = Identity::Operator { full_name: Some("Anna Verdi".into()) };
        assert_eq!(identity_of(&token(&["ROLE_OPERATORE"]), profile), operator);
        let by_role = identity_of(&token(&["ROLE_USER"]), json!({"role": "admin"}));
        assert_eq!(by_role, Identity::Operator { full_name: None });
    }
}
