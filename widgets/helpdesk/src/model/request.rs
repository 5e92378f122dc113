//! What is asked: category, service, details, consent.

use oc_core_client::CoreError;
use oc_forms::{Field, Problem, Rule, max_length, remaining, required_or};
use oc_i18n::keys::helpdesk as messages;

/// The option this form adds to the core's categories (core API contract, section 3.5): it has no services.
pub const PUBLIC_RELATIONS: &str = "c9ead24d-bfe0-4d6c-939d-01c23cf34e73";
/// Its name as the core's own staff read it, whatever the language of the page.
const PUBLIC_RELATIONS_NAME: &str = "Relazioni con il pubblico";
/// How long the details may be, in characters.
pub const LONGEST_DETAILS: u32 = 600;

/// A category or a service: its identifier and the name it is sent with.
#[derive(Clone)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub struct Choice {
    pub id: String,
    pub name: String,
}

/// A list from the core.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub enum List {
    /// Not asked for.
    #[default]
    Idle,
    Loading,
    Failed(CoreError),
    Ready(Vec<Choice>),
}

impl List {
    /// What was loaded; nothing while it is not.
    pub fn choices(&self) -> &[Choice] {
        match self {
            List::Ready(choices) => choices,
            _ => &[],
        }
    }

    /// Why it could not be loaded.
    pub fn error(&self) -> Option<&CoreError> {
        match self {
            List::Failed(error) => Some(error),
            _ => None,
        }
    }

    fn find(&self, id: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.id == id)
    }

    /// Whether the core answered that there is nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, List::Ready(choices) if choices.is_empty())
    }
}

/// The fields about the request.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Request {
    pub categories: List,
    /// The services of the chosen category.
    pub services: List,
    pub category: Option<Choice>,
    pub service: Option<Choice>,
    pub details: Field,
    pub privacy: bool,
    pub category_problem: Option<Problem>,
    pub service_problem: Option<Problem>,
    pub privacy_problem: Option<Problem>,
}

pub(super) const DETAILS: Rule = |text| {
    required_or(text, messages::DETAILS_REQUIRED)?;
    max_length(text, LONGEST_DETAILS)
};

impl Request {
    /// Whether the chosen category is the one without services.
    pub fn public_relations(&self) -> bool {
        self.category.as_ref().is_some_and(|category| category.id == PUBLIC_RELATIONS)
    }

    /// Takes the core's answer. A chosen category that is not offered (any more) is given up.
    pub fn categories_answered(&mut self, answer: Result<Vec<Choice>, CoreError>) {
        self.categories = listed(answer, Some(PUBLIC_RELATIONS));
        self.reconcile();
    }

    /// What a draft or an earlier instance says, in place of what is here. The lists decide what of it still holds.
    pub fn take_over(&mut self, category: Option<Choice>, service: Option<Choice>) {
        self.forget_services();
        self.category = category;
        self.category_problem = None;
        self.reconcile();
        self.service = service.filter(|_| self.category.is_some() && !self.public_relations());
    }

    /// Gives up a chosen category that is not in the list, once there is one.
    fn reconcile(&mut self) {
        if matches!(self.categories, List::Ready(_))
            && let Some(chosen) = self.category.take_if(|chosen| chosen.id != PUBLIC_RELATIONS)
        {
            self.category = self.categories.find(&chosen.id).cloned();
            if self.category.is_none() {
                self.forget_services();
            }
        }
    }

    /// The citizen chose a category by its identifier; an unknown one is none. Gives the category whose services are
    /// to be loaded now, if any.
    pub fn choose_category(&mut self, id: &str) -> Option<String> {
        let same = self.category.as_ref().is_some_and(|chosen| chosen.id == id);
        if same {
            return None;
        }
        self.category = if id == PUBLIC_RELATIONS {
            Some(Choice { id: id.to_owned(), name: PUBLIC_RELATIONS_NAME.to_owned() })
        } else {
            self.categories.find(id).cloned()
        };
        self.forget_services();
        if self.category_problem.is_some() {
            self.check_category();
        }
        self.services_needed()
    }

    fn forget_services(&mut self) {
        self.services = List::Idle;
        self.service = None;
        self.service_problem = None;
    }

