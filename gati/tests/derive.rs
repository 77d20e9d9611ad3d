//! What the derives and `brand!` do to values, seen from outside.

use std::collections::BTreeMap;

use gati::prelude::*;
use gati::validate::{Side, validate};

gati::brand! {
    /// An address to write to.
    pub Email(String), format = "email", max_length = 254;
    /// How much of a whole.
    pub Percent(u8), max = 100;
    /// A few words.
    Tags(Vec<String>), max_items = 2, items(min_length = 1);
}

#[derive(Serialize, Deserialize, GType)]
#[serde(rename_all = "camelCase")]
struct Order {
    #[gtype(min = 1, max = 1_000)]
    amount_due: u64,
    #[gtype(min_length = 3, pattern = "^[A-Z]+$")]
    currency_code: Option<String>,
    #[gtype(max_items = 1, items(min = 2))]
    parts: Vec<i32>,
    lines: Vec<Line>,
    by_name: BTreeMap<String, Line>,
    #[serde(flatten)]
    page: Page<Line>,
    #[serde(skip)]
    _cache: Option<std::time::Instant>,
}

#[derive(Serialize, Deserialize, GType, Clone)]
struct Line {
    #[gtype(check = is_even)]
    count: u32,
}

#[derive(Serialize, Deserialize, GType)]
struct Page<T> {
    items: Option<Vec<T>>,
}

#[derive(Serialize, Deserialize, GType)]
struct Node {
    #[gtype(max = 5)]
    value: u8,
    children: Vec<Node>,
}

