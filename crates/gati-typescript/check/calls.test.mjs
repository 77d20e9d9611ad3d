// The SDKs of the examples call the running examples: every shape of handler, and everything that can go wrong on the way.
//
// `node --test calls.test.mjs`, with PAYMENTS_URL, SHAPES_URL (where they answer) and SDKS (the folder of the SDKs) in the environment.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const { PAYMENTS_URL, SHAPES_URL, SDKS } = process.env;
const sdk = (name) => import(pathToFileURL(join(SDKS, name, "typescript", "client.js")).href);
const payments = await sdk("payments");
const shapes = await sdk("shapes");
const chat = await sdk("chat");

const till = new payments.Client({ baseUrl: PAYMENTS_URL });
const shape = new shapes.Client({ baseUrl: SHAPES_URL, token: "letmein" });

async function gather(stream) {
    const items = [];
    for await (const item of stream) {
        items.push(item);
    }
    return items;
}

/** The failure of a call. */
async function failure(call) {
    const outcome = await call.result();
    assert.equal(outcome.ok, false);
    return outcome.error;
}

describe("payments", () => {
    test("money is set aside, taken and given back", async () => {
        const payment = await till.authorise({ amount: 1500, currency: "EUR", customer: "ada@example.org", labels: { order: "7" } });
        assert.equal(typeof payment.id, "bigint");
        assert.equal(payment.authorised, 1500n);
        assert.deepEqual(payment.labels, { order: "7" });
        assert.ok(payments.toDate(payment.created_at) <= new Date(Date.now() + 60_000));
        const { value, response } = await till.capture(payment.id, { amount: 500, currency: "EUR" }).withResponse();
        assert.equal(value.captured, 500n);
        assert.equal(response.status, 202);
        assert.ok(response.requestId);
        assert.equal((await till.refund(payment.id, { amount: 100, currency: "EUR" })).refunded, 100n);
        assert.equal((await till.release(payment.id)).released, 1000n);
        assert.equal((await till.get(payment.id)).state, "captured");
    });

    test("headers and statuses: a request under the same key is made once", async () => {
        const headers = { "idempotency-key": `key-${process.pid}-${Date.now()}` };
        const request = { amount: 200, currency: "USD", customer: "grace@example.org" };
        const first = await till.authorise(request, headers).withResponse();
        const again = await till.authorise(request, headers).withResponse();
        assert.deepEqual([first.response.status, again.response.status], [201, 200]);
        assert.equal(again.value.id, first.value.id);
        const error = await failure(till.authorise({ ...request, amount: 201 }, headers));
        assert.equal(error.kind, "api");
        assert.equal(error.problem.code, "key_reused");
    });

    test("a handler's own errors are told apart by their tag, and their integers are exact", async () => {
        const payment = await till.authorise({ amount: 300, currency: "GBP", customer: "edsger@example.org" });
        const short = await failure(till.capture(payment.id, { amount: 301, currency: "GBP" }));
        assert.ok(short instanceof payments.ApiError);
        assert.deepEqual([short.kind, short.status, short.problem.code, short.problem.available], ["api", 409, "insufficient_funds", 300n]);
        const wrong = await failure(till.capture(payment.id, { amount: 1, currency: "EUR" }));
        assert.deepEqual([wrong.problem.code, wrong.problem.currency], ["wrong_currency", "GBP"]);
        await assert.rejects(async () => till.get(9_999_999), (error) => error instanceof payments.ApiError && error.problem.code === "not_found");
    });

    test("what does not fit the contract is a problem with every violation", async () => {
        const error = await failure(till.authorise({ amount: 0, currency: "EUR", customer: "nobody" }));
        assert.equal(error.kind, "problem");
        assert.deepEqual([error.status, error.code], [422, "invalid_body"]);
        assert.deepEqual(error.problem.violations.map((violation) => violation.pointer).sort(), ["/amount", "/customer"]);
    });

    test("queries: lists, absent values, pages", async () => {
        const first = await till.list({ limit: 2 });
        assert.equal(first.items.length, 2);
        const second = await till.list({ limit: 2, cursor: first.next });
        assert.ok(second.items[0].id > first.items[1].id);
        const picked = await till.list({ state: ["authorised", "captured"], currency: "EUR", min_authorised: 2n });
        assert.ok(picked.items.length > 0 && picked.items.every((payment) => payment.currency === "EUR"));
        assert.ok((await till.list()).items.length > 0);
    });

    test("events are streamed until the reader has had enough", async () => {
        const payment = await till.authorise({ amount: 50, currency: "EUR", customer: "alan@example.org" });
        const seen = [];
        for await (const event of till.events({ payment: payment.id, follow: true })) {
            seen.push(event.data.kind);
            assert.equal(event.data.payment, payment.id);
            assert.equal(typeof event.data.sequence, "bigint");
            if (seen.length === 1) {
                await till.capture(payment.id, { amount: 50, currency: "EUR" });
            } else {
                break;
            }
        }
        assert.deepEqual(seen, ["authorised", "captured"]);
        assert.equal((await gather(till.events({ payment: payment.id }))).length, 2);
    });

    test("a file is sent in a form and fetched as bytes", async () => {
        const content = new Uint8Array([1, 2, 3, 250]);
        const filed = await till.fileReceipt(41, { file: { content, name: "receipt.pdf", type: "application/pdf" }, note: "paid" });
        assert.equal(filed.size, 4n);
        const { value, response } = await till.receipt(41n).withResponse();
        assert.deepEqual(value, content);
        assert.match(response.headers.get("content-disposition"), /receipt-41/);
        assert.equal((await till.fileReceipt(41, { file: new Blob(["abc"]) })).replaced, true);
    });

    test("what number has rounded is not sent", async () => {
        const error = await failure(till.get(2 ** 60));
        assert.equal(error.kind, "request");
        assert.match(error.message, /bigint/);
        assert.equal((await failure(till.get(2n ** 60n))).problem.code, "not_found");
    });
});

