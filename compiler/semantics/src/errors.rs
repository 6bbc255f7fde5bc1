//! The codes this room raises: Q02xx for names, addresses and structure, Q03xx for types, domains and readings.

use quyche_base::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $kebab:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code { id: $id, name: $kebab };)*

        /// Every code of this room, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// No file says which regulation this is.
    NO_DOCUMENT = "Q0201" "thieu-van-ban-chinh";
    /// Two files both say that they are the regulation.
    TWO_DOCUMENTS = "Q0202" "hai-van-ban-chinh";
    /// A continuation of another regulation.
    OTHER_DOCUMENT = "Q0203" "tiep-theo-van-ban-khac";
    /// A module nobody knows.
    UNKNOWN_MODULE = "Q0204" "khong-co-thu-vien";
    /// Modules that use each other in a circle.
    CYCLIC_IMPORT = "Q0205" "thu-vien-dung-vong";
    /// One address twice in one file.
    DUPLICATE_ADDRESS = "Q0206" "dia-chi-trung";
    /// One address in two files.
    ADDRESS_IN_TWO_FILES = "Q0207" "dia-chi-o-hai-tep";
    /// A unit that says nothing.
    EMPTY_UNIT = "Q0208" "don-vi-rong";
    /// A clause or point in the author's own matter.
    MARKER_OUTSIDE = "Q0209" "dau-muc-ngoai-van-ban";
    /// Two statements of one unit own lettered items.
    LETTERED_TWICE = "Q0210" "hai-danh-sach-diem";
    /// `(lần n)` without the one before.
    WRONG_OCCURRENCE = "Q0211" "sai-lan";
    /// An address that leads nowhere.
    UNKNOWN_ADDRESS = "Q0212" "khong-co-dia-chi";
    /// An address that leads to several places.
    AMBIGUOUS_ADDRESS = "Q0213" "dia-chi-nhieu-noi";
    /// A norm that stands in no unit.
    NORM_OUTSIDE = "Q0214" "quy-pham-ngoai-don-vi";
    /// The author's own matter inside a unit of the text.
    AUTHOR_MATTER_INSIDE = "Q0215" "phan-tac-gia-trong-van-ban";
    /// A heading or marker in a module.
    UNIT_IN_MODULE = "Q0216" "thu-vien-co-dieu-khoan";
    /// A name nobody declared.
    UNKNOWN_NAME = "Q0217" "ten-chua-khai";
    /// A name of another kind than is needed here.
    WRONG_KIND = "Q0218" "ten-khac-loai";
    /// A name declared twice.
    DUPLICATE_NAME = "Q0219" "ten-khai-hai-lan";
    /// A name found in two kinds of place.
    AMBIGUOUS_NAME = "Q0220" "ten-hai-nghia";
    /// A name the language keeps for itself.
    SPECIAL_NAME = "Q0221" "ten-danh-rieng";
    /// A value, field, answer or parameter written twice in one list.
    DUPLICATE_PART = "Q0222" "gia-tri-hai-lan";
    /// Nobody said whom a statement is about.
    NO_SUBJECT = "Q0223" "khong-ro-doi-tuong";
    /// Definitions that lead back to themselves.
    DEFINITION_CYCLE = "Q0224" "dinh-nghia-vong";
    /// `đáp ứng` that leads back to itself.
    REFERENCE_CYCLE = "Q0225" "dap-ung-vong";
    /// `theo … khi` that leads back to itself.
    REDIRECT_CYCLE = "Q0226" "chuyen-dan-vong";
    /// Deadlines that count from each other.
    DEADLINE_CYCLE = "Q0227" "thoi-han-vong";
    /// Titles each of which is above the other.
    TITLE_CYCLE = "Q0228" "chuc-danh-vong";
    /// Two titles with one code.
    TITLE_CODE_TWICE = "Q0229" "trung-ma-chuc-danh";
    /// A unit asked for criteria has none.
    NO_CRITERIA = "Q0230" "khong-co-tieu-chuan";
    /// The titles of the criteria asked for do not settle which is meant.
    UNCLEAR_TITLE = "Q0231" "khong-ro-chuc-danh";
    /// A reading no expression uses.
    UNUSED_READING = "Q0232" "cach-hieu-khong-dung";
    /// A definition nobody uses.
    UNUSED_DEFINITION = "Q0233" "dinh-nghia-khong-dung";
    /// A category nobody uses.
    UNUSED_CATEGORY = "Q0234" "danh-muc-khong-dung";
    /// A record nobody uses.
    UNUSED_RECORD = "Q0235" "du-kien-khong-dung";
    /// A field nobody reads.
    UNUSED_FIELD = "Q0236" "truong-khong-doc";
    /// A criterion nobody runs.
    UNREACHED_CRITERION = "Q0237" "tieu-chuan-khong-ai-xet";
    /// An entry point with nothing to review.
    EMPTY_ENTRY = "Q0238" "xet-khong-co-gi";
    /// A class of `nêu` that does not exist.
    UNKNOWN_CLASS = "Q0239" "lop-neu-khong-co";
    /// A kind of `nghi vấn` that does not exist.
    UNKNOWN_DOUBT = "Q0240" "loai-nghi-van-khong-co";
    /// An outside document whose unit is asked for where the rule itself is needed.
    OUTSIDE_ADDRESS = "Q0241" "dia-chi-van-ban-ngoai";
    /// A ranking that is not about the people reviewed, or a unit without one.
    NO_RANKING = "Q0242" "khong-co-thu-tu-uu-tien";
    /// Definitions nested too deep, or put in place too often.
    DEFINITION_TOO_DEEP = "Q0243" "dinh-nghia-qua-sau";
    /// A criterion about one record below a scope that asks facts of another.
    FOREIGN_SCOPE = "Q0244" "pham-vi-hoi-du-kien-khac";

    /// A template without its end, or an end without a template.
    TEMPLATE_BOUNDS = "Q0270" "khuon-khong-dong";
    /// A template nobody declared.
    UNKNOWN_TEMPLATE = "Q0271" "khong-co-khuon";
    /// Templates that apply each other in a circle.
    TEMPLATE_CYCLE = "Q0272" "khuon-vong";
    /// An argument that is missing, unknown or given twice.
    WRONG_ARGUMENT = "Q0273" "sai-doi-so-khuon";
    /// A parameter the template does not use.
    UNUSED_PARAMETER = "Q0274" "tham-so-khong-dung";
    /// `{x}` where x is no parameter, or a parameter used as what it is not.
    WRONG_PARAMETER = "Q0275" "sai-tham-so-khuon";
    /// A statement that cannot stand in a template.
    NOT_IN_TEMPLATE = "Q0276" "khong-dung-trong-khuon";
    /// A template nobody applies.
    UNUSED_TEMPLATE = "Q0277" "khuon-khong-dung";
    /// An edit, or text, that belongs to no template put in place and to no amendment.
    EDIT_NOWHERE = "Q0278" "sua-khong-co-noi";
    /// An edit of a unit that is not there.
    NOT_THERE = "Q0279" "khong-co-trong-khuon";
    /// Two edits of one unit.
    EDITED_TWICE = "Q0280" "sua-hai-lan";
    /// An edit that changes nothing.
    EDIT_EQUAL = "Q0281" "sua-ma-khong-khac";
    /// New text of a kind that does not fit where it goes.
    EDIT_BODY = "Q0282" "loi-moi-khong-hop";
    /// A new unit where there is one, or without a number.
    ALREADY_THERE = "Q0283" "them-cho-da-co";
    /// An amendment of what carries no dates.
    NOT_DATED = "Q0284" "khong-gan-duoc-ngay";
    /// A field named like the list of what was handed in.
    DOSSIER_FIELD = "Q0260" "truong-trung-ten-ho-so";

    /// Two values that cannot be compared.
    TYPE_MISMATCH = "Q0301" "khac-kieu";
    /// A value where a condition is needed.
    NOT_A_CONDITION = "Q0302" "khong-phai-dieu-kien";
    /// A name that is no value of the category.
    NOT_A_VALUE = "Q0303" "khong-phai-gia-tri";
    /// An order test on a category without order.
    NO_ORDER = "Q0304" "danh-muc-khong-thu-bac";
    /// A category with an order that is open.
    ORDERED_AND_OPEN = "Q0305" "thu-bac-ma-mo";
    /// A list is needed.
    NOT_A_LIST = "Q0306" "khong-phai-danh-sach";
    /// A list stands where one value is needed.
    IS_A_LIST = "Q0307" "la-danh-sach";
    /// Time served of rows without a period.
    NO_PERIOD_FIELD = "Q0308" "thieu-truong-khoang";
    /// A record with two periods or two years.
    TWO_PERIOD_FIELDS = "Q0309" "hai-truong-khoang";
    /// Consecutive years of rows without a year, or counted before something else than a year.
    NO_YEAR_FIELD = "Q0310" "thieu-truong-nam";
    /// `ngày trong` something that is no time served.
    NOT_DAYS = "Q0311" "khong-phai-thoi-gian";
    /// A branch that leaves cases out.
    BRANCH_GAP = "Q0312" "nhanh-chua-phu-het";
    /// A branch two arms of which can hold together.
    BRANCH_OVERLAP = "Q0313" "nhanh-chong-nhau";
    /// Time served is compared and no counting policy is declared.
    NO_MEASURE = "Q0314" "chua-co-cach-tinh";
    /// Time served measured in working days or hours.
    MIXED_UNITS = "Q0315" "tron-don-vi-thoi-gian";
    /// A test that time served does not answer.
    DAYS_TEST = "Q0316" "phep-so-thoi-gian";
    /// `liên tục` of something that is no time served.
    NOT_CONTINUOUS = "Q0317" "lien-tuc-sai-cho";
    /// A threshold nothing can meet.
    IMPOSSIBLE_RANGE = "Q0318" "nguong-khong-the";
    /// A condition that always, or never, holds.
    CONSTANT_CONDITION = "Q0319" "dieu-kien-hang";
    /// A reading or a counting policy without a reason.
    NO_REASON = "Q0320" "thieu-ly-do";
    /// A reading without a default, or whose default is no answer of it.
    BAD_DEFAULT = "Q0321" "mac-dinh-sai";
    /// A reading with fewer than two answers or without a question.
    FEW_ANSWERS = "Q0322" "it-cach-tra-loi";
    /// An answer the reading does not have.
    UNKNOWN_ANSWER = "Q0323" "khong-co-cach-tra-loi";
    /// A definition called with the wrong number of arguments.
    WRONG_ARITY = "Q0324" "sai-so-tham-so";
    /// The record of a council lacks what its rules speak of.
    COUNCIL_RECORD = "Q0325" "du-kien-hoi-dong-thieu";
    /// Two rules of a council contradict each other.
    COUNCIL_CONTRADICTION = "Q0326" "hoi-dong-mau-thuan";
    /// A majority of nobody knows what.
    NO_VOTE_BASE = "Q0327" "khong-ro-da-so-tren-gi";
    /// A council without members.
    NO_MEMBERS = "Q0328" "hoi-dong-khong-thanh-vien";
    /// A ranking without keys.
    NO_KEYS = "Q0329" "khong-co-tieu-chi-xep";
    /// A key that does not say which value goes first, or says it with the wrong word.
    KEY_DIRECTION = "Q0330" "thieu-chieu-xep";
    /// A key that is a truth and has a direction.
    TRUTH_DIRECTION = "Q0331" "thua-chieu-xep";
    /// Copies that are no number.
    COPIES = "Q0332" "so-ban-khong-phai-so";
    /// A limit that is no duration.
    NOT_A_DURATION = "Q0333" "khong-phai-khoang-thoi-gian";
    /// `không tính` on a backward limit.
    BACKWARD_EXCLUSION = "Q0334" "khong-tinh-nguoc";
    /// A limit that counts from something without a date.
    EVENT_NOT_DATE = "Q0335" "moc-khong-co-ngay";
    /// `không tính` something that has no period.
    NOT_SPANS = "Q0336" "khong-tinh-khong-co-khoang";
    /// A day the calendar does not have.
    IMPOSSIBLE_DAY = "Q0337" "ngay-khong-co-that";
    /// A ranking stated twice in different words.
    RANKING_TWICE = "Q0338" "thu-tu-uu-tien-hai-lan";
    /// A fact of an example whose value its field cannot have.
    EXAMPLE_VALUE = "Q0339" "vi-du-sai-gia-tri";
    /// An example that expects something of somebody who is not in it.
    EXAMPLE_WHO = "Q0340" "vi-du-khong-co-nguoi";
    /// An example expects of norms what no norm there can give.
    EXAMPLE_NO_NORM = "Q0342" "vi-du-khong-co-quy-pham";
    /// A judgement an example makes and nobody has to make.
    EXAMPLE_NO_JUDGEMENT = "Q0341" "vi-du-khong-co-danh-gia";
    /// A limit in hours that counts from a fact without a time of day.
    HOURS_WITHOUT_TIME = "Q0361" "gio-ma-moc-khong-gio";
    /// `không tính` on a limit in hours.
    HOURS_EXCLUSION = "Q0362" "khong-tinh-theo-gio";
    /// Working hours that are none.
    OFFICE_HOURS = "Q0363" "gio-lam-viec-sai";
    /// An example says that something is done where there is no limit or duty.
    EXAMPLE_NO_LIMIT = "Q0364" "vi-du-khong-co-thoi-han";
    /// Several norms of the name by which one is meant.
    NORM_NAME_TWICE = "Q0343" "quy-pham-trung-ten";
    /// Units that stand in the numbering and say nothing yet.
    NOT_ENCODED = "Q0290" "chua-ma-hoa";
    /// Events to count by period, of which it is not clear when they were.
    NO_DAY_TO_COUNT = "Q0370" "khong-ro-ngay-de-dem";
    /// A counting policy that breaks a law of R8 as the policy of a regulation.
    UNLAWFUL_MEASURE = "Q0365" "cach-tinh-pham-luat";
    /// A reading that chooses a counting policy in some answers only, or a second one.
    COUNT_READING = "Q0366" "cach-hieu-chon-cach-tinh";
    /// A unit with another first day of effect than the document.
    OTHER_FIRST_DAY = "Q0367" "ngay-don-vi-khac-van-ban";
}
