//! Logging in, sessions, tokens and who may read them.

use serde_json::{Value, json};

use crate::bench::{Bench, claims};

#[test]
fn without_a_session_the_visitor_is_sent_to_the_login_page() {
    let bench = Bench::start(&[]);
    let answer = bench.get("/api/session-auth?with-cookie=1");
    assert_eq!((answer.status, answer.header("location")), (302, format!("{}/it/login", bench.core)));
}

#[test]
fn a_session_becomes_a_token_that_names_the_citizen() {
    let bench = Bench::start(&["--token-ttl", "120"]);
    let person = bench.person("vittorino");
    let request = bench.request("GET", &format!("{}/api/session-auth?with-cookie=1", bench.core));
    let token = bench.send(request.header("cookie", format!("x=1; {}", person.cookie))).json()["token"].clone();
    let claims = claims(token.as_str().unwrap());
    assert_eq!(claims["username"], "CLNVTR76P01G822Q");
    assert_eq!(claims["id"], person.id);
    assert_eq!(claims["roles"], json!(["ROLE_USER", "ROLE_CPS_USER"]));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 120);
    assert_eq!(claims["tenant_id"], bench.get("/api/tenants/info").json()["id"]);
}

#[test]
fn only_the_municipality_s_site_may_read_the_session() {
    let bench = Bench::start(&["--allow-origin", "https://other.example"]);
    let ask = |query: &str, origin: &str| {
        let request = bench.request("GET", &format!("{}/api/session-auth{query}", bench.core));
        let answer = bench.send(request.header("origin", origin));
        (answer.header("access-control-allow-origin"), answer.header("access-control-allow-credentials"))
    };
    let open = ("*".to_string(), String::new());
    assert_eq!(ask("?with-cookie=true", &bench.site), (bench.site.clone(), "true".into()));
    assert_eq!(ask("?with-cookie=1", "https://other.example"), ("https://other.example".into(), "true".into()));
    assert_eq!(ask("?with-cookie=1", "https://stranger.example"), open);
    assert_eq!(ask("?with-cookie=", &bench.site), open);
    assert_eq!(ask("", &bench.site), open);
}

#[test]
fn the_browser_is_told_beforehand_what_it_may_send() {
    let bench = Bench::start(&[]);
    let request = bench.request("OPTIONS", &format!("{}/api/applications", bench.core));
    let answer = bench.send(
        request
            .header("origin", &bench.site)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type,idempotency-key,x-locale"),
    );
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*".into()));
    let allowed = answer.header("access-control-allow-headers").to_lowercase();
    for name in ["authorization", "content-type", "x-locale", "idempotency-key", "x-accept-version"] {
        assert!(allowed.contains(name), "{name} in {allowed}");
    }
    assert!(answer.header("access-control-allow-methods").contains("PUT"));
    let plain = bench.send(bench.request("OPTIONS", &format!("{}/api/session-auth", bench.core)));
    assert_eq!((plain.status, plain.json()), (200, json!([])));
}

#[test]
fn a_visitor_without_a_login_gets_a_user_of_their_own() {
    let bench = Bench::start(&[]);
    let (first, second) = (bench.anonymous(), bench.anonymous());
    assert_ne!(first.id, second.id);
    let claims = claims(&first.token);
    assert_eq!((&claims["username"], &claims["roles"]), (&json!(first.id), &json!(["ROLE_USER", "ROLE_CPS_USER"])));
    let user = bench.ask(&first, "GET", &format!("/api/users/{}", first.id), None).json();
    assert_eq!((&user["nome"], &user["cognome"]), (&json!("Anonymous"), &json!("User")));
    assert_eq!(user["codice_fiscale"], first.id);
    assert!(user["email"].as_str().unwrap().starts_with(&first.id));
}

#[test]
fn tokens_that_are_missing_broken_or_too_old_are_refused_in_those_words() {
    let bench = Bench::start(&["--token-ttl", "-1"]);
    let person = bench.person("vittorino");
    let path = format!("/api/users/{}", person.id);
    let refusal = |message: &str| json!({"code": 401, "message": message});

    let missing = bench.get(&path);
    assert_eq!((missing.status, missing.json()), (401, refusal("JWT Token not found")));
    assert_eq!(missing.header("www-authenticate"), "Bearer");
    assert_eq!(missing.header("access-control-allow-origin"), "*");

    let expired = bench.ask(&person, "GET", &path, None);
    assert_eq!((expired.status, expired.json()), (401, refusal("Expired JWT Token")));

    let mut forged = bench.person("vittorino");
    let (signed, _) = forged.token.rsplit_once('.').unwrap();
    forged.token = format!("{signed}.AAAA");
    assert_eq!(bench.ask(&forged, "GET", &path, None).json(), refusal("Invalid JWT Token"));
    forged.token = "nonsense".into();
    assert_eq!(bench.ask(&forged, "GET", "/api/services", None).json(), refusal("Invalid JWT Token"));
}

