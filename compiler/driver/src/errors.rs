//! Codes of files, folders and flags (Q06xx), and their messages.

use crate::files::MAX_FILE_BYTES;
use quyche_base::{Code, Diagnostic, Span};
use std::path::Path;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $kebab:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code { id: $id, name: $kebab };)*
        /// Every code of this room.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The path does not exist.
    NOT_FOUND = "Q0601" "khong-tim-thay";
    /// The file or folder exists but cannot be read.
    UNREADABLE = "Q0602" "khong-doc-duoc";
    /// The file is not UTF-8.
    NOT_UTF8 = "Q0603" "khong-phai-utf-8";
    /// The file is larger than any rule file may be.
    TOO_LARGE = "Q0604" "tep-qua-lon";
    /// The folder holds no rule files.
    NO_RULES = "Q0605" "thu-muc-khong-co-quy-dinh";
    /// The file is neither a rule file nor a compiled document.
    UNKNOWN_KIND = "Q0606" "khong-biet-loai-tep";
    /// The JSON is not a compiled document.
    NOT_A_DOCUMENT = "Q0607" "khong-phai-ban-bien-dich";
    /// The compiled document has another format version.
    OTHER_FORMAT = "Q0608" "ban-bien-dich-khac-phien-ban";
    /// The compiled document's hash does not match its content.
    CHANGED = "Q0609" "ban-bien-dich-da-bi-sua";
    /// There is no entry point of that name.
    NO_SUCH_ENTRY = "Q0610" "khong-co-muc-xet-nay";
    /// There are several entry points and none was named.
    WHICH_ENTRY = "Q0611" "can-chon-muc-xet";
    /// The regulation declares no entry point.
    NO_ENTRY = "Q0612" "khong-co-muc-xet";
    /// The review depends on a day of reckoning nobody gave.
    NO_DAY = "Q0613" "thieu-ngay-tinh-den";
    /// A date on the command line is not one.
    BAD_DATE = "Q0614" "ngay-viet-sai";
    /// A reading or its answer on the command line is not declared.
    BAD_READING = "Q0615" "cach-hieu-khong-co";
    /// The file to write exists.
    EXISTS = "Q0616" "tep-da-co";
    /// The file cannot be written.
    UNWRITABLE = "Q0617" "khong-ghi-duoc";
    /// The list has nobody under that key.
    NO_SUCH_PERSON = "Q0618" "khong-co-nguoi-nay";
    /// There is no diagnostic of that code.
    NO_SUCH_CODE = "Q0619" "khong-co-ma-loi-nay";
    /// The command line itself is wrong.
    USAGE = "Q0620" "dong-lenh-sai";
    /// The result file's kind is not known.
    BAD_OUTPUT = "Q0621" "loai-tep-ket-qua";
    /// The path holds modules only, or nothing that compiles to a regulation.
    NO_DOCUMENT = "Q0622" "khong-co-van-ban";
    /// The folder holds too many files, or nests too deep.
    TOO_MANY = "Q0623" "qua-nhieu-tep";
    /// The library's work calendar cannot be read.
    BAD_CALENDAR = "Q0630" "lich-lam-viec-sai";
    /// A range of days that ends before it begins.
    BACKWARD_RANGE = "Q0631" "khoang-ngay-nguoc";
    /// An address on the command line where no limit stands.
    NO_SUCH_LIMIT = "Q0632" "khong-co-thoi-han-nay";
    /// An address or a name on the command line of which no criterion is.
    NO_SUCH_CRITERION = "Q0634" "khong-co-tieu-chuan-nay";
    /// An address on the command line of which no unit is.
    NO_SUCH_UNIT = "Q0640" "khong-co-don-vi-nay";
    /// Somebody no norm speaks of.
    NO_SUCH_ACTOR = "Q0641" "khong-co-chu-the-nay";
    /// A sort of norm, or a period, of that name does not exist.
    NO_SUCH_SORT = "Q0642" "khong-co-loai-quy-pham-nay";
    /// No dossier stands there.
    NO_DOSSIER = "Q0643" "khong-co-thanh-phan-ho-so";
    /// It is not clear of which record the cases are.
    WHICH_RECORD = "Q0644" "khong-ro-loai-du-kien";
    /// A work calendar that is not in the library.
    NO_SUCH_CALENDAR = "Q0635" "khong-co-lich-nay";
}

/// Nothing is there; `near` is a neighbour whose name is close.
pub fn not_found(path: &str, near: Option<&str>) -> Diagnostic {
    let error = Diagnostic::general(
        NOT_FOUND,
        format!("không có tệp hay thư mục \"{path}\""),
        format!("there is no file or folder \"{path}\""),
    );
    match near {
        Some(near) => error.help(format!("có phải \"{near}\"?"), format!("did you mean \"{near}\"?")),
        None => error.help(
            "xem lại đường dẫn, tính từ thư mục đang đứng",
            "check the path; it is taken from the current folder",
        ),
    }
}

