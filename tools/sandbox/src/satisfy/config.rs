//! `POST /v1/graphql`: what a widget has to know of its entry point.

use std::sync::LazyLock;

use async_graphql::{Context, EmptyMutation, EmptySubscription, ID, Object, Request, Schema, SimpleObject};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{json, to_value};

use super::{find, ratings};
use crate::app::Shared;
use crate::json;
use crate::problem::Problem;

static SCHEMA: LazyLock<Schema<Query, EmptyMutation, EmptySubscription>> =
    LazyLock::new(|| Schema::build(Query, EmptyMutation, EmptySubscription).limit_depth(8).finish());

struct Query;

/// A place on a site whose ratings are collected together.
#[derive(SimpleObject)]
struct Entrypoint {
    id: ID,
    /// For the people who read the ratings; the texts citizens read are fixed by the national criteria.
    name: String,
    /// To be handed in with the rating; null where none is asked for.
    challenge: Option<Challenge>,
}

/// A signed permission for one rating.
#[derive(SimpleObject)]
struct Challenge {
    token: String,
    /// A rating that comes sooner is turned away with 429.
    min_seconds: i64,
}

#[Object]
impl Query {
    /// The entry point with this identifier; null when there is none.
    async fn entrypoint(&self, ctx: &Context<'_>, id: ID) -> async_graphql::Result<Option<Entrypoint>> {
        let app = ctx.data::<Shared>()?;
        let internal = |problem: Problem| {
            eprintln!("oc-sandbox: ratings: {problem:?}");
            async_graphql::Error::new("internal error")
        };
        let Some(found) = app.db.run(|connection| find(connection, &id)).map_err(internal)? else { return Ok(None) };
        let challenge = match found.min_seconds {
            Some(min_seconds) => {
                Some(Challenge { token: ratings::challenge(app, &found).map_err(internal)?, min_seconds })
            }
            None => None,
        };
        Ok(Some(Entrypoint { id: ID(found.id), name: found.name, challenge }))
    }
}

/// Answers a query: 200 with `data` and `errors` as GraphQL has it, 400 for what is no query.
pub async fn answer(State(app): State<Shared>, body: Bytes) -> Result<Response, Problem> {
    let request: Request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => {
            let error = json!({"message": format!("no GraphQL request: {error}")});
            return Ok(json::with(StatusCode::BAD_REQUEST, &json!({"errors": [error]})));
        }
    };
    Ok(json::ok(&to_value(SCHEMA.execute(request.data(app)).await)?))
}

#[cfg(test)]
mod tests {
    use super::SCHEMA;

    #[test]
    fn the_schema_is_the_one_the_readme_shows() {
        let readme = include_str!("../../README.md");
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let shown = readme.split("```graphql").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let told = SCHEMA.sdl();
        for part in shown.split("\n\n") {
            let without_words: String =
                told.lines().filter(|line| !line.trim().starts_with("\"\"\"")).collect::<Vec<_>>().join("\n");
            let lines: Vec<&str> = part.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            for line in lines {
                assert!(bare(&without_words).contains(&bare(line)), "the schema has no {line:?}:\n{told}");
            }
        }
    }
}