describe("shapes", () => {
    test("placeholders are encoded, each as its type", async () => {
        const id = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
        const places = await shape.places(-7, id, "red", "a b/ü%/c");
        assert.deepEqual(places, { number: -7, id, colour: "red", rest: "a b/ü%/c" });
        assert.equal((await failure(shape.places(1, id, "red", "a/../b"))).kind, "request");
    });

    test("queries, headers, and forms", async () => {
        const found = await shape.search({ word: ["a", "b"], colour: ["green"], deep: true });
        assert.deepEqual(found, { value: { word: ["a", "b"], colour: ["green"], limit: 10, deep: true }, by: "search" });
        const traced = await shape.traces({ "x-trace": "abc", "x-priority": 3 });
        assert.equal(traced.value["x-trace"], "abc");
        assert.deepEqual(await shape.signUp({ name: "Ada & Co", age: 36, likes: ["red", "green"] }), { name: "Ada & Co", age: 36, likes: ["red", "green"] });
    });

    test("values that hold themselves, and unions", async () => {
        const tree = { label: "root", children: [{ label: "leaf", children: [] }] };
        assert.deepEqual(await shape.tree(tree), tree);
        assert.deepEqual(await shape.figure("round", { kind: "circle", radius: 1.5 }), { round: { kind: "circle", radius: 1.5 } });
    });

    test("several files in one form", async () => {
        const stored = await shape.album({ title: "two", pictures: [{ content: "abc", name: "a.png" }, new File(["defg"], "b.png")] });
        assert.deepEqual(stored, { title: "two", sizes: { "a.png": 3n, "b.png": 4n } });
    });

    test("bytes and streams, in both directions", async () => {
        assert.deepEqual(await shape.reversed(new Uint8Array([1, 2, 3])), new Uint8Array([3, 2, 1]));
        async function* chunks() {
            for (let i = 0; i < 100; i += 1) {
                yield new Uint8Array(1000);
            }
        }
        assert.equal(await shape.counted(chunks()), 100_000n);
        assert.equal(await shape.counted(await shape.zeros(3)), 3072n);
        let length = 0;
        for await (const chunk of await shape.zeros(1000)) {
            length += chunk.length;
        }
        assert.equal(length, 1_024_000);
    });

    test("lines and events that end by themselves", async () => {
        assert.deepEqual(await gather(shape.count(5)), [1, 2, 3, 4, 5]);
        const events = await gather(shape.countdown(3));
        assert.deepEqual(events.map((event) => [event.name, event.data]), [["message", 2], ["message", 1], ["message", 0]]);
        await assert.rejects(gather(shape.count(0)), (error) => error.kind === "problem" && error.code === "invalid_path");
    });

    test("texts, nothing, and statuses of the handler's own", async () => {
        assert.equal(await shape.text(), "plain text\n");
        assert.equal(await shape.remove(7), undefined);
        assert.equal(await shape.touch(7n), undefined);
        const made = await shape.put(3, 5).withResponse();
        assert.deepEqual([made.value, made.response.status, made.response.headers.get("etag")], [5, 201, '"3"']);
        assert.equal((await shape.put(4, 5).withResponse()).response.status, 200);
        assert.equal((await shape.probe().withResponse()).response.headers.get("x-probe"), "here");
        assert.equal(await shape.extracted(), "/extracted");
        assert.match(await shape.requestId(), /./);
        assert.equal((await shape.canonical().withResponse()).response.status, 202);
    });

    test("errors of handlers, of the framework, and of nobody", async () => {
        const zero = await failure(shape.quotient(7, 0));
        assert.deepEqual([zero.problem.code, zero.problem.dividend, zero.problem.detail], ["by_zero", 7, "7 cannot be divided by zero"]);
        assert.equal(await shape.quotient(8, 2), 4);
        const teapot = await failure(shape.teapot());
        assert.deepEqual([teapot.kind, teapot.status, teapot.code], ["problem", 418, "teapot"]);
    });

    test("a token that changes, and callers that are not known", async () => {
        let token = "visitor";
        const client = new shapes.Client({ baseUrl: SHAPES_URL, token: async () => token });
        assert.equal(await client.whoami(), "visitor");
        assert.equal((await failure(client.vault())).code, "forbidden");
        token = "letmein";
        assert.equal(await client.vault(), "gold\n");
        const stranger = new shapes.Client({ baseUrl: SHAPES_URL });
        assert.deepEqual([(await failure(stranger.whoami())).status, (await failure(stranger.whoami())).code], [401, "unauthenticated"]);
        const broken = new shapes.Client({ baseUrl: SHAPES_URL, token: () => { throw new Error("no keychain"); } });
        assert.equal((await failure(broken.whoami())).kind, "request");
    });

    test("what is going away is told", async () => {
        const notices = [];
        const client = new shapes.Client({ baseUrl: SHAPES_URL, onDeprecated: (notice) => notices.push(notice) });
        const { response } = await client.old().withResponse();
        assert.equal(notices.length, 1);
        assert.equal(notices[0].handler, "old");
        assert.deepEqual(notices[0].sunset, new Date("2027-01-01T00:00:00Z"));
        assert.deepEqual(response.deprecation, notices[0]);
    });

    test("calls end in time, or when the caller has had enough", async () => {
        const slow = await failure(shape.slow({ retry: { times: 0 } }));
        assert.deepEqual([slow.kind, slow.status, slow.code], ["problem", 504, "timeout"]);
        const controller = new AbortController();
        controller.abort("enough");
        const aborted = await failure(shape.text({ signal: controller.signal }));
        assert.deepEqual([aborted.kind, aborted.reason], ["aborted", "enough"]);
    });
});