/// The system refused.
pub fn unreadable(path: &str, reason: &std::io::Error) -> Diagnostic {
    Diagnostic::general(
        UNREADABLE,
        format!("không đọc được \"{path}\""),
        format!("\"{path}\" cannot be read"),
    )
    .note(format!("hệ thống báo: {reason}"), format!("the system says: {reason}"))
    .help("xem quyền đọc của tệp", "check that you may read the file")
}

/// The bytes are not UTF-8 from `offset` (from 0), on line `line` (from 1).
pub fn not_utf8(path: &str, offset: usize, line: usize) -> Diagnostic {
    Diagnostic::general(
        NOT_UTF8,
        format!("\"{path}\" không phải văn bản UTF-8: byte thứ {offset} (dòng {line}) không đọc được"),
        format!("\"{path}\" is not UTF-8 text: byte {offset} (line {line}) cannot be decoded"),
    )
    .help(
        "mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8 (các bảng mã cũ như TCVN3, VNI không dùng được)",
        "open the file in an editor and save it as UTF-8 (older code pages such as TCVN3 or VNI do not work)",
    )
}

/// More than [`MAX_FILE_BYTES`].
pub fn too_large(path: &str, bytes: u64) -> Diagnostic {
    let cap = MAX_FILE_BYTES / 1_000_000;
    let size = bytes.div_ceil(1_000_000);
    Diagnostic::general(
        TOO_LARGE,
        format!("\"{path}\" có {size} MB; một tệp quy định không quá {cap} MB"),
        format!("\"{path}\" has {size} MB; a rule file has at most {cap} MB"),
    )
    .help(
        "chia văn bản ra nhiều tệp, mỗi tệp mở đầu bằng \"Tiếp theo\"; hoặc xem có chỉ nhầm tệp không",
        "split the regulation into files that begin with \"Tiếp theo\", or check that this is the file you meant",
    )
}

/// A folder without rule files.
pub fn no_rules(path: &str) -> Diagnostic {
    Diagnostic::general(
        NO_RULES,
        format!("thư mục \"{path}\" không có tệp quy định nào"),
        format!("the folder \"{path}\" has no rule file"),
    )
    .help(
        "tệp quy định có đuôi \".quyche\"",
        "rule files have the extension \".quyche\"",
    )
}

/// A file of another kind.
pub fn unknown_kind(path: &str) -> Diagnostic {
    Diagnostic::general(
        UNKNOWN_KIND,
        format!("\"{path}\" không phải tệp quy định (.quyche) cũng không phải bản biên dịch (.json)"),
        format!("\"{path}\" is neither a rule file (.quyche) nor a compiled document (.json)"),
    )
    .help(
        "chỉ vào thư mục của quy định, một tệp .quyche hoặc một bản biên dịch .json",
        "point to the regulation's folder, to one .quyche file, or to a compiled .json",
    )
}

/// JSON of another shape.
pub fn not_a_document(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::general(
        NOT_A_DOCUMENT,
        format!("\"{path}\" không phải bản biên dịch của một quy định"),
        format!("\"{path}\" is not a compiled regulation"),
    )
    .note(format!("chỗ sai: {reason}"), format!("where it goes wrong: {reason}"))
    .help(
        "tạo lại bằng \"quyche build THƯ_MỤC --target json\"",
        "make it again with \"quyche build FOLDER --target json\"",
    )
}

/// Another version of the format.
pub fn other_format(path: &str, found: u32, known: u32) -> Diagnostic {
    Diagnostic::general(
        OTHER_FORMAT,
        format!("\"{path}\" là bản biên dịch dạng {found}; chương trình này đọc dạng {known}"),
        format!("\"{path}\" is a compiled document of format {found}; this program reads format {known}"),
    )
    .help(
        "biên dịch lại từ tệp quy định, hoặc dùng đúng phiên bản chương trình đã tạo ra nó",
        "compile it again from the rule files, or use the version of the program that made it",
    )
}

/// A broken hash.
pub fn changed(path: &str) -> Diagnostic {
    Diagnostic::general(
        CHANGED,
        format!("\"{path}\" đã bị sửa sau khi biên dịch: dấu băm không khớp nội dung"),
        format!("\"{path}\" was changed after it was compiled: its hash does not match its content"),
    )
    .help(
        "sửa ở tệp quy định rồi biên dịch lại; bản biên dịch không sửa bằng tay",
        "change the rule files and compile again; a compiled document is not edited by hand",
    )
}