    /// Gives the category whose services must be loaded, marking them as on their way.
    pub fn services_needed(&mut self) -> Option<String> {
        let category = self.category.as_ref().filter(|chosen| chosen.id != PUBLIC_RELATIONS)?.id.clone();
        self.services = List::Loading;
        Some(category)
    }

    /// Takes the core's answer about the services of `category`; one that is about another category than the chosen
    /// one came too late and means nothing. Where nothing is chosen yet, the service called `page_name` is.
    pub fn services_answered(
        &mut self,
        category: &str,
        answer: Result<Vec<Choice>, CoreError>,
        page_name: Option<&str>,
    ) {
        if self.category.as_ref().is_none_or(|chosen| chosen.id != category) {
            return;
        }
        self.services = listed(answer, None);
        if let List::Ready(services) = &self.services {
            let wanted = |service: &&Choice| match (&self.service, page_name) {
                (Some(chosen), _) => service.id == chosen.id,
                (None, Some(name)) => same_name(&service.name, name),
                (None, None) => false,
            };
            self.service = services.iter().find(wanted).cloned();
        }
        if self.service_problem.is_some() {
            self.check_service();
        }
    }

    /// The citizen chose a service by its identifier; an unknown one is none.
    pub fn choose_service(&mut self, id: &str) {
        self.service = self.services.find(id).cloned();
        if self.service_problem.is_some() {
            self.check_service();
        }
    }

    /// The citizen gave the consent or took it back.
    pub fn consent(&mut self, given: bool) {
        self.privacy = given;
        if given {
            self.privacy_problem = None;
        }
    }

    /// How many characters of the details are still free; negative when there are too many.
    pub fn details_left(&self) -> i64 {
        remaining(self.details.value(), LONGEST_DETAILS)
    }

    /// Whether nothing was asked yet; the consent alone is nothing.
    pub fn is_empty(&self) -> bool {
        self.category.is_none() && self.details.value().trim().is_empty()
    }

    /// Looks at everything as a submit does. `true` when all is right.
    pub fn check(&mut self) -> bool {
        self.check_category();
        self.check_service();
        self.privacy_problem = (!self.privacy).then_some(Problem::Say(messages::PRIVACY_REQUIRED));
        let details = self.details.check(DETAILS);
        details && self.problems().iter().all(Option::is_none)
    }

    fn check_category(&mut self) {
        let problem = match self.category {
            None => Some(messages::CATEGORY_REQUIRED),
            // Nothing to choose from below: another category is the way out.
            Some(_) if self.services.is_empty() => Some(messages::NO_SERVICES),
            Some(_) => None,
        };
        self.category_problem = problem.map(Problem::Say);
    }

    fn check_service(&mut self) {
        let due = self.category.is_some() && !self.public_relations() && !self.services.is_empty();
        let missing = due && self.service.is_none();
        self.service_problem = missing.then_some(Problem::Say(messages::SERVICE_REQUIRED));
    }

    /// The complaints shown now, in the order of the form.
    pub(super) fn problems(&self) -> [Option<Problem>; 4] {
        [self.category_problem, self.service_problem, self.details.problem(), self.privacy_problem]
    }
}

/// Drops what appears twice and the option this form adds itself.
fn listed(answer: Result<Vec<Choice>, CoreError>, without: Option<&str>) -> List {
    let answered = match answer {
        Ok(answered) => answered,
        Err(error) => return List::Failed(error),
    };
    let mut choices: Vec<Choice> = Vec::with_capacity(answered.len());
    for choice in answered {
        if Some(choice.id.as_str()) != without && !choices.iter().any(|known| known.id == choice.id) {
            choices.push(choice);
        }
    }
    List::Ready(choices)
}

/// Whether two names are the same but for capitals, of which Italian and German have these. The tables for all
/// languages would weigh more than the rest of this file.
fn same_name(one: &str, other: &str) -> bool {
    let small = |c: char| match c {
        'À'..='Þ' => char::from_u32(c as u32 + 32).unwrap_or(c),
        c => c.to_ascii_lowercase(),
    };
    one.trim().chars().map(small).eq(other.trim().chars().map(small))
}