#[derive(GType)]
struct Grid<const W: usize>(#[gtype(max_items = 2)] Vec<[u8; W]>);

#[derive(Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
enum Method {
    Card {
        #[gtype(min_length = 4)]
        number: String,
    },
    Transfer(#[gtype(min_length = 2)] String),
    Split(#[gtype(min = 1)] u8, u8),
    Cash,
}

#[derive(Serialize, Deserialize, GType)]
struct Account {
    #[serde(skip_serializing)]
    #[gtype(min_length = 8)]
    password: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[gtype(items(min = 1))]
    scores: Vec<u8>,
    #[serde(rename(serialize = "mail", deserialize = "email"))]
    #[gtype(max_length = 3)]
    email: String,
}

#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum CaptureError {
    /// The ledger refused to set
    /// the amount aside.
    ///
    /// More about it.
    #[gtype(status = 409)]
    ReservationFailed,
    #[gtype(status = 422, detail = "{in} {balance:?} is below {amount}")]
    TooLittle {
        r#in: u8,
        balance: Option<u64>,
        amount: u64,
    },
}

fn is_even(number: &u32) -> Result<(), &'static str> {
    if number.is_multiple_of(2) {
        Ok(())
    } else {
        Err("an even number")
    }
}

fn violations<T: GType>(value: &T, side: Side) -> Vec<String> {
    match validate(value, side) {
        Ok(()) => Vec::new(),
        Err(report) => report
            .violations()
            .iter()
            .map(|violation| format!("{} {}", violation.pointer, violation.keyword))
            .collect(),
    }
}

#[test]
fn every_violation_is_found_at_its_place_on_the_wire() {
    let odd = Line { count: 3 };
    let order = Order {
        amount_due: 0,
        currency_code: Some("e".to_owned()),
        parts: vec![1, 2],
        lines: vec![Line { count: 2 }, odd.clone()],
        by_name: BTreeMap::from([("a/b".to_owned(), odd.clone())]),
        page: Page {
            items: Some(vec![odd]),
        },
        _cache: None,
    };
    assert_eq!(
        violations(&order, Side::Read),
        [
            "/amountDue minimum",
            "/currencyCode minLength",
            "/currencyCode pattern",
            "/parts maxItems",
            "/parts/0 minimum",
            "/lines/1/count check",
            "/byName/a~1b/count check",
            "/items/0/count check",
        ]
    );
}

#[test]
fn recursive_types_are_checked_to_the_end() {
    let leaf = Node {
        value: 6,
        children: vec![],
    };
    let node = Node {
        value: 1,
        children: vec![leaf],
    };
    assert_eq!(violations(&node, Side::Read), ["/children/0/value maximum"]);
}

#[test]
fn variants_are_checked_under_their_tag() {
    let card = Method::Card {
        number: "1".to_owned(),
    };
    assert_eq!(violations(&card, Side::Read), ["/card/number minLength"]);
    assert_eq!(
        violations(&Method::Transfer(String::new()), Side::Read),
        ["/transfer minLength"]
    );
    assert_eq!(violations(&Method::Split(0, 0), Side::Read), ["/split/0 minimum"]);
    assert!(violations(&Method::Cash, Side::Read).is_empty());
}

#[test]
fn a_field_is_checked_only_on_the_sides_where_it_exists() {
    let account = Account {
        password: "short".to_owned(),
        scores: vec![0],
        email: "long".to_owned(),
    };
    assert_eq!(
        violations(&account, Side::Read),
        ["/password minLength", "/scores/0 minimum", "/email maxLength"]
    );
    assert_eq!(
        violations(&account, Side::Write),
        ["/scores/0 minimum", "/mail maxLength"]
    );
}

#[test]
fn identities_tell_types_and_their_arguments_apart() {
    assert_ne!(<Page<Line> as GType>::ID, <Page<Node> as GType>::ID);
    assert_ne!(<Grid<1> as GType>::ID, <Grid<2> as GType>::ID);
    assert_ne!(Line::ID, Line::FINGERPRINT);
    let path = concat!(module_path!(), "::Line");
    assert_eq!(Line::ID, gati::__private::identity::defined(path, &[]));
}

#[test]
fn an_error_speaks_for_each_variant() {
    let failed = CaptureError::ReservationFailed;
    assert_eq!((failed.status(), failed.code()), (409, "reservation_failed"));
    assert_eq!(failed.title(), "The ledger refused to set the amount aside.");
    assert_eq!(failed.detail(), None);
    let little = CaptureError::TooLittle {
        r#in: 7,
        balance: None,
        amount: 5,
    };
    assert_eq!((little.status(), little.title()), (422, "Too little"));
    assert_eq!(little.detail().as_deref(), Some("7 None is below 5"));
}

#[test]
fn a_brand_exists_only_with_a_value_that_keeps_its_constraints() {
    let email = Email::new("ada@example.org").expect("an address");
    assert_eq!(email.len(), 15);
    assert_eq!(email.to_string(), "ada@example.org");
    assert_eq!(format!("{email:?}"), r#"Email("ada@example.org")"#);
    assert_eq!("ada@example.org".parse::<Email>().expect("an address"), email);
    assert_eq!(email.clone().into_inner(), String::from(email));
    let report = Email::new("nobody").expect_err("no address");
    assert_eq!(report.violations()[0].keyword, "format");
}

#[test]
fn a_brand_can_what_its_inner_value_can() {
    let (half, copy) = (
        Percent::new(50).expect("a half"),
        Percent::try_from(50).expect("a half"),
    );
    let again = half;
    assert!(half == again && half <= copy);
    assert_eq!(*half, 50);
    assert!("120".parse::<Percent>().is_err());
    let report = "many".parse::<Percent>().expect_err("no number");
    assert_eq!(
        report.to_string(),
        r#"the value: expected a text that reads as `u8`, found "many""#
    );
}

#[test]
fn a_brand_is_read_and_written_as_its_inner_value() {
    assert_eq!(
        serde_json::to_string(&Percent::new(5).expect("few")).expect("JSON"),
        "5"
    );
    let error = serde_json::from_str::<Percent>("101")
        .expect_err("too many")
        .to_string();
    assert!(error.contains("at most 100"), "{error}");
    let error = serde_json::from_str::<Tags>(r#"["a", ""]"#)
        .expect_err("empty")
        .to_string();
    assert!(error.contains("at least 1 character"), "{error}");
    let tags: Tags = serde_json::from_str(r#"["a"]"#).expect("tags");
    assert_eq!(tags.first().map(String::as_str), Some("a"));
}