/// An unknown entry point.
pub fn no_such_entry(name: &str, near: Option<&str>, all: &str) -> Diagnostic {
    let error = Diagnostic::general(
        NO_SUCH_ENTRY,
        format!("quy định không có mục xét \"{name}\""),
        format!("the regulation has no entry point \"{name}\""),
    );
    match near {
        Some(near) => error.help(
            format!("có phải \"{near}\"? Không ghi tên mục xét thì mọi mục được kể ra"),
            format!("did you mean \"{near}\"? Without a name all entry points are listed"),
        ),
        None => error.help(format!("các mục xét:{all}"), format!("entry points:{all}")),
    }
}

/// Several entry points.
pub fn which_entry(all: &str) -> Diagnostic {
    Diagnostic::general(
        WHICH_ENTRY,
        "quy định có nhiều mục xét, phải chọn một",
        "the regulation has several entry points; name one",
    )
    .help(
        format!("viết tên mục xét sau đường dẫn:{all}"),
        format!("write its name after the path:{all}"),
    )
}

/// No entry point at all.
pub fn no_entry() -> Diagnostic {
    Diagnostic::general(
        NO_ENTRY,
        "quy định không khai mục xét nào",
        "the regulation declares no entry point",
    )
    .help(
        "thêm dưới \"Ngoài văn bản.\": xét TÊN: đối với BẢN_GHI, theo ĐỊA_CHỈ.",
        "add below \"Ngoài văn bản.\": xét NAME: đối với RECORD, theo ADDRESS.",
    )
}

/// No day of reckoning.
pub fn no_day() -> Diagnostic {
    Diagnostic::general(
        NO_DAY,
        "chưa có ngày tính đến, mà kết quả phụ thuộc vào ngày đó",
        "no day of reckoning was given, and the result depends on it",
    )
    .help(
        "thêm --tinh-den 30/06/2026 (ngày mà văn bản hoặc kỳ xét ấn định); chương trình không tự lấy ngày hôm nay",
        "add --as-of 30/06/2026 (the day the text or the review fixes); the program never takes today by itself",
    )
}

/// Not a date.
pub fn bad_date(flag: &str, value: &str) -> Diagnostic {
    Diagnostic::general(
        BAD_DATE,
        format!("\"{value}\" sau {flag} không phải một ngày"),
        format!("\"{value}\" after {flag} is not a date"),
    )
    .help(
        "viết ngày/tháng/năm, như 30/06/2026, hoặc 2026-06-30",
        "write day/month/year, as in 30/06/2026, or 2026-06-30",
    )
}

/// An unknown reading, or an unknown answer of a known one.
pub fn bad_reading(value: &str, near: Option<&str>, choices: &str) -> Diagnostic {
    let error = Diagnostic::general(
        BAD_READING,
        format!("\"{value}\" không phải một cách hiểu quy định có khai"),
        format!("\"{value}\" is not a reading that the regulation declares"),
    );
    let (vi, en) = match near {
        Some(near) => (format!("có phải \"{near}\"? "), format!("did you mean \"{near}\"? ")),
        None => (String::new(), String::new()),
    };
    error.help(
        format!("{vi}Viết --reading TÊN=PHƯƠNG_ÁN; có thể chọn: {choices}"),
        format!("{en}Write --reading NAME=ANSWER; there are: {choices}"),
    )
}

/// The output exists.
pub fn exists(path: &Path) -> Diagnostic {
    Diagnostic::general(
        EXISTS,
        format!("\"{}\" đã có; không ghi đè", path.display()),
        format!("\"{}\" exists and is not overwritten", path.display()),
    )
    .help(
        "chọn tên khác, hoặc thêm --force",
        "choose another name, or add --force",
    )
}

/// The output cannot be written.
pub fn unwritable(path: &Path, reason: &std::io::Error) -> Diagnostic {
    Diagnostic::general(
        UNWRITABLE,
        format!("không ghi được \"{}\"", path.display()),
        format!("\"{}\" cannot be written", path.display()),
    )
    .note(format!("hệ thống báo: {reason}"), format!("the system says: {reason}"))
    .help(
        "xem thư mục có tồn tại và có quyền ghi không; chưa có gì được ghi",
        "check that the folder exists and may be written; nothing has been written",
    )
}

/// Nobody of that key.
pub fn no_such_person(key: &str, near: Option<&str>, count: usize) -> Diagnostic {
    let error = Diagnostic::general(
        NO_SUCH_PERSON,
        format!("danh sách {count} hồ sơ không có mã \"{key}\""),
        format!("the list of {count} cases has no key \"{key}\""),
    );
    match near {
        Some(near) => error.help(format!("có phải \"{near}\"?"), format!("did you mean \"{near}\"?")),
        None => error.help(
            "mã là ô ở cột khóa của danh sách",
            "the key is the cell in the key column of the list",
        ),
    }
}

