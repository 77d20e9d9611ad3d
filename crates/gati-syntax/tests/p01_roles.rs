//! A function is a handler if and only if its arguments and its answer have roles that go together.
//!
//! The macro and the build script judge by these same checks; that rustc agrees with them is shown by the programs of `ui-tests`.

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::{Function, parse};
use proptest::prelude::*;

/// What an argument is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Query,
    Headers,
    Body,
    Gctx,
    Lctx,
    Request,
    Response,
    Socket,
    /// One of many that may stand together.
    Extract,
    /// Nothing that a handler can be given.
    Nothing,
}

const ARGUMENTS: [(&str, For); 34] = [
    ("Query<Filter>", For::Query),
    ("gati::Query<Vec<u8>>", For::Query),
    ("Headers<Trace>", For::Headers),
    ("Json<Order>", For::Body),
    ("Form<Order>", For::Body),
    ("Multipart<Upload>", For::Body),
    ("Bytes", For::Body),
    ("ByteStream", For::Body),
    ("&Gctx", For::Gctx),
    ("&crate::app::Gctx", For::Gctx),
    ("&mut Lctx", For::Lctx),
    ("&Lctx", For::Lctx),
    ("&mut Request", For::Request),
    ("&mut Response<Order>", For::Response),
    ("Socket<Said, Heard>", For::Socket),
    ("Extract<Host>", For::Extract),
    ("Extract<axum::extract::ConnectInfo<Peer>>", For::Extract),
    ("Gctx", For::Nothing),
    ("&mut Gctx", For::Nothing),
    ("Lctx", For::Nothing),
    ("&Request", For::Nothing),
    ("&Response<Order>", For::Nothing),
    ("&Json<Order>", For::Nothing),
    ("Json", For::Nothing),
    ("Json<Order, Order>", For::Nothing),
    ("Bytes<u8>", For::Nothing),
    ("Socket<Said>", For::Nothing),
    ("State<Db>", For::Nothing),
    ("Option<Json<Order>>", For::Nothing),
    ("Order", For::Nothing),
    ("u64", For::Nothing),
    ("(u64, u64)", For::Nothing),
    ("Json<&str>", For::Nothing),
    ("impl Read", For::Nothing),
];

/// What an answer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carries {
    Nothing,
    /// Nothing, but a status of its own.
    Reply,
    Content,
    /// What no handler can answer.
    Unknown,
}

const ANSWERS: [(&str, Carries); 28] = [
    ("", Carries::Nothing),
    ("-> ()", Carries::Nothing),
    ("-> NoContent", Carries::Nothing),
    ("-> Result<(), Oops>", Carries::Nothing),
    ("-> Result<NoContent, Problem>", Carries::Nothing),
    ("-> Reply<NoContent>", Carries::Reply),
    ("-> Result<Reply<()>, Oops>", Carries::Reply),
    ("-> Json<Order>", Carries::Content),
    ("-> gati::Json<Vec<Order>>", Carries::Content),
    ("-> Text", Carries::Content),
    ("-> Bytes", Carries::Content),
    ("-> ByteStream", Carries::Content),
    ("-> JsonLines<Order>", Carries::Content),
    ("-> Sse<Order>", Carries::Content),
    ("-> Reply<Json<Order>>", Carries::Content),
    ("-> Result<Json<Order>, Oops>", Carries::Content),
    ("-> Result<Reply<Text>, Problem>", Carries::Content),
    ("-> Order", Carries::Unknown),
    ("-> String", Carries::Unknown),
    ("-> Json", Carries::Unknown),
    ("-> Option<Json<Order>>", Carries::Unknown),
    ("-> Result<Json<Order>>", Carries::Unknown),
    ("-> Result<Order, Oops>", Carries::Unknown),
    ("-> Reply<Reply<Text>>", Carries::Unknown),
    ("-> Text<u8>", Carries::Unknown),
    ("-> (StatusCode, Json<Order>)", Carries::Unknown),
    ("-> impl IntoResponse", Carries::Unknown),
    ("-> Response<Order>", Carries::Unknown),
];

const PLACEHOLDERS: [&str; 3] = ["id", "name", "day"];

