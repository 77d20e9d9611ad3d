//! Defaults that a function computes: where the function is one literal, its value is part of the contract.

use gati_schema::ty::{Content, Default, Field, Kind, Shape};
use gati_schema::{Definition, Type};
use serde_json::{Number, Value, json};
use syn::{Block, Expr, ExprLit, ExprPath, Lit, Stmt, UnOp};

use crate::resolve::{Instance, Namespace, Resolver, Target};
use crate::source::{ItemKind, text};

/// Fills in what the functions behind `#[serde(default = "…")]` return.
///
/// The fingerprint is not touched by it: rustc's reading does not look into functions.
pub(super) fn learn(resolver: &mut Resolver<'_>, instance: &Instance, definition: &mut Definition) {
    let module = resolver.program.item(instance.item).module;
    let item = instance.source.item.clone();
    for computed in item.computed_defaults() {
        let Some(value) = literal_of(resolver, module, computed.function) else {
            continue;
        };
        let variant = computed.variant.map(text);
        if let Some(field) = find(&mut definition.shape, variant.as_deref(), &text(computed.field))
            && fits(&field.ty, &value)
        {
            field.default = Default::Known(value);
        }
    }
}

/// Whether a literal is also the JSON form of its type: `"x".into()` may be anything that is made from a text.
fn fits(ty: &Type, value: &Value) -> bool {
    match (&ty.kind, value) {
        (Kind::Option { .. }, Value::Null) => true,
        (Kind::Option { of }, value) => fits(of, value),
        (Kind::Text | Kind::Char, Value::String(_)) | (Kind::Bool, Value::Bool(_)) => true,
        (Kind::Integer { .. }, Value::Number(number)) => !number.is_f64(),
        (Kind::Float { .. }, Value::Number(_)) => true,
        _ => false,
    }
}

fn find<'a>(shape: &'a mut Shape, variant: Option<&str>, field: &str) -> Option<&'a mut Field> {
    let fields = match (shape, variant) {
        (Shape::Object { fields, .. }, None) => fields,
        (Shape::Choice(choice), Some(name)) => {
            let variant = choice
                .variants
                .iter_mut()
                .find(|variant| variant.rust_name == name)?;
            match &mut variant.content {
                Content::Object(fields) => fields,
                _ => return None,
            }
        }
        _ => return None,
    };
    fields.iter_mut().find(|known| known.rust_name == field)
}

fn literal_of(
    resolver: &mut Resolver<'_>,
    module: crate::source::ModuleId,
    function: &ExprPath,
) -> Option<Value> {
    if function.qself.is_some() {
        return None;
    }
    let names: Vec<String> = function
        .path
        .segments
        .iter()
        .map(|segment| text(&segment.ident))
        .collect();
    let absolute = function.path.leading_colon.is_some();
    let Ok(Target::Item(item)) = resolver.path(module, Namespace::Values, &names, absolute) else {
        return None;
    };
    let ItemKind::Function(function) = resolver.program.item(item).kind.clone() else {
        return None;
    };
    value_of_block(&function.block)
}

fn value_of_block(block: &Block) -> Option<Value> {
    match block.stmts.as_slice() {
        [Stmt::Expr(expr, None)] => value_of(expr),
        _ => None,
    }
}

/// The JSON form of a literal, also where it is made a `String` or put into `Some`.
fn value_of(expr: &Expr) -> Option<Value> {
    match expr {
        Expr::Lit(ExprLit { lit, .. }) => value_of_literal(lit),
        Expr::Paren(inner) => value_of(&inner.expr),
        Expr::Group(inner) => value_of(&inner.expr),
        Expr::Block(inner) => value_of_block(&inner.block),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match value_of(&unary.expr)? {
            Value::Number(number) => negative(&number),
            _ => None,
        },
        Expr::MethodCall(call) if call.args.is_empty() => {
            let word = call.method.to_string();
            let value = value_of(&call.receiver)?;
            (value.is_string() && matches!(word.as_str(), "to_owned" | "to_string" | "into")).then_some(value)
        }
        Expr::Call(call) if call.args.len() == 1 => {
            let Expr::Path(function) = &*call.func else {
                return None;
            };
            let names: Vec<String> = function
                .path
                .segments
                .iter()
                .map(|segment| text(&segment.ident))
                .collect();
            let value = value_of(call.args.first()?)?;
            match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["String", "from"] if value.is_string() => Some(value),
                ["Some"] => Some(value),
                _ => None,
            }
        }
        Expr::Path(path) if path.path.is_ident("None") => Some(Value::Null),
        _ => None,
    }
}

fn value_of_literal(literal: &Lit) -> Option<Value> {
    Some(match literal {
        Lit::Str(text) => json!(text.value()),
        Lit::Bool(fact) => json!(fact.value),
        Lit::Char(character) => json!(character.value()),
        Lit::Int(number) => match number.base10_parse::<u64>() {
            Ok(number) => json!(number),
            Err(_) => return None,
        },
        Lit::Float(number) => Value::Number(Number::from_f64(number.base10_parse().ok()?)?),
        _ => return None,
    })
}

fn negative(number: &Number) -> Option<Value> {
    if let Some(whole) = number.as_u64() {
        let negative = i64::try_from(-i128::from(whole)).ok()?;
        return Some(json!(negative));
    }
    Some(Value::Number(Number::from_f64(-number.as_f64()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<Value> {
        value_of(&syn::parse_str(text).unwrap())
    }

    #[test]
    fn literals_are_their_json_form() {
        for (text, expected) in [
            ("5", json!(5)),
            ("-5", json!(-5)),
            ("1_000u16", json!(1000)),
            ("1.5", json!(1.5)),
            ("true", json!(true)),
            ("'x'", json!("x")),
            ("\"EUR\".to_owned()", json!("EUR")),
            ("String::from(\"EUR\")", json!("EUR")),
            ("\"EUR\".into()", json!("EUR")),
            ("Some(3)", json!(3)),
            ("None", json!(null)),
            ("{ 7 }", json!(7)),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_stays_computed() {
        for text in ["now()", "1 + 1", "Currency::Eur", "5.to_string()", "vec![1]"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
