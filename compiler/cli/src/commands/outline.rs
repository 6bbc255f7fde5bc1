//! `quyche outline` and `quyche new`: a source text as units with lines and hashes, and a rule file that has them all.

use crate::args::{New, Outline};
use crate::screen::{Exit, Screen};
use quyche_driver::{files, source};

/// Outlines a text: to a file, as JSON, or as a table.
pub fn run(arguments: &Outline, screen: &Screen) -> Exit {
    let outline = match source::read_source(&arguments.text) {
        Ok(reading) => reading.outline,
        Err(diagnostic) => return screen.refuse_one(diagnostic),
    };
    match &arguments.out {
        Some(out) => match source::write_outline(out, &outline, arguments.force) {
            Ok(()) => {
                let (name, sums) = (files::shown(out), quyche_source::sums(&outline));
                screen.say(&format!("đã ghi {name}: {sums}\n"), &format!("wrote {name}: {sums}\n"));
                Exit::Held
            }
            Err(diagnostic) => screen.refuse_one(diagnostic),
        },
        None if arguments.json => {
            screen.out(&quyche_source::write(&outline));
            Exit::Held
        }
        None => {
            screen.out(&quyche_source::table(&outline));
            Exit::Held
        }
    }
}

/// Makes a folder with a rule file in which every unit stands and none is encoded.
pub fn new(arguments: &New, screen: &Screen) -> Exit {
    let (Some(text), Some(folder)) = (&arguments.from, &arguments.out) else {
        return Exit::BadInput;
    };
    match source::scaffold(text, folder, arguments.force) {
        Ok((outline, written)) => {
            for path in &written {
                let name = files::shown(path);
                screen.say(&format!("đã ghi {name}\n"), &format!("wrote {name}\n"));
            }
            let units = outline.units.len();
            let name = files::shown(folder);
            screen.say(
                &format!("{units} đơn vị, tất cả chưa mã hóa; xem \"quyche cover {name}\"\n"),
                &format!("{units} units, none encoded yet; see \"quyche cover {name}\"\n"),
            );
            Exit::Held
        }
        Err(diagnostic) => screen.refuse_one(diagnostic),
    }
}
