//! Help and refusals in the reader's language.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use quyche_base::{Diagnostics, SourceMap};
use quyche_driver::{Lang, errors, render};
use std::ffi::OsString;

use crate::screen::Exit;

/// What parts the two languages of a help text.
const PART: &str = " ¦ ";

/// The language asked for by `--lang`, else by the locale where it says English, else Vietnamese.
pub fn language(arguments: &[OsString], environment: impl Fn(&str) -> Option<String>) -> Lang {
    let mut words = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next().map(|value| value.into_owned()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match value.as_deref() {
            Some("en") => return Lang::En,
            Some("vi") => return Lang::Vi,
            Some(_) | None => {}
        }
    }
    // The first of these that is set decides, as it does for every program.
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(environment)
        .find(|value| !value.is_empty());
    match locale {
        Some(value) if value.to_lowercase().starts_with("en") => Lang::En,
        Some(_) | None => Lang::Vi,
    }
}

/// The command with one language of each help text kept.
pub fn in_language(command: Command, lang: Lang) -> Command {
    let half = |text: Option<&StyledStr>| {
        let text = text.map(ToString::to_string).unwrap_or_default();
        match text.split_once(PART) {
            Some((vi, en)) => lang.pick(vi, en).to_owned(),
            None => text,
        }
    };
    let about = half(command.get_about());
    let after = half(command.get_after_help());
    let template = match lang {
        Lang::Vi => VIETNAMESE,
        Lang::En => ENGLISH,
    };
    let (options, arguments) = (lang.pick("Tùy chọn", "Options"), lang.pick("Tham số", "Arguments"));
    let mut command = command
        .about(about)
        .after_help(after)
        .help_template(template)
        .subcommand_help_heading(lang.pick("Lệnh", "Commands"))
        .disable_help_flag(true)
        .mut_args(|argument| {
            let text = half(argument.get_help());
            let heading = if argument.is_positional() { arguments } else { options };
            let takes_value = argument.get_action().takes_values();
            // What every command understands stands last.
            let global = argument.is_global_set();
            let argument = argument.help(text).help_heading(heading);
            let argument = if global { argument.display_order(900) } else { argument };
            // The values stand in the place of the value already.
            argument
                .hide_possible_values(takes_value)
                .hide_default_value(takes_value)
        });
    command = command.arg(
        clap::Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .help_heading(options)
            .display_order(901)
            .help(lang.pick("In trợ giúp", "Print help")),
    );
    if command.get_version().is_some() {
        command = command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help_heading(options)
                .display_order(902)
                .help(lang.pick("In phiên bản", "Print version")),
        );
    }
    command.mut_subcommands(|subcommand| in_language(subcommand, lang))
}

const VIETNAMESE: &str = "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}";
const ENGLISH: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";

/// Answers a command line that is not run: help and version are printed, a mistake is told as a finding.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds are clap's own, and more may come"
)]
pub fn refuse(error: &Error, lang: Lang) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            crate::screen::print_out(&error.render().to_string());
            Exit::Held
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", error.render());
            Exit::BadInput
        }
        _ => {
            let text = render(&Diagnostics(vec![mistake(error)]), &SourceMap::default(), lang, false);
            eprint!("{text}");
            Exit::BadInput
        }
    }
}

/// A mistake on the command line, in words.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the kinds are clap's own, and more may come"
)]
fn mistake(error: &Error) -> quyche_base::Diagnostic {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(_) | None => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let (vi, en) = match error.kind() {
        ErrorKind::UnknownArgument => (
            format!("không có tùy chọn hay tham số \"{argument}\""),
            format!("there is no option or argument \"{argument}\""),
        ),
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand);
            (
                format!("không có lệnh \"{command}\""),
                format!("there is no command \"{command}\""),
            )
        }
        ErrorKind::MissingRequiredArgument => (format!("thiếu {argument}"), format!("{argument} is missing")),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => (
            format!("\"{argument}\" cần một giá trị"),
            format!("\"{argument}\" needs a value"),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            format!("\"{value}\" không dùng được cho {argument}"),
            format!("\"{value}\" cannot be used for {argument}"),
        ),
        ErrorKind::ArgumentConflict => (
            format!("{argument} viết hai lần hoặc không đi cùng nhau được"),
            format!("{argument} is given twice, or two arguments exclude each other"),
        ),
        _ => {
            let words = error.to_string();
            let first = words
                .lines()
                .next()
                .unwrap_or("")
                .trim_start_matches("error: ")
                .to_owned();
            (format!("dòng lệnh không hiểu được: {first}"), first)
        }
    };
    let (help_vi, help_en) = advice(&text);
    errors::usage(&vi, &en).help(help_vi, help_en)
}

/// What to write instead.
fn advice(text: &impl Fn(ContextKind) -> String) -> (String, String) {
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let near = suggested.into_iter().map(text).find(|near| !near.is_empty());
    let choices = text(ContextKind::ValidValue);
    match near {
        Some(near) => (format!("có phải \"{near}\"?"), format!("did you mean \"{near}\"?")),
        None if !choices.is_empty() => (format!("có thể viết: {choices}"), format!("possible: {choices}")),
        None => (
            "xem cách dùng bằng --help".to_owned(),
            "see --help for how it is used".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::CommandFactory;

    fn words(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_language_is_the_flag_then_the_locale_then_vietnamese() {
        let none = |_: &str| None;
        let english = |name: &str| (name == "LANG").then(|| "en_GB.UTF-8".to_owned());
        let mixed = |name: &str| match name {
            "LC_ALL" => Some("vi_VN.UTF-8".to_owned()),
            _ => Some("en_US".to_owned()),
        };
        assert_eq!(language(&words("quyche check a"), none), Lang::Vi);
        assert_eq!(language(&words("quyche check a"), english), Lang::En);
        assert_eq!(language(&words("quyche check a"), mixed), Lang::Vi);
        assert_eq!(language(&words("quyche --lang vi check a"), english), Lang::Vi);
        assert_eq!(language(&words("quyche check a --lang=en"), none), Lang::En);
    }

    #[test]
    fn every_help_text_has_both_languages() {
        Cli::command().debug_assert();
        for lang in [Lang::Vi, Lang::En] {
            let mut command = in_language(Cli::command(), lang);
            command.build();
            let mut shown = command.render_long_help().to_string();
            let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            for name in names {
                let sub = command.find_subcommand_mut(&name).unwrap();
                for argument in sub.get_arguments() {
                    assert!(argument.get_help().is_some(), "{name}: {argument}");
                }
                shown.push_str(&sub.render_long_help().to_string());
            }
            assert!(!shown.contains('¦'), "{shown}");
            assert_eq!(shown.contains("Cách dùng"), lang == Lang::Vi);
            assert_eq!(shown.contains("Usage"), lang == Lang::En);
        }
    }
}
