//! Tokens: RS256 as the core signs them (core API contract, section 2.3).

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::OsRng;
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding, Signer, Verifier};
use rsa::traits::PublicKeyParts;
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};

use crate::db::Db;

const BITS: usize = 2048;
const SETTING: &str = "signing-key";
/// Name of the only key, in the token's header and in the key set.
const KEY_ID: &str = "development";

/// A key pair.
pub struct Key {
    signing: SigningKey<Sha256>,
    verifying: VerifyingKey<Sha256>,
    public: RsaPublicKey,
}

/// The signing key, made in the background at the first start and kept with the state.
#[derive(Default)]
pub struct Keys(OnceLock<Result<Key, String>>);

/// Why a token is not accepted.
#[derive(Debug, PartialEq, Eq)]
pub enum Rejected {
    Invalid,
    Expired,
}

impl Keys {
    /// Loads the key, or makes it (some hundred milliseconds) and stores it. Later calls return at once; calls that come
    /// while it is being made wait for it. Never call it from inside a unit of work on the database.
    pub fn prepare(&self, db: &Db) -> Result<&Key, String> {
        let made = tokio::task::block_in_place(|| self.0.get_or_init(|| load_or_make(db)));
        made.as_ref().map_err(String::clone)
    }

    /// A token for these claims.
    pub fn sign(&self, db: &Db, claims: &Value) -> Result<String, String> {
        let header = json!({"typ": "JWT", "alg": "RS256", "kid": KEY_ID});
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let signature = self.prepare(db)?.signing.try_sign(signed.as_bytes()).map_err(|error| error.to_string())?;
        Ok(format!("{signed}.{}", encode(signature.to_vec())))
    }

    /// The claims of a token, when its signature holds and it has not expired at `now` (seconds since 1970).
    pub fn verify(&self, db: &Db, token: &str, now: i64) -> Result<Value, Rejected> {
        let (signed, signature) = token.rsplit_once('.').ok_or(Rejected::Invalid)?;
        let (header, payload) = signed.split_once('.').ok_or(Rejected::Invalid)?;
        if decode(header)?.get("alg").and_then(Value::as_str) != Some("RS256") {
            return Err(Rejected::Invalid);
        }
        let bytes = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Rejected::Invalid)?;
        let signature = Signature::try_from(bytes.as_slice()).map_err(|_| Rejected::Invalid)?;
        let key = self.prepare(db).map_err(|_| Rejected::Invalid)?;
        key.verifying.verify(signed.as_bytes(), &signature).map_err(|_| Rejected::Invalid)?;
        let claims = decode(payload)?;
        match claims.get("exp").and_then(Value::as_i64) {
            Some(exp) if exp > now => Ok(claims),
            Some(_) => Err(Rejected::Expired),
            None => Err(Rejected::Invalid),
        }
    }

    /// The public key set, `/.well-known/jwks.json`.
    pub fn jwks(&self, db: &Db) -> Result<Value, String> {
        let public = &self.prepare(db)?.public;
        Ok(json!({"keys": [{
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID,
            "n": encode(public.n().to_bytes_be()), "e": encode(public.e().to_bytes_be()),
        }]}))
    }
}

fn load_or_make(db: &Db) -> Result<Key, String> {
    let stored = db.setting(SETTING).map_err(|problem| format!("{problem:?}"))?;
    let private = match stored {
        Some(der) => RsaPrivateKey::from_pkcs8_der(&der).map_err(|error| format!("stored signing key: {error}"))?,
        None => {
            let made = RsaPrivateKey::new(&mut OsRng, BITS).map_err(|error| error.to_string())?;
            let der = made.to_pkcs8_der().map_err(|error| error.to_string())?;
            db.set_setting(SETTING, der.as_bytes()).map_err(|problem| format!("{problem:?}"))?;
            made
        }
    };
    let public = private.to_public_key();
    Ok(Key { signing: SigningKey::new(private), verifying: VerifyingKey::new(public.clone()), public })
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(part: &str) -> Result<Value, Rejected> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| Rejected::Invalid)?;
    serde_json::from_slice(&bytes).map_err(|_| Rejected::Invalid)
}
