//! The JSON Web Token of the core (core API contract, section 2.3): read, never verified. The core verifies it; here it
//! only tells who it was issued to and for how long.

use crate::json::Tolerant;
use crate::json_text::parse_json;

/// Seconds of life left below which a token is renewed before use.
pub const RENEW_BEFORE_S: f64 = 30.0;

/// A token with what its payload says.
#[derive(Clone, PartialEq)]
pub struct Token {
    raw: String,
    /// The user's id (uuid).
    pub user_id: String,
    /// The tenant's id, when the payload has one.
    pub tenant_id: Option<String>,
    /// Fiscal code of a citizen, uuid of an anonymous user.
    pub username: Option<String>,
    pub roles: Vec<String>,
    /// By the visitor's clock, milliseconds since 1970.
    pub expires_ms: f64,
    /// The visitor's clock minus the core's, milliseconds (0 when the token does not say when it was issued).
    pub clock_skew_ms: f64,
}

impl Token {
    /// Reads the payload. `received_ms` is the visitor's clock when the token came in: life is counted from then, so
    /// that a clock that is hours wrong does not make every token look expired.
    ///
    /// # Errors
    /// Names what is malformed, without any of the token's content.
    pub fn parse(raw: &str, received_ms: f64) -> Result<Token, &'static str> {
        let mut parts = raw.split('.');
        let (Some(_), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err("token: not three parts");
        };
        if !raw.bytes().all(|b| b.is_ascii_graphic()) {
            return Err("token: strange characters");
        }
        let bytes = base64url(payload).ok_or("token: payload is not base64url")?;
        let text = String::from_utf8(bytes).map_err(|_| "token: payload is not text")?;
        let claims = parse_json(&text).map_err(|_| "token: payload is not JSON")?;
        let user_id = claims.id("id").ok_or("token: no user id")?;
        let exp = claims.f64("exp").ok_or("token: no expiry")? * 1000.0;
        let issued = claims.f64("iat").map(|s| s * 1000.0).filter(|iat| *iat < exp);
        let clock_skew_ms = issued.map_or(0.0, |iat| received_ms - iat);
        Ok(Token {
            raw: raw.to_owned(),
            user_id,
            tenant_id: claims.id("tenant_id"),
            username: claims.str("username").map(str::to_owned),
            roles: claims.items("roles").iter().filter_map(|r| r.as_str()).map(str::to_owned).collect(),
            expires_ms: exp + clock_skew_ms,
            clock_skew_ms,
        })
    }

    /// The value of the `Authorization` header.
    pub(crate) fn bearer(&self) -> String {
        ["Bearer ", &self.raw].concat()
    }

    /// Whether it still has [`RENEW_BEFORE_S`] to live.
    pub fn fresh(&self, now_ms: f64) -> bool {
        self.expires_ms - now_ms >= RENEW_BEFORE_S * 1000.0
    }

    /// Whether it belongs to someone who works for the administration: for these widgets not a citizen.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.contains("OPERATOR") || role.contains("ADMIN"))
    }

    /// Whether it belongs to an anonymous user, whose user name is a uuid (core API contract, section 2.2).
    pub fn is_anonymous(&self) -> bool {
        self.username.as_deref().is_some_and(looks_like_uuid)
    }
}

/// Says nothing of the token itself, so that it cannot end up in a log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// 8-4-4-4-12 hexadecimal digits.
pub(crate) fn looks_like_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// Decodes base64url (RFC 4648, section 5), with or without padding. `None` for any other character or an impossible
/// length.
pub(crate) fn base64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    if text.len() % 4 == 1 {
        return None;
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut buffer, mut bits) = (0u32, 0u32);
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        buffer = (buffer << 6) | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(((buffer >> bits) & 0xff) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::testing::{base64url_encode, jwt};
    use proptest::prelude::*;

    #[test]
    fn a_citizen_token_is_read() {
        let raw = jwt(&json!({"iat": 1000, "exp": 4600, "roles": ["ROLE_USER", "ROLE_CPS_USER"],
            "username": "CLNVTR76P01G822Q", "id": "43f6", "tenant_id": "2eeb"}));
        let token = Token::parse(&raw, 1_000_000.0).unwrap();
        assert_eq!(token.user_id, "43f6");
        assert_eq!(token.tenant_id.as_deref(), Some("2eeb"));
        assert!(!token.is_staff() && !token.is_anonymous());
        assert_eq!(token.bearer(), format!("Bearer {raw}"));
        assert!(token.fresh(4_570_000.0));
        assert!(!token.fresh(4_570_001.0));
        assert!(!format!("{token:?}").contains(&raw));
    }

    #[test]
    fn a_visitor_whose_clock_is_an_hour_ahead_keeps_a_fresh_token_fresh() {
        let raw = jwt(&json!({"iat": 10_000, "exp": 13_600, "id": "u"}));
        let ahead = 10_000_000.0 + 3_600_000.0;
        let token = Token::parse(&raw, ahead).unwrap();
        assert!(token.fresh(ahead));
        assert!(!token.fresh(ahead + 3_600_000.0));
        assert_eq!(token.clock_skew_ms, 3_600_000.0);
    }

    #[test]
    fn staff_and_anonymous_users_are_told_apart_from_citizens() {
        for role in ["ROLE_OPERATORE", "ROLE_OPERATORE_ADMIN", "ROLE_ADMIN", "ROLE_SUPER_ADMIN", "ROLE_OPERATOR"] {
            let raw = jwt(&json!({"exp": 1, "id": "u", "roles": ["ROLE_USER", role]}));
            assert!(Token::parse(&raw, 0.0).unwrap().is_staff(), "{role}");
        }
        let raw = jwt(&json!({"exp": 1, "id": "u", "username": "43f619df-0000-4000-8000-0123456789ab"}));
        assert!(Token::parse(&raw, 0.0).unwrap().is_anonymous());
    }

    #[test]
    fn a_malformed_token_is_refused_and_says_what_is_wrong() {
        let no_id = jwt(&json!({"exp": 1}));
        let no_exp = jwt(&json!({"id": "u"}));
        for raw in ["", "a.b", "a.b.c.d", "a.!.c", "a.bm90IGpzb24.c", "a.bnVsbA.c", "è.e30.c", &no_id, &no_exp] {
            let complaint = Token::parse(raw, 0.0).unwrap_err();
            assert!(complaint.starts_with("token: "), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn bytes_survive_base64url(bytes in any::<Vec<u8>>()) {
            prop_assert_eq!(base64url(&base64url_encode(&bytes)), Some(bytes));
        }

        #[test]
        fn no_text_makes_the_decoder_or_the_reader_panic(text in any::<String>()) {
            let _ = base64url(&text);
            prop_assert!(Token::parse(&text, 0.0).is_err());
        }
    }
}
