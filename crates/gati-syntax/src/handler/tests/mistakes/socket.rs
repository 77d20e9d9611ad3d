//! WebSockets.

use super::assert_mistake;

#[test]
fn a_route_and_an_argument_of_a_socket_go_together() {
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h() {}",
        "WS",
        &["takes its socket", "socket: Socket<In, Out>"],
    );
    assert_mistake(
        "#[gati::handler(\"GET /a\")] async fn h(socket: Socket<In, Out>) {}",
        "Socket<In, Out>",
        &["WS handler", "write `WS`"],
    );
}

#[test]
fn a_socket_names_both_messages_and_is_taken_by_value_and_once() {
    for wrong in ["Socket", "Socket<In>", "Socket<In, Out, More>"] {
        assert_mistake(
            &format!("#[gati::handler(\"WS /a\")] async fn h(socket: {wrong}) {{}}"),
            wrong,
            &["both directions", "Socket<In, Out>"],
        );
    }
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h(socket: &mut Socket<In, Out>) {}",
        "&mut Socket<In, Out>",
        &["taken by value"],
    );
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h(a: Socket<In, Out>, b: Socket<In, Out>) {}",
        "Socket<In, Out>",
        &["taken twice"],
    );
}

#[test]
fn a_socket_is_the_whole_answer() {
    for answer in ["Json<T>", "Reply<NoContent>", "Result<Text, E>"] {
        assert_mistake(
            &format!("#[gati::handler(\"WS /a\")] async fn h(socket: Socket<In, Out>) -> {answer} {{}}"),
            answer,
            &["answers by its socket", "Result<(), E>"],
        );
    }
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h(socket: Socket<In, Out>, res: &mut Response<T>) {}",
        "&mut Response<T>",
        &["leave `res` out"],
    );
    assert_mistake(
        "#[gati::handler(\"GET /a\")] async fn h() -> Socket<In, Out> {}",
        "Socket<In, Out>",
        &["as an argument of a WS handler"],
    );
}

#[test]
fn a_socket_is_opened_without_a_body_and_with_one_status() {
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h(socket: Socket<In, Out>, body: Json<T>) {}",
        "Json<T>",
        &["without a body", "first message"],
    );
    assert_mistake(
        "#[gati::handler(\"WS /a\", status = 200)] async fn h(socket: Socket<In, Out>) {}",
        "200",
        &["101"],
    );
}

#[test]
fn messages_that_are_read_own_their_data() {
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h(socket: Socket<Vec<&str>, Out>) {}",
        "&",
        &["owns its data"],
    );
}

#[test]
fn habits_of_axum_are_answered() {
    assert_mistake(
        "#[gati::handler(\"WS /a\")] async fn h(ws: WebSocketUpgrade) {}",
        "WebSocketUpgrade",
        &["socket: Socket<In, Out>"],
    );
}
