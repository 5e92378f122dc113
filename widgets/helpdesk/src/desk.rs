//! Where model, core and page meet: what views call, and what carries out the model's effects.

use crate::driver::{Driver, who};
use crate::model::{Effect, FieldId, Model, Msg, Section, Target};
use leptos::prelude::*;
use oc_element::{Detail, Event};
use oc_i18n::Key;
use oc_ui::{Act, Ctx, El, FieldSpec, Read, focus_by_id, read};
use std::rc::Rc;

/// A handle on one widget, for its views. `Copy`.
#[derive(Clone, Copy)]
pub struct Desk {
    pub ctx: Ctx,
    model: StoredValue<Model, LocalStorage>,
    changed: Trigger,
}

impl Desk {
    /// Starts the widget, from what an earlier instance kept if there was one.
    pub fn open(ctx: Ctx) -> Desk {
        let page_name = ctx.common().and_then(|common| common.page_name);
        let model = StoredValue::new_local(Model::new(page_name, ctx.kept().as_deref()));
        let desk = Desk { ctx, model, changed: Trigger::new() };
        desk.tell(Msg::Start);
        ctx.on_identity(move |identity| {
            desk.tell(Msg::Identified(who(identity)));
        });
        desk
    }

    /// Lets something happen. `false` if the widget has left the page.
    pub fn tell(self, msg: Msg) -> bool {
        let Some(effects) = self.model.try_update_value(|model| model.update(msg)) else { return false };
        self.changed.notify();
        let (kept, unsaved) = self.peek(|model| (model.snapshot(), model.unsaved()));
        self.ctx.keep(kept.as_deref());
        self.ctx.set_unsaved(unsaved);
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
        let Some(core) = self.ctx.core() else { return };
        let driver = Driver::new(core, self.ctx.cancel());
        leptos::task::spawn_local(async move {
            if let Some((msg, receipt)) = driver.perform(effect).await
                && self.tell(msg)
            {
                receipt.heard();
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

    /// Looks at the model; nothing happens after the widget left the page. Not generic, and what is generic around it
    /// only boxes: every type would be another copy of what happens inside.
    fn look(self, look: &mut dyn FnMut(&Model)) {
        self.changed.track();
        self.model.try_with_value(|model| look(model));
    }

    fn look_untracked(self, look: &mut dyn FnMut(&Model)) {
        self.model.try_with_value(|model| look(model));
    }

    /// Something of the model, followed wherever it is read.
    pub fn see<T: Default + 'static>(self, see: fn(&Model) -> T) -> Read<T> {
        read(move || {
            let mut seen = T::default();
            self.look(&mut |model| seen = see(model));
            seen
        })
    }

    /// Something built from the model as it is now.
    pub fn peek<T: Default>(self, see: impl Fn(&Model) -> T) -> T {
        let mut seen = T::default();
        self.look_untracked(&mut |model| seen = see(model));
        seen
    }

    /// Shows in `place` what `build` makes of the word that `key` reads from the model, anew whenever that changes.
    pub fn switch(
        self,
        place: El,
        key: fn(&Model) -> &'static str,
        build: impl Fn(&'static str) -> Option<El> + 'static,
    ) -> El {
        follow(place, self.see(key), Box::new(build))
    }

    /// Tells the model something when pressed.
    pub fn press(self, msg: fn() -> Msg) -> Act {
        Rc::new(move || {
            self.tell(msg());
        })
    }

    /// What a field shows and does.
    pub fn field(self, id: FieldId, label: Key, value: fn(&Model) -> String) -> FieldSpec {
        FieldSpec {
            id: self.field_id(id),
            label: self.t(label),
            hint: String::new(),
            required: true,
            value: self.see(value),
            problem: read(move || {
                let mut problem = None;
                self.look(&mut |model| problem = model.problem(id));
                let words = problem.and_then(|problem| Some(problem.message(&self.ctx.i18n()?)));
                words.unwrap_or_default()
            }),
            read_only: read(|| false),
            on_input: Rc::new(move |value| {
                self.tell(Msg::Input(id, value));
            }),
            on_blur: Rc::new(move || {
                self.tell(Msg::Blur(id));
            }),
        }
    }
}

fn follow(place: El, key: Read<&'static str>, build: Box<dyn Fn(&'static str) -> Option<El>>) -> El {
    place.switch(move || key(), move |key| build(key))
}