/// An unknown code.
pub fn no_such_code(code: &str) -> Diagnostic {
    Diagnostic::general(
        NO_SUCH_CODE,
        format!("không có mã \"{code}\""),
        format!("there is no code \"{code}\""),
    )
    .help(
        "mã gồm chữ Q và bốn chữ số, như Q0312; in trong mỗi thông báo lỗi",
        "a code is Q and four digits, as in Q0312; each message prints its own",
    )
}

/// A command line that does not parse.
pub fn usage(vi: &str, en: &str) -> Diagnostic {
    Diagnostic::general(USAGE, vi, en)
}

/// A result file of an unknown kind.
pub fn bad_output(path: &Path, kinds: &str) -> Diagnostic {
    Diagnostic::general(
        BAD_OUTPUT,
        format!("không biết ghi \"{}\" dạng gì", path.display()),
        format!("it is not clear what kind of file \"{}\" should be", path.display()),
    )
    .help(
        format!("đặt tên tệp kết thúc bằng {kinds}"),
        format!("end the file name with {kinds}"),
    )
}

/// Nothing to run.
pub fn no_document(path: &str) -> Diagnostic {
    Diagnostic::general(
        NO_DOCUMENT,
        format!("\"{path}\" không có văn bản nào để dùng"),
        format!("\"{path}\" holds no regulation to use"),
    )
    .help(
        "tệp chính mở đầu bằng \"Quy định\", \"Quyết định\", \"Quy chế\" hoặc \"Hướng dẫn\"",
        "the main file begins with \"Quy định\", \"Quyết định\", \"Quy chế\" or \"Hướng dẫn\"",
    )
}

/// Too many files.
pub fn too_many(path: &str, cap: usize) -> Diagnostic {
    Diagnostic::general(
        TOO_MANY,
        format!("\"{path}\" có quá {cap} tệp quy định hoặc lồng quá sâu"),
        format!("\"{path}\" has more than {cap} rule files, or nests too deep"),
    )
    .help(
        "chỉ vào thư mục của một quy định, không phải cả ổ đĩa",
        "point to the folder of one regulation, not to a whole disk",
    )
}

/// A work calendar that cannot be read.
pub fn bad_calendar(reason: &str) -> Diagnostic {
    Diagnostic::general(
        BAD_CALENDAR,
        format!("lịch làm việc không đọc được: {reason}"),
        format!("the work calendar cannot be read: {reason}"),
    )
    .help(
        "cài lại chương trình từ bản nguyên vẹn",
        "install the program again from a sound copy",
    )
}

/// A work calendar nobody knows.
pub fn no_such_calendar(at: Span, name: &str, near: Option<&str>, all: &str) -> Diagnostic {
    let found = Diagnostic::error(
        NO_SUCH_CALENDAR,
        at,
        format!("không có lịch làm việc “{name}”"),
        format!("there is no work calendar “{name}”"),
    );
    match near {
        Some(near) => found.help(format!("có phải là “{near}”?"), format!("did you mean “{near}”?")),
        None => found.help(
            format!("các lịch có sẵn: {all}"),
            format!("the calendars there are: {all}"),
        ),
    }
}

/// A range of days that ends before it begins.
pub fn backward_range(from: &str, to: &str) -> Diagnostic {
    Diagnostic::general(
        BACKWARD_RANGE,
        format!("khoảng ngày từ {from} đến {to} kết thúc trước khi bắt đầu"),
        format!("the range from {from} to {to} ends before it begins"),
    )
    .help("đổi chỗ hai ngày", "swap the two days")
}

/// No limit at that address.
pub fn no_such_limit(address: &str, known: &str) -> Diagnostic {
    Diagnostic::general(
        NO_SUCH_LIMIT,
        format!("không có thời hạn nào tại \"{address}\""),
        format!("no limit stands at \"{address}\""),
    )
    .help(
        format!("các thời hạn có thể hỏi: {known}"),
        format!("limits to ask about: {known}"),
    )
}

/// No criterion of that address or name; `near` is one that is close.
pub fn no_such_criterion(text: &str, near: Option<&str>, known: &str) -> Diagnostic {
    let error = Diagnostic::general(
        NO_SUCH_CRITERION,
        format!("không có tiêu chuẩn nào ở địa chỉ hay mang tên \"{text}\""),
        format!("no criterion stands at, or is named, \"{text}\""),
    );
    let (vi, en) = match near {
        Some(near) => (format!("có phải \"{near}\"? "), format!("did you mean \"{near}\"? ")),
        None => (String::new(), String::new()),
    };
    error.help(
        format!("{vi}Mục xét này hỏi: {known}"),
        format!("{en}This entry point asks: {known}"),
    )
}