#[test]
fn writing_to_open_collections_needs_a_token_and_reading_does_not() {
    let bench = Bench::start(&[]);
    assert_eq!(bench.get("/api/services").status, 200);
    let post = bench.send(bench.request("POST", &format!("{}/api/services", bench.core)).body("{}"));
    assert_eq!(post.status, 401);
    for path in ["/api/applications", "/api/users", "/api/meetings", "/api/payments", "/api/places"] {
        assert_eq!(bench.get(path).status, 401, "{path}");
    }
}

#[test]
fn the_keys_that_check_a_token_are_public() {
    let bench = Bench::start(&[]);
    let keys = bench.get("/.well-known/jwks.json").json();
    let key = &keys["keys"][0];
    assert_eq!((&key["kty"], &key["alg"]), (&json!("RSA"), &json!("RS256")));
    // 2048 bits are 256 bytes, 342 characters.
    assert_eq!(key["n"].as_str().unwrap().len(), 342);
}

#[test]
fn choosing_a_person_on_the_login_page_leads_back_to_where_one_came_from() {
    let bench = Bench::start(&[]);
    let page = bench.get("/it/login?return-url=http%3A%2F%2Flocalhost%2Fa%3Fb%3D%22%3Cx%3E");
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Ambiente di sviluppo"), "it says what it is");
    assert!(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "names are text");
    assert!(!page.text.contains("<script>"));
    assert!(page.text.contains("value=\"http://localhost/a?b=&quot;&lt;x&gt;\""));

    let choose = |back: &str| {
        let form = format!("person=lucia&return-url={back}");
        bench.send(bench.request("POST", &format!("{}/it/login", bench.core)).body(form))
    };
    let answer = choose("http%3A%2F%2Flocalhost%3A1%2Fpagina%3Fa%3D1%23x");
    assert_eq!((answer.status, answer.header("location")), (302, "http://localhost:1/pagina?a=1#x".into()));
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");

    let session = cookie.split(';').next().unwrap();
    let home = bench.send(bench.request("GET", &format!("{}/it/user/", bench.core)).header("cookie", session));
    assert!(home.text.contains("Lucia Bianchi"), "{}", home.text);

    for wrong in ["javascript%3Aalert(1)", "%2F%2Fevil.example", "", "pagina"] {
        assert_eq!(choose(wrong).header("location"), format!("{}/it/user/", bench.core), "{wrong}");
    }
}

#[test]
fn logging_out_ends_the_session_and_deletes_every_cookie() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let with_cookie = |path: &str| {
        bench.send(bench.request("GET", &format!("{}{path}", bench.core)).header("cookie", &person.cookie))
    };
    assert_eq!(with_cookie("/api/session-auth").status, 200);
    let moved = with_cookie("/logout");
    assert_eq!((moved.status, moved.header("location")), (307, format!("{}/it/logout", bench.core)));
    let out = with_cookie("/it/logout");
    assert_eq!((out.status, out.header("location")), (302, format!("{}/it/", bench.core)));
    let gone = out.headers("set-cookie").join("\n");
    for name in ["_forward_auth_csrf", "_forward_auth_spid", "PHPSESSID", "token", "refresh_token"] {
        assert!(gone.contains(&format!("{name}=; Path=/; Max-Age=0")), "{name} in {gone}");
    }
    assert_eq!(with_cookie("/api/session-auth").status, 302);
}

#[test]
fn an_operator_is_recognisable_by_the_roles_of_the_token() {
    let bench = Bench::start(&[]);
    let roles = claims(&bench.person("operatore").token)["roles"].clone();
    assert!(roles.as_array().unwrap().contains(&Value::from("ROLE_OPERATORE")), "{roles}");
    assert!(!roles.as_array().unwrap().contains(&Value::from("ROLE_CPS_USER")), "{roles}");
}

#[test]
fn the_entries_of_the_user_menu_lead_somewhere() {
    let bench = Bench::start(&[]);
    for path in ["/", "/user/", "/user/profile", "/pratiche/", "/pratiche/1/detail", "/documenti/", "/user/payments/"] {
        let moved = bench.get(path);
        assert_eq!((moved.status, moved.header("location")), (307, format!("{}/it{path}", bench.core)), "{path}");
        let page = bench.get(&format!("/de{path}"));
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains("Ambiente di sviluppo"), "{path}");
    }
    assert_eq!(bench.get("/it/operatori/").status, 200);
    assert_eq!(bench.get("/it/nothing-here").status, 404);
}
