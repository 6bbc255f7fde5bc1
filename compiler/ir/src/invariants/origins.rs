//! Templates, instances and amendments: what they name exists.

use super::Checker;
use crate::model::Change;

impl Checker<'_> {
    /// Every instance has its template and its unit, and every unit's origin is one there is.
    pub(super) fn origins(&mut self) {
        let doc = self.doc;
        let (instances, amendments) = (doc.instances.len(), doc.amendments.len());
        for (index, unit) in doc.units.iter().enumerate() {
            let Some(origin) = unit.origin else { continue };
            self.at("units", index);
            if let Some(instance) = origin.instance {
                self.points("instances", instance.index(), instances);
            }
            if let Some(amendment) = origin.amendment {
                self.points("amendments", amendment.index(), amendments);
            }
        }
        for (index, instance) in doc.instances.iter().enumerate() {
            self.at("instances", index);
            self.points("templates", instance.template.index(), doc.templates.len());
            self.unit(instance.unit);
            self.changes(&instance.changes);
        }
        for (index, amendment) in doc.amendments.iter().enumerate() {
            self.at("amendments", index);
            self.changes(&amendment.changes);
        }
    }

    fn changes(&mut self, changes: &[Change]) {
        for unit in changes.iter().filter_map(|change| change.unit) {
            self.unit(unit);
        }
    }
}