// What no server of ours does on purpose: one that is scripted.
describe("a server that misbehaves", () => {
    let server;
    let script = [];
    let seen = [];
    let url;
    before(async () => {
        server = createServer((request, response) => {
            seen.push(request);
            request.resume();
            const step = script.shift();
            step === undefined ? response.destroy() : step(response, request);
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        url = `http://127.0.0.1:${server.address().port}/base`;
    });
    after(() => {
        server.closeAllConnections();
        server.close();
    });
    const client = (options) => {
        seen = [];
        return new payments.Client({ baseUrl: url, retry: { firstPause: 1 }, ...options });
    };
    const json = (status, body, headers = {}) => (response) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
    const busy = (headers) => json(503, "{}", headers);
    const page = json(200, '{"items":[]}');

    test("calls that may be repeated are, and others are not", async () => {
        script = [busy(), (response) => response.destroy(), page];
        assert.deepEqual(await client().list(), { items: [] });
        assert.equal(seen.length, 3);
        script = [busy(), busy()];
        assert.equal((await failure(client().release(1))).status, 503);
        assert.equal(seen.length, 1);
        script = [busy(), page];
        assert.equal((await failure(client().release(1, { idempotent: true, retry: { times: 0 } }))).status, 503);
    });

    test("Retry-After is followed, and final if it asks for too much", async () => {
        script = [busy({ "retry-after": "0" }), page];
        await client({ retry: { firstPause: 1e6, longestPause: 1e6 } }).list();
        assert.equal(seen.length, 2);
        script = [busy({ "retry-after": "3" }), page];
        assert.equal((await failure(client({ retry: { firstPause: 1, longestPause: 1000 } }).list())).status, 503);
        assert.equal(seen.length, 1);
    });

    test("a server that says nothing is a timeout, a server that is not there a broken way", async () => {
        script = [() => {}];
        const error = await failure(client({ retry: { times: 0 } }).list({}, { timeout: 50 }));
        assert.deepEqual([error.kind, error.after], ["timeout", 50]);
        const nobody = new payments.Client({ baseUrl: "http://127.0.0.1:1", retry: { times: 0 } });
        assert.equal((await failure(nobody.list())).kind, "transport");
        script = [() => {}];
        const controller = new AbortController();
        const call = client({ retry: { times: 0 } }).list({}, { signal: controller.signal });
        setTimeout(() => controller.abort(), 20);
        assert.equal((await failure(call)).kind, "aborted");
    });

    test("an answer that fits nothing is shown as it came", async () => {
        script = [json(200, "<html>")];
        const html = await failure(client().list());
        assert.deepEqual([html.kind, html.status, html.body], ["unexpected", 200, "<html>"]);
        script = [json(500, "oops")];
        assert.equal((await failure(client().list())).body, "oops");
        script = [json(200, '{"items":[{"id":1.5}]}')];
        assert.equal((await failure(client().list())).kind, "unexpected");
    });

    test("every integer arrives as it was sent", async () => {
        for (const number of [0n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 64n - 1n, 2n ** 128n - 1n]) {
            script = [json(200, ` {"payment" : ${number}, "size":-7 ,"replaced":true, "note":"\\"\\u00fc\\\\ [1234567890123456789]", "list":[], "x":[1e3,{}]} `)];
            const filed = await client().fileReceipt(1, { file: new Blob(["x"]) });
            assert.equal(filed.payment, number);
            assert.equal(filed.size, -7n);
            assert.equal(filed.note, '"ü\\ [1234567890123456789]');
            assert.deepEqual(filed.x, [1000, {}]);
        }
    });

    test("events go on where they stopped, with the id of the last one", async () => {
        const events = (...parts) => (response) => {
            response.writeHead(200, { "content-type": "text/event-stream" });
            parts.forEach((part) => response.write(part));
            setTimeout(() => response.destroy(), 20);
        };
        const event = (sequence, id) => `${id === undefined ? "" : `id: ${id}\n`}retry: 1\ndata: {"sequence":${sequence},"at":"2026-01-01T00:00:00Z","payment":1,"kind":"receipt_filed"}\r\n\r\n`;
        script = [events(": hello\n\n", event(1, "a"), event(2, "b")), (response) => response.destroy(), events(event(3, "c")), (response) => response.writeHead(204).end()];
        const got = [];
        for await (const { id, data } of client().events({}, { reconnect: "always" })) {
            got.push([id, data.sequence]);
        }
        assert.deepEqual(got, [["a", 1n], ["b", 2n], ["c", 3n]]);
        assert.deepEqual(seen.map((request) => request.headers["last-event-id"]), [undefined, "b", "b", "c"]);
        // Without an id, to connect again would be to repeat.
        script = [events(event(1))];
        await assert.rejects(gather(client().events()), (error) => error.kind === "transport");
        assert.equal(seen.length, 1);
        script = [json(200, 'event: problem\ndata: {"type":"urn:gati:problem:internal","title":"no","status":500}\n\n', { "content-type": "text/event-stream" })];
        await assert.rejects(gather(client().events()), (error) => error.kind === "problem" && error.code === "internal");
    });

    test("the version, the headers and the base path are sent", async () => {
        script = [page];
        await client({ version: "1.4.0", headers: { "X-Team": "a" }, apiKey: "k", basic: { user: "ü", password: () => "p" } }).list({}, { headers: { "x-call": "b" } });
        const { headers, url } = seen[0];
        assert.equal(url, "/base/payments");
        assert.deepEqual([headers["x-api-version"], headers["x-team"], headers["x-call"], headers["x-api-key"]], ["1.4.0", "a", "b", "k"]);
        assert.equal(headers.authorization, `Basic ${Buffer.from("ü:p").toString("base64")}`);
        script = [json(200, '{"items":[]}', { deprecation: "@1767225600", "x-api-version": "1.3.0", link: "</v2>; rel=successor-version" })];
        const { response } = await client().list().withResponse();
        assert.deepEqual(response.deprecation, { handler: "list", deprecation: new Date("2026-01-01T00:00:00Z"), sunset: undefined, link: "</v2>; rel=successor-version", version: "1.3.0" });
    });

    test("a deprecation that no server may send says nothing", async () => {
        const notices = [];
        const listening = new payments.Client({ baseUrl: url, onDeprecated: (notice) => notices.push(notice) });
        for (const headers of [{ deprecation: "true" }, { deprecation: "@x", sunset: "soon" }, { sunset: "1" }, { deprecation: "@99999999999999999999" }]) {
            script = [json(200, '{"items":[]}', headers)];
            const { response } = await listening.list().withResponse();
            assert.equal(response.deprecation, undefined, JSON.stringify(headers));
        }
        script = [json(200, '{"items":[]}', { deprecation: '@1767225600; why="old"', sunset: "soon" })];
        await listening.list();
        assert.deepEqual(notices.map(({ deprecation, sunset }) => [deprecation, sunset]), [[new Date("2026-01-01T00:00:00Z"), undefined]]);
    });

    test("fetch can be another one", async () => {
        const asked = [];
        const fetch = async (url, init) => {
            asked.push([url, init.method]);
            return new Response('{"items":[]}', { headers: { "content-type": "application/json" } });
        };
        await new payments.Client({ baseUrl: "https://payments.test/", fetch }).list({ limit: 3 });
        assert.deepEqual(asked, [["https://payments.test/payments?limit=3", "GET"]]);
    });
});

// A socket whose other end is the test.
describe("sockets", () => {
    class Line extends EventTarget {
        readyState = 0;
        sent = [];
        closed = undefined;
        open() {
            this.readyState = 1;
            this.dispatchEvent(new Event("open"));
        }
        send(text) {
            this.sent.push(text);
        }
        close(code, reason) {
            if (this.closed === undefined) {
                this.readyState = 3;
                this.closed = { code, reason };
                this.dispatchEvent(Object.assign(new Event("close"), this.closed));
            }
        }
        say(data) {
            this.dispatchEvent(Object.assign(new Event("message"), { data }));
        }
    }
    async function talk(options) {
        const line = new Line();
        let asked;
        const client = new chat.Client({
            baseUrl: "https://chat.test",
            token: "secret",
            version: "1.2.0",
            webSocket: (url, headers) => {
                asked = { url, headers };
                return line;
            },
        });
        const socket = client.talk("a b", options);
        await new Promise(setImmediate);
        return { line, socket, asked };
    }

    test("messages have types in both directions", async () => {
        const { line, socket, asked } = await talk();
        assert.equal(asked.url, "wss://chat.test/rooms/a%20b/talk");
        assert.deepEqual([asked.headers.authorization, asked.headers["x-api-version"]], ["Bearer secret", "1.2.0"]);
        assert.throws(() => socket.send({ text: "too early" }), TypeError);
        line.open();
        await socket.opened;
        socket.send({ text: "hello", answers: 2n ** 60n });
        assert.deepEqual(line.sent, ['{"text":"hello","answers":1152921504606846976}']);
        assert.throws(() => socket.send({ text: "rounded", answers: 2 ** 60 }), RangeError);
        line.say('{"number":18446744073709551615,"text":"one"}');
        const got = [];
        for await (const message of socket) {
            got.push(message);
            if (got.length === 2) {
                break;
            }
            setImmediate(() => line.say('{"number":2,"text":"two"}'));
        }
        assert.deepEqual(got, [{ number: 2n ** 64n - 1n, text: "one" }, { number: 2n, text: "two" }]);
        assert.deepEqual(await socket.closed, { code: 1000, reason: "" });
    });

    test("how a socket ends is told", async () => {
        const refused = await talk();
        refused.line.close(1006, "");
        await assert.rejects(refused.socket.opened, (error) => error.kind === "transport");
        const done = await talk();
        done.line.open();
        done.line.say('{"number":1,"text":"last"}');
        done.line.close(1000, "bye");
        assert.equal((await gather(done.socket)).length, 1);
        const lost = await talk();
        lost.line.open();
        lost.line.close(1011, "oops");
        await assert.rejects(gather(lost.socket), (error) => error.kind === "transport" && error.message.includes("1011"));
        const odd = await talk();
        odd.line.open();
        odd.line.say("<html>");
        await assert.rejects(gather(odd.socket), /does not fit/);
        const controller = new AbortController();
        const ended = await talk({ signal: controller.signal });
        ended.line.open();
        controller.abort();
        assert.equal((await ended.socket.closed).code, 1000);
    });
});
