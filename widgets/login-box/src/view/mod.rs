//! What the citizen sees of the login box.

mod login;
mod menu;

use crate::model::{Role, State, logout};
use leptos::prelude::*;
use oc_core_client::Identity;
use oc_element::{Detail, Event, Mount};
use oc_i18n::keys::login_box as keys;
use oc_settings::Reader;
use oc_ui::Ctx;

/// What the webmaster chose for this box.
#[derive(Clone)]
struct Options {
    direct: bool,
    label: String,
    logout_only: bool,
}

/// The widget.
pub fn view(mount: Mount) -> AnyView {
    let lookup = mount.host.lookup();
    let mut reader = Reader::new(&lookup);
    let options = Options {
        direct: reader.flag("spid-button", &["OC_SPID_BUTTON"]),
        label: reader.text("auth-label", &["OC_AUTH_LABEL"]).unwrap_or_else(|| mount.i18n.t(keys::TITLE).to_owned()),
        logout_only: reader.flag("user-menu-disabled", &["OC_USER_MENU_DISABLED"]),
    };
    for warning in reader.into_warnings() {
        mount.host.warn_setting(&warning);
    }
    let ctx = Ctx::new(mount);
    let identity = ctx.identity();
    let state = Memo::new(move |_| identity.with(|identity| identity.as_ref().map(state_of).unwrap_or_default()));
    Effect::new(move |before: Option<bool>| {
        let role = state.with(role_of);
        if let (Some(role), false) = (role, before == Some(true)) {
            ctx.emit(Event::Login, &[("role", Detail::Text(role.word()))]);
        }
        role.is_some()
    });
    let body = move || match state.get() {
        // Read out, and invisible: the button's place is kept by the style, so nothing moves when it appears.
        State::Checking => {
            view! { <span class="visually-hidden" role="status">{ctx.t(keys::CHECKING)}</span> }.into_any()
        }
        State::LoggedOut => login::view(ctx, &options),
        State::LoggedIn { name, role } if options.logout_only => logout_button(ctx, &name, role),
        State::LoggedIn { name, role } => menu::view(ctx, &name, role),
    };
    view! { <div class="oc-login-box" data-element="personal-area-login">{body}</div> }.into_any()
}

fn state_of(identity: &Identity) -> State {
    match identity {
        Identity::Nobody => State::LoggedOut,
        Identity::Citizen(citizen) => {
            State::LoggedIn { name: citizen.full_name().unwrap_or_default(), role: Role::Citizen }
        }
        Identity::Operator { full_name } => {
            State::LoggedIn { name: full_name.clone().unwrap_or_default(), role: Role::Operator }
        }
    }
}

fn role_of(state: &State) -> Option<Role> {
    match state {
        State::LoggedIn { role, .. } => Some(*role),
        _ => None,
    }
}

/// The way out alone, for hosts that have a menu of their own.
fn logout_button(ctx: Ctx, name: &str, role: Role) -> AnyView {
    let name = menu::name_or_role(ctx, name, role);
    view! {
        <a class="btn btn-primary btn-full" href=below(ctx, logout(role)) title=name on:click=move |_| leaving(ctx)>
            {ctx.t(keys::LOGOUT)}
        </a>
    }
    .into_any()
}

/// An address below the core's base address.
fn below(ctx: Ctx, path: &str) -> String {
    let base = ctx.common().map(|common| common.base_url).unwrap_or_default();
    [base.as_str(), path].concat()
}

/// Tells the host page that the person is on the way out.
fn leaving(ctx: Ctx) {
    ctx.emit(Event::Logout, &[]);
}
