//! Where model, core and page meet: what views call, and what carries out the model's effects.

use crate::driver::{Driver, who};
use crate::model::{Effect, FieldId, Model, Msg, Section, Target};
use leptos::prelude::*;
use oc_element::{Detail, Event};
use oc_i18n::Key;
use oc_ui::{Ctx, FieldSpec, focus_by_id};

/// A handle on one widget, for its views. `Copy` and `Send`.
#[derive(Clone, Copy)]
pub struct Desk {
    pub ctx: Ctx,
    model: RwSignal<Model>,
    driver: StoredValue<Option<Driver>, LocalStorage>,
}

impl Desk {
    /// Starts the widget, from what an earlier instance kept if there was one.
    pub fn open(ctx: Ctx) -> Desk {
        let page_name = ctx.common().and_then(|common| common.page_name);
        let model = RwSignal::new(Model::new(page_name, ctx.kept().as_deref()));
        let driver = ctx.core().map(|core| Driver::new(core, ctx.cancel()));
        let desk = Desk { ctx, model, driver: StoredValue::new_local(driver) };
        desk.tell(Msg::Start);
        let identity = ctx.identity();
        leptos::prelude::Effect::new(move |_| {
            if let Some(who) = identity.with(|identity| identity.as_ref().map(who)) {
                desk.tell(Msg::Identified(who));
            }
        });
        desk
    }

    /// Lets something happen. `false` if the widget has left the page.
    pub fn tell(self, msg: Msg) -> bool {
        let Some(effects) = self.model.try_update(|model| model.update(msg)) else { return false };
        let kept = self.model.try_with_untracked(|model| (model.snapshot(), model.unsaved()));
        if let Some((snapshot, unsaved)) = kept {
            self.ctx.keep(snapshot.as_deref());
            self.ctx.set_unsaved(unsaved);
        }
        for effect in effects {
            self.carry_out(effect);
        }
        true
    }

    fn carry_out(self, effect: Effect) {
        match effect {
            Effect::Focus(target) => focus_by_id(self.target_id(target)),
            Effect::Step(step) => {
                let (name, position) = (Detail::Text(step.name()), Detail::Number(step.position()));
                self.ctx.emit(Event::Step, &[("step", name), ("position", position), ("of", Detail::Number(2))]);
            }
            Effect::Submitted(id) => self.ctx.emit(Event::Submitted, &[("id", Detail::Text(&id))]),
            Effect::Failed { what, kind } => {
                if let Some(host) = self.ctx.host() {
                    host.error(kind, what);
                }
            }
            effect => self.ask(effect),
        }
    }

    /// Asks the core. The work holds nothing of the widget: when this is gone the answer finds nobody, reads end by
    /// their cancel token, and what was being sent is remembered for the instance that comes after.
    fn ask(self, effect: Effect) {
        let Some(driver) = self.driver.try_get_value().flatten() else { return };
        leptos::task::spawn_local(async move {
            if let Some(answer) = driver.perform(effect).await
                && self.tell(answer.msg.clone())
            {
                answer.heard();
            }
        });
    }

    /// The id of an element of this widget.
    pub fn target_id(self, target: Target) -> String {
        self.ctx.id(match target {
            Target::Heading => "heading",
            Target::Section(Section::Applicant) => "applicant",
            Target::Section(Section::Request) => "request",
            Target::Errors => "errors",
        })
    }

    /// The id of a field's control.
    pub fn field_id(self, id: FieldId) -> String {
        self.ctx.id(match id {
            FieldId::Name => "name",
            FieldId::Surname => "surname",
            FieldId::FiscalCode => "fiscal-code",
            FieldId::Email => "email",
            FieldId::Category => "category",
            FieldId::Service => "service",
            FieldId::Details => "details",
            FieldId::Privacy => "privacy",
        })
    }

    pub fn t(self, key: Key) -> String {
        self.ctx.t(key)
    }

    /// Something of the model, told anew only when it changes.
    pub fn read<T: Clone + PartialEq + Send + Sync + 'static>(self, read: fn(&Model) -> T) -> Memo<T> {
        let model = self.model;
        Memo::new(move |_| model.with(read))
    }

    /// Something of the model as it is now.
    pub fn peek<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// A message for a press.
    pub fn press(self, msg: Msg) -> impl Fn() + Copy + 'static
    where
        Msg: Clone,
    {
        let msg = StoredValue::new(msg);
        move || {
            if let Some(msg) = msg.try_get_value() {
                self.tell(msg);
            }
        }
    }

    /// What a field shows and does.
    pub fn field(self, id: FieldId, label: Key, value: fn(&Model) -> String) -> FieldSpec {
        let model = self.model;
        let problem = Memo::new(move |_| {
            let problem = model.with(|model| model.problem(id))?;
            Some(problem.message(&self.ctx.i18n()?))
        });
        FieldSpec {
            id: self.field_id(id),
            label: self.t(label),
            hint: String::new(),
            required: true,
            value: self.read(value).into(),
            problem: problem.into(),
            read_only: Signal::from(false),
            on_input: Callback::new(move |value| {
                self.tell(Msg::Input(id, value));
            }),
            on_blur: Callback::new(move |()| {
                self.tell(Msg::Blur(id));
            }),
        }
    }
}