/// A function that may be a handler.
#[derive(Clone, Debug)]
struct Sample {
    method: &'static str,
    /// Of each placeholder of the path, whether there is an argument for it.
    placeholders: Vec<bool>,
    arguments: Vec<(&'static str, For)>,
    answer: (&'static str, Carries),
}

impl Sample {
    fn route(&self) -> String {
        let names = PLACEHOLDERS.iter().take(self.placeholders.len());
        let path: String = names.map(|name| format!("/:{name}")).collect();
        format!("\"{} /things{path}\"", self.method)
    }

    fn source(&self) -> String {
        let parameters = PLACEHOLDERS
            .iter()
            .zip(&self.placeholders)
            .filter(|(_, is_there)| **is_there)
            .map(|(name, _)| format!("{name}: u64"));
        let others = self
            .arguments
            .iter()
            .enumerate()
            .map(|(at, (ty, _))| format!("argument{at}: {ty}"));
        let arguments: Vec<String> = parameters.chain(others).collect();
        format!("async fn handle({}) {} {{}}", arguments.join(", "), self.answer.0)
    }

    fn count(&self, wanted: For) -> usize {
        self.arguments.iter().filter(|(_, role)| *role == wanted).count()
    }

    /// What the book says of handlers.
    fn is_handler(&self) -> bool {
        // Who takes the request as it came may read its path there.
        let path_is_read = self.placeholders.iter().all(|is_there| *is_there) || self.count(For::Request) > 0;
        let roles_are_known =
            self.count(For::Nothing) == 0 && self.answer.1 != Carries::Unknown && path_is_read;
        let once = [
            For::Query,
            For::Headers,
            For::Body,
            For::Gctx,
            For::Lctx,
            For::Request,
            For::Response,
            For::Socket,
        ];
        let none_stands_twice = once.into_iter().all(|role| self.count(role) <= 1);
        let bodies_fit = match self.method {
            "GET" | "HEAD" | "WS" => self.count(For::Body) == 0,
            _ => true,
        };
        let answers_once = self.count(For::Response) == 0 || self.answer.1 == Carries::Nothing;
        let head_answers_nothing = self.method != "HEAD" || self.answer.1 != Carries::Content;
        let socket_fits = if self.method == "WS" {
            self.count(For::Socket) == 1
                && self.count(For::Response) == 0
                && self.answer.1 == Carries::Nothing
        } else {
            self.count(For::Socket) == 0
        };
        roles_are_known
            && none_stands_twice
            && bodies_fit
            && answers_once
            && head_answers_nothing
            && socket_fits
    }
}

/// Functions of which about half are handlers: most pieces are right ones.
fn samples() -> impl Strategy<Value = Sample> {
    let known = ARGUMENTS
        .iter()
        .copied()
        .filter(|(_, role)| *role != For::Nothing);
    let known = prop::sample::select(known.collect::<Vec<_>>());
    let any = prop::sample::select(ARGUMENTS.to_vec());
    let answered = ANSWERS
        .iter()
        .copied()
        .filter(|(_, carries)| *carries != Carries::Unknown);
    let answered = prop::sample::select(answered.collect::<Vec<_>>());
    let any_answer = prop::sample::select(ANSWERS.to_vec());
    (
        prop::sample::select(vec!["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "WS"]),
        prop::collection::vec(prop::bool::weighted(0.95), 0..=PLACEHOLDERS.len()),
        prop::collection::vec(prop_oneof![15 => known, 1 => any], 0..4),
        prop_oneof![9 => answered, 1 => any_answer],
        prop::bool::weighted(0.6),
    )
        .prop_map(|(method, placeholders, mut arguments, answer, help)| {
            // A socket by chance meets its method too seldom.
            if help && method == "WS" {
                arguments.retain(|(_, role)| *role != For::Socket && *role != For::Body);
                arguments.push(("Socket<Said, Heard>", For::Socket));
            }
            if help && method != "WS" {
                arguments.retain(|(_, role)| *role != For::Socket);
            }
            Sample {
                method,
                placeholders,
                arguments,
                answer,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn p01_a_function_is_a_handler_if_and_only_if_its_roles_are_known(sample in samples()) {
        let source = sample.source();
        let function: Function = syn::parse_str(&source).expect("a function");
        let mut sink = Diagnostics::new();
        let handler = parse(sample.route().parse().expect("a route"), &function, &mut sink);
        let mistakes = sink.into_messages();
        prop_assert_eq!(
            mistakes.is_empty(),
            sample.is_handler(),
            "{} {}: {:?}", sample.route(), source, mistakes
        );
        // What has mistakes comes to no code, and what has none does.
        prop_assert_eq!(handler.is_some(), mistakes.is_empty());
    }
}

#[test]
fn the_sample_has_both_kinds_in_plenty() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let handlers = (0..500)
        .filter(|_| {
            samples()
                .new_tree(&mut runner)
                .expect("a sample")
                .current()
                .is_handler()
        })
        .count();
    assert!((100..400).contains(&handlers), "{handlers} of 500 are handlers");
}
