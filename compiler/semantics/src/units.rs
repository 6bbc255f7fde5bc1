//! The units of a regulation, numbered in the order of the text, and where addresses lead among them.

use crate::addresses::{Failure, Places, Resolved};
use crate::broken::Broken;
use crate::errors;
use quyche_base::{Address, Anchor, Diagnostic, Level, Span};
use quyche_ir::model::Unit;
use quyche_ir::{InstanceId, UnitId};
use quyche_syntax::ast::{Marker, Statement};
use std::collections::BTreeMap;

/// A statement and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'a> {
    /// The statement.
    pub(crate) statement: &'a Statement,
    /// Its unit; `None` for the author's own matter and for modules.
    pub(crate) unit: Option<UnitId>,
    /// Whether it comes from a module.
    pub(crate) module: bool,
}

/// The units of a regulation, numbered in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Units {
    /// As they go into the document.
    pub(crate) units: Vec<Unit>,
    /// One past the last unit of each unit's subtree.
    pub(crate) ends: Vec<usize>,
    pub(crate) places: Places,
    /// Every unit by the instance it belongs to and the place of its heading or marker.
    pub(crate) keys: BTreeMap<(u32, Span), UnitId>,
    /// In which unit each instance of a template stands.
    pub(crate) hosts: BTreeMap<InstanceId, UnitId>,
    /// Units with a statement that could not be read.
    pub(crate) broken: Vec<UnitId>,
}

impl Units {
    /// The unit of a list item, by the place of its marker.
    pub(crate) fn item(&self, marker: &Marker) -> Option<UnitId> {
        self.keys.get(&(marker.origin.instance, marker.span)).copied()
    }

    /// Every unit with its key.
    pub(crate) fn by_key(&self) -> impl Iterator<Item = ((u32, Span), UnitId)> {
        self.keys.iter().map(|(key, unit)| (*key, *unit))
    }

    /// The unit in which an instance of a template stands.
    pub(crate) fn host(&self, instance: InstanceId) -> Option<UnitId> {
        self.hosts.get(&instance).copied()
    }

    /// The instance a unit belongs to, from 1; 0 for none.
    pub(crate) fn instance(&self, unit: UnitId) -> u32 {
        let origin = self.units.get(unit.index()).and_then(|unit| unit.origin);
        let instance = origin.and_then(|origin| origin.instance);
        instance.map_or(0, |instance| instance.0.saturating_add(1))
    }

    /// Whether `unit` is `ancestor` or below it.
    pub(crate) fn is_within(&self, unit: UnitId, ancestor: UnitId) -> bool {
        unit >= ancestor && unit.index() < self.end(ancestor)
    }

    /// One past the last unit of a subtree.
    fn end(&self, unit: UnitId) -> usize {
        self.ends.get(unit.index()).copied().unwrap_or(0)
    }

    /// The address of a unit in words.
    pub(crate) fn address(&self, unit: UnitId) -> &str {
        self.units.get(unit.index()).map_or("", |unit| unit.address.as_str())
    }

    /// The unit and those it stands in, innermost first.
    pub(crate) fn chain(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        self.places.chain(unit.index()).map(UnitId::at)
    }

    /// Where an address leads.
    pub(crate) fn resolve(&self, address: &Address, from: Option<UnitId>) -> Result<Resolved, Failure> {
        self.places.resolve(address, from.map(UnitId::index))
    }

    /// The finding for an address that leads nowhere, unless what it names may stand in text that could not be read.
    pub(crate) fn explain(&self, address: &Address, failure: Failure, broken: &Broken) -> Option<Diagnostic> {
        if let Failure::Unknown { sought, .. } = &failure {
            let counted = address.parts.iter().any(|part| match part {
                Anchor::Step(step) => is_counted(step.level),
                Anchor::This(_) | Anchor::External(_) => false,
            });
            let number = sought.as_ref().map(|step| quyche_base::name::fold(&step.number));
            if broken.any() && (counted || number.is_some_and(|number| broken.mentions(&number))) {
                return None;
            }
        }
        Some(explain(&self.places, address, failure))
    }

    /// Whether a statement below a unit could not be read.
    pub(crate) fn is_broken(&self, unit: UnitId) -> bool {
        self.broken.iter().any(|place| self.is_within(*place, unit))
    }
}

/// Levels whose units are counted rather than numbered.
pub(crate) fn is_counted(level: Level) -> bool {
    matches!(level, Level::Dash | Level::Plus | Level::Star)
}

/// The message for an address that leads nowhere.
pub(crate) fn explain(places: &Places, address: &Address, failure: Failure) -> Diagnostic {
    let words = address.words();
    match failure {
        Failure::Unknown { step, within, sought } => {
            let near = sought.map(|sought| places.near(&sought, within)).unwrap_or_default();
            let place = within.map_or("văn bản".to_owned(), |id| places.words(id));
            let found = Diagnostic::error(
                errors::UNKNOWN_ADDRESS,
                address.span,
                format!("Không có \"{step}\" trong {place} (địa chỉ \"{words}\")."),
                format!("There is no \"{step}\" in {place} (address \"{words}\")."),
            );
            if near.is_empty() {
                found.help(
                    "Kiểm tra lại số; nếu chính văn bản dẫn sai, ghi \"nghi vấn (dẫn_chiếu_sai)\".",
                    "Check the number; if the source itself refers wrongly, record a doubt.",
                )
            } else {
                let near = near.join("; ");
                found.help(format!("Ở đó có: {near}."), format!("There is: {near}."))
            }
        }
        Failure::Ambiguous { step, units } => {
            let list: Vec<String> = units.iter().take(4).map(|id| places.words(*id)).collect();
            let list = list.join("; ");
            Diagnostic::error(
                errors::AMBIGUOUS_ADDRESS,
                address.span,
                format!("\"{step}\" có ở nhiều nơi: {list}."),
                format!("\"{step}\" is found in several places: {list}."),
            )
            .help(
                "Viết thêm bậc lớn hơn (Điều, Thủ tục, Bước …) sau địa chỉ.",
                "Write the larger steps too.",
            )
        }
    }
}
