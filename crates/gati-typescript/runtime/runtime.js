// What every generated client stands on.
/** The moment of a `Date`. */
export function timestamp(date) {
    return date.toISOString();
}
/** The `Date` of a moment, to the millisecond: what is finer is cut off. */
export function toDate(moment) {
    const date = new Date(moment.replace(/(\.\d{3})\d+/, "$1"));
    if (Number.isNaN(date.getTime())) {
        throw new RangeError(`not a moment: ${JSON.stringify(moment)}`);
    }
    return date;
}
/** The base of all failures of calls. */
export class CallError extends Error {
    /** The name of the handler. */
    handler;
    constructor(handler, message, cause) {
        super(`${handler}: ${message}`, cause === undefined ? undefined : { cause });
        this.name = new.target.name;
        this.handler = handler;
    }
}
/** The handler answered with one of its own errors. */
export class ApiError extends CallError {
    kind = "api";
    status;
    /** The error, told apart by its tag. */
    problem;
    response;
    constructor(handler, problem, response) {
        super(handler, problem.detail ?? problem.title);
        this.status = response.status;
        this.problem = problem;
        this.response = response;
    }
}
/** The server answered with another problem: a request that does not fit, a caller it does not know, a fault of its own. */
export class ProblemError extends CallError {
    kind = "problem";
    status;
    /** The last part of the problem's type: `invalid_body`, `unauthenticated`. */
    code;
    problem;
    response;
    constructor(handler, problem, response) {
        super(handler, problem.detail ?? problem.title);
        this.status = response.status;
        this.code = problem.type.slice(problem.type.lastIndexOf(":") + 1);
        this.problem = problem;
        this.response = response;
    }
}
/** The answer is none that the contract knows. */
export class UnexpectedError extends CallError {
    kind = "unexpected";
    status;
    /** What came, as text. */
    body;
    response;
    constructor(handler, message, body, response, cause) {
        super(handler, message, cause);
        this.status = response.status;
        this.body = body;
        this.response = response;
    }
}
/** There was no answer in time. Whether the call had an effect is not known. */
export class TimeoutError extends CallError {
    kind = "timeout";
    /** In milliseconds. */
    after;
    constructor(handler, after) {
        super(handler, `no answer within ${after} ms`);
        this.after = after;
    }
}
/** The caller's signal ended the call. */
export class AbortedError extends CallError {
    kind = "aborted";
    reason;
    constructor(handler, reason) {
        super(handler, "the caller ended the call", reason);
        this.reason = reason;
    }
}
/** The server could not be reached, or the connection broke. */
export class TransportError extends CallError {
    kind = "transport";
}
/** The request could not be sent: a value that has no exact form, a token that could not be had. */
export class RequestError extends CallError {
    kind = "request";
}
/**
 * A call on its way. Awaiting it gives the value, or throws a {@link CallError}; `result()` gives either as a value, with its type;
 * `withResponse()` gives the head of the answer too.
 */
export class Call {
    #outcome;
    constructor(outcome) {
        this.#outcome = outcome;
    }
    /** How the call went; never throws. */
    result() {
        return this.#outcome;
    }
    /** The value and the head of the answer. */
    async withResponse() {
        const outcome = await this.#outcome;
        if (!outcome.ok) {
            throw outcome.error;
        }
        return { value: outcome.value, response: outcome.response };
    }
    then(onFulfilled, onRejected) {
        return this.withResponse().then((reply) => reply.value).then(onFulfilled, onRejected);
    }
    catch(onRejected) {
        return this.then(undefined, onRejected);
    }
    finally(onFinally) {
        return this.then().finally(onFinally);
    }
}
const ACCEPT = {
    empty: "*/*",
    json: "application/json",
    text: "text/plain",
    bytes: "*/*",
    stream: "*/*",
    lines: "application/x-ndjson",
    events: "text/event-stream",
    socket: "*/*",
};
const FRAMEWORK = "urn:gati:problem:";
/** Everything below a generated client. */
class Wire {
    #options;
    #base;
    #version;
    #codecs;
    constructor(options, version, codecs) {
        const base = new URL(options.baseUrl);
        if (base.search !== "" || base.hash !== "" || base.username !== "" || base.password !== "") {
            throw new TypeError("the base URL has neither query nor fragment nor credentials");
        }
        this.#options = options;
        this.#base = base.href.replace(/\/+$/, "");
        this.#version = options.version === undefined ? version : options.version;
        this.#codecs = codecs;
    }
    call(facts, parts, options = {}) {
        return new Call(this.#outcome(facts, parts, options));
    }
    async *events(facts, parts, options = {}) {
        const reconnect = options.reconnect ?? "resume";
        let id = options.lastEventId;
        let pause = 1000;
        let broken = 0;
        let seen = false;
        for (;;) {
            const headers = id === undefined ? options.headers : { ...options.headers, "last-event-id": id };
            const outcome = await this.#outcome(facts, parts, { ...options, headers });
            let failure;
            if (outcome.ok) {
                if (outcome.response.status === 204) {
                    return;
                }
                const source = outcome.value;
                try {
                    for await (const event of source.events) {
                        broken = 0;
                        pause = event.retry ?? pause;
                        id = event.id ?? id;
                        if (event.data === undefined) {
                            continue;
                        }
                        seen = true;
                        yield { id, name: event.name, data: this.#item(facts, event.data, event.name, outcome.response) };
                    }
                    if (reconnect !== "always") {
                        return;
                    }
                    failure = new TransportError(facts.name, "the server ended the stream");
                }
                catch (cause) {
                    failure = cause instanceof CallError ? cause : this.#broken(facts, options, cause);
                }
                finally {
                    source.close();
                }
            }
            else {
                failure = outcome.error;
            }
            // What the server refuses it refuses again; what broke on the way may hold the next time.
            const isBroken = failure instanceof TransportError;
            const resumes = reconnect === "always" || (reconnect === "resume" && (id !== undefined || !seen));
            const times = this.#retry(options).times;
            broken += 1;
            if (!isBroken || !resumes || (reconnect === "resume" && broken > times)) {
                throw failure;
            }
            await this.#pause(facts, Math.min(pause * broken, 30_000), options.signal);
        }
    }
    async *lines(facts, parts, options = {}) {
        const outcome = await this.#outcome(facts, parts, options);
        if (!outcome.ok) {
            throw outcome.error;
        }
        try {
            for await (const event of outcome.value.events) {
                yield this.#item(facts, event.data ?? "", event.name, outcome.response);
            }
        }
        catch (cause) {
            throw cause instanceof CallError ? cause : this.#broken(facts, options, cause);
        }
        finally {
            outcome.value.close();
        }
    }
    socket(facts, parts, options = {}) {
        const open = async () => {
            const { url, headers } = this.#address(facts, parts, {});
            Object.assign(headers, await this.#credentials(facts));
            const address = new URL(url);
            address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
            if (this.#options.webSocket !== undefined) {
                return this.#options.webSocket(address.href, headers);
            }
            // Browsers let nobody set headers here; the version can stand in the query as well.
            const version = headers["x-api-version"];
            if (version !== undefined) {
                address.searchParams.set("version", version);
            }
            return new WebSocket(address.href);
        };
        const write = (message) => writeJson(facts.sends === undefined ? message : walk(this.#codecs, facts.sends, message, "message", exact));
        const read = (text) => {
            const value = readJson(text);
            return facts.gives === undefined ? value : walk(this.#codecs, facts.gives, value, "message", widen);
        };
        return new Socket(facts.name, open, write, read, options);
    }
    async #outcome(facts, parts, options) {
        try {
            return await this.#send(facts, parts, options);
        }
        catch (cause) {
            const error = cause instanceof CallError ? cause : new RequestError(facts.name, message(cause), cause);
            return { ok: false, error: error };
        }
    }
    async #send(facts, parts, options) {
        const { url, headers } = this.#address(facts, parts, options);
        const body = this.#body(facts, parts, headers);
        const controller = new AbortController();
        const limit = options.timeout ?? this.#options.timeout ?? 30_000;
        let timedOut = false;
        // A timer of more than 2^31 ms would fire at once.
        const timer = limit < 2 ** 31 ? setTimeout(() => { timedOut = true; controller.abort(); }, limit) : undefined;
        const abort = () => controller.abort(options.signal?.reason);
        options.signal?.addEventListener("abort", abort, { once: true });
        const settle = () => {
            clearTimeout(timer);
            options.signal?.removeEventListener("abort", abort);
        };
        const lives = facts.answer === "stream" || facts.answer === "lines" || facts.answer === "events";
        let streams = false;
        try {
            if (options.signal?.aborted === true) {
                throw new AbortedError(facts.name, options.signal.reason);
            }
            const started = Date.now();
            const response = await this.#attempts(facts, url, headers, body, controller.signal, options, started + limit);
            const info = this.#info(facts, response);
            const succeeded = facts.success.length === 0 ? response.ok : facts.success.includes(response.status) || (facts.answer === "events" && response.status === 204);
            if (!succeeded) {
                throw await this.#failure(facts, response, info);
            }
            if (lives) {
                streams = true;
                clearTimeout(timer);
                return { ok: true, value: this.#stream(facts, response, controller, settle), response: info };
            }
            return { ok: true, value: (await this.#value(facts, response, info)), response: info };
        }
        catch (cause) {
            if (timedOut) {
                throw new TimeoutError(facts.name, limit);
            }
            if (cause instanceof CallError) {
                throw cause;
            }
            throw this.#broken(facts, options, cause);
        }
        finally {
            if (!streams) {
                settle();
            }
        }
    }
    #broken(facts, options, cause) {
        if (options.signal?.aborted === true) {
            return new AbortedError(facts.name, options.signal.reason);
        }
        return new TransportError(facts.name, `the server could not be reached, or the connection broke (${message(cause)})`, cause);
    }
    #retry(options) {
        return { times: 2, firstPause: 100, longestPause: 5000, ...this.#options.retry, ...options.retry };
    }
    async #attempts(facts, url, headers, body, signal, options, end) {
        const retry = this.#retry(options);
        const mayRepeat = (facts.idempotent || options.idempotent === true) && !body.once;
        const times = mayRepeat ? retry.times : 0;
        const send = this.#options.fetch ?? ((at, init) => fetch(at, init));
        for (let repetition = 0;; repetition += 1) {
            const credentials = await this.#credentials(facts);
            const init = { method: facts.method, headers: { ...credentials, ...headers }, signal };
            if (body.content !== undefined) {
                init.body = body.content;
                if (body.once) {
                    init.duplex = "half";
                }
            }
            let pause = Math.min(retry.firstPause * 2 ** repetition, retry.longestPause) * (0.5 + Math.random() / 2);
            try {
                const response = await send(url, init);
                const isBusy = response.status === 429 || (response.status >= 502 && response.status <= 504);
                if (!isBusy || repetition >= times) {
                    return response;
                }
                const asked = retryAfter(response.headers.get("retry-after"));
                if (asked !== undefined && asked > retry.longestPause) {
                    return response;
                }
                pause = asked ?? pause;
                // The answer that is there is better than none.
                if (Date.now() + pause >= end) {
                    return response;
                }
                await response.body?.cancel();
            }
            catch (cause) {
                if (signal.aborted || repetition >= times || Date.now() + pause >= end) {
                    throw cause;
                }
            }
            await this.#pause(facts, pause, signal);
        }
    }
    #pause(facts, milliseconds, signal) {
        return new Promise((resolve, reject) => {
            const abort = () => {
                clearTimeout(timer);
                reject(new AbortedError(facts.name, signal?.reason));
            };
            const timer = setTimeout(() => {
                signal?.removeEventListener("abort", abort);
                resolve();
            }, milliseconds);
            if (signal?.aborted === true) {
                abort();
            }
            signal?.addEventListener("abort", abort, { once: true });
        });
    }
    async #credentials(facts) {
        const { token, basic, apiKey } = this.#options;
        const headers = {};
        const ask = async (secret) => {
            try {
                return typeof secret === "string" ? secret : await secret();
            }
            catch (cause) {
                throw new RequestError(facts.name, "the credential could not be had", cause);
            }
        };
        if (token !== undefined) {
            const text = await ask(token);
            if (text !== undefined) {
                headers["authorization"] = `Bearer ${text}`;
            }
        }
        else if (basic !== undefined) {
            const text = await ask(basic.password);
            if (text !== undefined) {
                const bytes = new TextEncoder().encode(`${basic.user}:${text}`);
                headers["authorization"] = `Basic ${btoa(String.fromCharCode(...bytes))}`;
            }
        }
        if (apiKey !== undefined) {
            const text = await ask(apiKey);
            if (text !== undefined) {
                headers["x-api-key"] = text;
            }
        }
        return headers;
    }
    /** The URL and the headers of a request. */
    #address(facts, parts, options) {
        const segments = facts.path.split("/").map((segment) => {
            const name = segment.slice(1);
            if (segment.startsWith(":")) {
                return encodeSegment(name, this.#text(facts, `path.${name}`, parts.path?.[name]));
            }
            if (segment.startsWith("*")) {
                const text = this.#text(facts, `path.${name}`, parts.path?.[name]);
                return text.split("/").map((part) => (part === "" ? "" : encodeSegment(name, part))).join("/");
            }
            return segment;
        });
        let url = this.#base + segments.join("/");
        if (parts.query !== undefined) {
            const query = new URLSearchParams(this.#pairs(facts, "query", parts.query)).toString();
            url += query === "" ? "" : `?${query}`;
        }
        const headers = { accept: ACCEPT[facts.answer] };
        for (const [name, value] of Object.entries(this.#options.headers ?? {})) {
            headers[name.toLowerCase()] = value;
        }
        if (this.#version !== null) {
            headers["x-api-version"] = this.#version;
        }
        if (parts.headers !== undefined) {
            for (const [field, text] of this.#pairs(facts, "headers", parts.headers)) {
                const name = field.toLowerCase().replaceAll("_", "-");
                const before = headers[name];
                headers[name] = before === undefined || name === "accept" ? text : `${before}, ${text}`;
            }
        }
        for (const [name, value] of Object.entries(options.headers ?? {})) {
            headers[name.toLowerCase()] = value;
        }
        return { url, headers };
    }
    #lowered(facts, part, value) {
        const codec = facts.takes?.[part];
        return codec === undefined ? value : walk(this.#codecs, codec, value, part, exact);
    }
    #text(facts, part, value) {
        return plain(this.#lowered(facts, part, value), part);
    }
    #fields(facts, part, value) {
        if (typeof value !== "object" || value === null) {
            throw new TypeError(`${part} is no object`);
        }
        return Object.entries(this.#lowered(facts, part, value));
    }
    /** The fields of a struct as pairs of texts; lists are repetitions. */
    #pairs(facts, part, value) {
        const pairs = [];
        for (const [name, field] of this.#fields(facts, part, value)) {
            for (const item of Array.isArray(field) ? field : [field]) {
                if (item !== undefined && item !== null) {
                    pairs.push([name, plain(item, `${part}.${name}`)]);
                }
            }
        }
        return pairs;
    }
    #body(facts, parts, headers) {
        const { body } = parts;
        if (facts.body === undefined) {
            return { content: undefined, once: false };
        }
        switch (facts.body) {
            case "json":
                headers["content-type"] ??= "application/json";
                return { content: writeJson(this.#lowered(facts, "body", body)), once: false };
            case "form":
                headers["content-type"] ??= "application/x-www-form-urlencoded";
                return { content: new URLSearchParams(this.#pairs(facts, "body", body)).toString(), once: false };
            case "multipart":
                return { content: this.#form(facts, body), once: false };
            case "bytes":
                headers["content-type"] ??= "application/octet-stream";
                if (typeof body === "object" && body !== null && Symbol.asyncIterator in body && !(body instanceof ReadableStream)) {
                    return { content: streamOf(body), once: true };
                }
                return { content: body, once: body instanceof ReadableStream };
        }
    }
    #form(facts, body) {
        const form = new FormData();
        for (const [name, field] of this.#fields(facts, "body", body)) {
            for (const item of Array.isArray(field) ? field : [field]) {
                if (item === undefined || item === null) {
                    continue;
                }
                if (item instanceof Blob) {
                    form.append(name, item, item instanceof File ? item.name : name);
                }
                else if (typeof item === "object" && "content" in item) {
                    const { content, name: file, type } = item;
                    const options = type === undefined ? (content instanceof Blob ? { type: content.type } : {}) : { type };
                    form.append(name, new Blob([content], options), file ?? name);
                }
                else if (typeof item === "object") {
                    form.append(name, new Blob([writeJson(item)], { type: "application/json" }));
                }
                else {
                    form.append(name, plain(item, `body.${name}`));
                }
            }
        }
        return form;
    }
    #info(facts, response) {
        const { headers } = response;
        const version = headers.get("x-api-version") ?? undefined;
        const since = deprecationDate(headers.get("deprecation"));
        const sunset = httpDate(headers.get("sunset"));
        let deprecation;
        // What no server may send says nothing.
        if (since !== undefined || sunset !== undefined) {
            deprecation = { handler: facts.name, deprecation: since, sunset, link: headers.get("link") ?? undefined, version };
            this.#options.onDeprecated?.(deprecation);
        }
        return { status: response.status, headers, requestId: headers.get("x-request-id") ?? undefined, version, deprecation };
    }
    async #value(facts, response, info) {
        switch (facts.answer) {
            case "empty":
                await response.body?.cancel();
                return undefined;
            case "text":
                return response.text();
            case "bytes":
                return new Uint8Array(await response.arrayBuffer());
            default: {
                const text = await response.text();
                return this.#decoded(facts, facts.gives, text, info);
            }
        }
    }
    #decoded(facts, codec, text, info) {
        try {
            const value = readJson(text);
            return codec === undefined ? value : walk(this.#codecs, codec, value, "", widen);
        }
        catch (cause) {
            throw new UnexpectedError(facts.name, `the answer does not fit the contract (${message(cause)})`, text, info, cause);
        }
    }
    #item(facts, text, name, info) {
        if (name === "problem") {
            const problem = problemOf(text);
            if (problem !== undefined) {
                throw new ProblemError(facts.name, problem, info);
            }
        }
        return this.#decoded(facts, facts.gives, text, info);
    }
    #stream(facts, response, controller, settle) {
        const body = response.body ?? streamOf((async function* () { })());
        const close = () => {
            settle();
            controller.abort();
        };
        if (facts.answer === "stream") {
            const reader = body.getReader();
            return new ReadableStream({
                async pull(sink) {
                    const { done, value } = await reader.read();
                    if (done) {
                        settle();
                        sink.close();
                    }
                    else {
                        sink.enqueue(value);
                    }
                },
                async cancel(reason) {
                    await reader.cancel(reason);
                    close();
                },
            });
        }
        const lines = linesOf(body);
        const events = facts.answer === "events" ? eventsOf(lines) : itemsOf(lines);
        return { events, close };
    }
    async #failure(facts, response, info) {
        const text = await response.text();
        const problem = problemOf(text);
        if (problem === undefined || !(response.headers.get("content-type") ?? "").startsWith("application/problem+json")) {
            return new UnexpectedError(facts.name, `answered with status ${response.status}`, text, info);
        }
        const { error } = facts;
        if (error !== undefined && !problem.type.startsWith(FRAMEWORK) && error.codes.includes(String(problem[error.tag]))) {
            const typed = this.#decoded(facts, error.codec, text, info);
            return new ApiError(facts.name, typed, info);
        }
        return new ProblemError(facts.name, problem, info);
    }
}
/** A WebSocket whose messages have types, in both directions. Iterate over it to receive. */
export class Socket {
    /** Resolves when the socket is open; rejects with a {@link TransportError} if it never is. */
    opened;
    /** Resolves when the socket is closed, by whichever side. */
    closed;
    #write;
    #waiting = [];
    #failing = [];
    #received = [];
    #socket;
    #isOver = false;
    #failure;
    /** Made by a method of the client. */
    constructor(handler, open, write, read, options) {
        this.#write = write;
        let settleClosed;
        this.closed = new Promise((resolve) => {
            settleClosed = resolve;
        });
        this.opened = open().then((socket) => new Promise((resolve, reject) => {
            this.#socket = socket;
            options.signal?.addEventListener("abort", () => this.close(), { once: true });
            if (options.signal?.aborted === true) {
                this.close();
            }
            socket.addEventListener("open", () => resolve());
            socket.addEventListener("error", () => reject(new TransportError(handler, "the socket could not be opened")));
            socket.addEventListener("message", ({ data }) => {
                try {
                    this.#give(read(typeof data === "string" ? data : String(data)));
                }
                catch (cause) {
                    this.#end(new RequestError(handler, `a message does not fit the contract (${message(cause)})`, cause));
                    this.close(1007);
                }
            });
            socket.addEventListener("close", ({ code, reason }) => {
                // Of no effect if it was open.
                reject(new TransportError(handler, `the socket was closed with ${code} ${reason}`));
                // 1000 and 1001 are good ends; 1005 says that no code was given.
                this.#end(code === 1000 || code === 1001 || code === 1005 ? undefined : new TransportError(handler, `the socket was closed with ${code} ${reason}`));
                settleClosed({ code, reason });
            });
        }));
        // Who does not ask for it need not handle it; the iteration tells as well.
        this.opened.catch((cause) => {
            this.#end(cause);
            settleClosed({ code: 1006, reason: message(cause) });
        });
    }
    /** Sends a message; throws if the socket is not open. */
    send(content) {
        if (this.#socket === undefined || this.#socket.readyState !== 1) {
            throw new TypeError("the socket is not open; await `opened` before sending");
        }
        this.#socket.send(this.#write(content));
    }
    /** Closes the socket. */
    close(code = 1000, reason = "") {
        this.#socket?.close(code === 1000 || (code >= 3000 && code < 5000) ? code : 4000, reason);
    }
    [Symbol.asyncIterator]() {
        return {
            next: () => new Promise((resolve, reject) => {
                const next = this.#received.shift();
                if (next !== undefined) {
                    resolve({ done: false, value: next });
                }
                else if (this.#failure !== undefined) {
                    reject(this.#failure);
                }
                else if (this.#isOver) {
                    resolve({ done: true, value: undefined });
                }
                else {
                    this.#waiting.push(resolve);
                    this.#failing.push(reject);
                }
            }),
            return: () => {
                this.close();
                return Promise.resolve({ done: true, value: undefined });
            },
        };
    }
    #give(content) {
        const waiting = this.#waiting.shift();
        this.#failing.shift();
        if (waiting === undefined) {
            this.#received.push(content);
        }
        else {
            waiting({ done: false, value: content });
        }
    }
    #end(failure) {
        if (this.#isOver) {
            return;
        }
        this.#isOver = true;
        this.#failure = failure;
        const [waiting, failing] = [this.#waiting.splice(0), this.#failing.splice(0)];
        if (failure === undefined) {
            waiting.forEach((resolve) => resolve({ done: true, value: undefined }));
        }
        else {
            failing.forEach((reject) => reject(failure));
        }
    }
}
function message(cause) {
    return cause instanceof Error ? cause.message : String(cause);
}
/** A value that stands in a path, a query or a header. */
function plain(value, at) {
    switch (typeof value) {
        case "string":
            return value;
        case "bigint":
        case "boolean":
            return String(value);
        case "number":
            return writeNumber(value, at);
        default:
            throw new TypeError(`${at} has no form as text`);
    }
}
function encodeSegment(name, text) {
    // The server would see another path: an empty segment is dropped, and dots are resolved.
    if (text === "" || text === "." || text === "..") {
        throw new RangeError(`path.${name} cannot be ${JSON.stringify(text)}`);
    }
    return encodeURIComponent(text);
}
/** Milliseconds from `Retry-After`: seconds, or a date. */
function retryAfter(text) {
    if (text === null) {
        return undefined;
    }
    if (/^\d+$/.test(text.trim())) {
        return Number(text) * 1000;
    }
    const date = httpDate(text);
    return date === undefined ? undefined : Math.max(0, date.getTime() - Date.now());
}
/** RFC 9110 §5.6.7, in the form that every sender must use. */
function httpDate(text) {
    const plain = text?.trim() ?? "";
    const date = new Date(/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(plain) ? plain : "");
    return Number.isNaN(date.getTime()) ? undefined : date;
}
/** RFC 9745: `@` and seconds since 1970; parameters after it are passed over. */
function deprecationDate(text) {
    const seconds = /^@(-?\d{1,15})\s*(;.*)?$/.exec(text?.trim() ?? "")?.[1];
    const date = new Date(Number(seconds) * 1000);
    return Number.isNaN(date.getTime()) ? undefined : date;
}
function problemOf(text) {
    try {
        const value = readJson(text);
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
            return undefined;
        }
        const { type, title, status } = value;
        return { ...value, type: String(type ?? "about:blank"), title: String(title ?? "unknown problem"), status: Number(status ?? 0) };
    }
    catch {
        return undefined;
    }
}
function streamOf(source) {
    const iterator = source[Symbol.asyncIterator]();
    return new ReadableStream({
        async pull(sink) {
            const { done, value } = await iterator.next();
            if (done === true) {
                sink.close();
            }
            else {
                sink.enqueue(value);
            }
        },
        async cancel() {
            await iterator.return?.();
        },
    });
}
/** The lines of a body; `\r\n`, `\n` and `\r` end one. What no line end closes is given last. */
async function* linesOf(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
        const { done, value } = await reader.read();
        rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
        // A `\r` at the end may be half of a `\r\n`.
        const lines = (done ? rest : rest.replace(/\r$/, "")).split(/\r\n|\n|\r/);
        const last = lines.pop() ?? "";
        rest = !done && rest.endsWith("\r") ? `${last}\r` : last;
        yield* lines;
        if (done) {
            if (rest !== "") {
                yield rest;
            }
            return;
        }
    }
}
async function* itemsOf(lines) {
    for await (const line of lines) {
        if (line.trim() !== "") {
            yield { id: undefined, name: "", retry: undefined, data: line };
        }
    }
}
/** Server-sent events, read as the HTML standard says (9.2.6). An event that no empty line closes is dropped. */
async function* eventsOf(lines) {
    let id;
    let name = "";
    let retry;
    let data = [];
    for await (const line of lines) {
        if (line === "") {
            if (data.length > 0 || id !== undefined || retry !== undefined) {
                yield { id, name: name === "" ? "message" : name, retry, data: data.length > 0 ? data.join("\n") : undefined };
            }
            [id, name, retry, data] = [undefined, "", undefined, []];
            continue;
        }
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "data") {
            data.push(value);
        }
        else if (field === "event") {
            name = value;
        }
        else if (field === "id" && !value.includes("\0")) {
            id = value;
        }
        else if (field === "retry" && /^\d+$/.test(value)) {
            retry = Number(value);
        }
    }
}
/** Reads a wide integer: always a `bigint`. */
function widen(value, at) {
    if (typeof value === "bigint") {
        return value;
    }
    if (typeof value === "number" && Number.isSafeInteger(value)) {
        return BigInt(value);
    }
    throw new TypeError(`${at} is no whole number`);
}
/** Writes a wide integer: nothing that has been rounded already. */
function exact(value, at) {
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
        throw new RangeError(`${at}: ${value} is not exact as a number; give a bigint`);
    }
    return value;
}
/** Applies `leaf` to every wide integer in a value. What does not look as the codec says stays as it is. */
function walk(codecs, codec, value, at, leaf) {
    const step = (next, inner, name) => next === null || next === undefined ? inner : walk(codecs, next, inner, `${at}/${name}`, leaf);
    if (value === null || value === undefined) {
        return value;
    }
    if (codec[0] === "wide") {
        return leaf(value, at);
    }
    if (codec[0] === "type") {
        const named = codecs[codec[1]];
        return named === undefined ? value : walk(codecs, named, value, at, leaf);
    }
    if (codec[0] === "first") {
        for (const [shape, inner] of codec[1]) {
            if (looksLike(shape, value)) {
                try {
                    return inner === null ? value : walk(codecs, inner, value, at, leaf);
                }
                catch {
                    // The next variant may fit.
                }
            }
        }
        throw new RangeError(`${at} fits no variant exactly`);
    }
    if (Array.isArray(value)) {
        if (codec[0] === "list") {
            return value.map((item, index) => step(codec[1], item, index));
        }
        return codec[0] === "tuple" ? value.map((item, index) => step(codec[1][index], item, index)) : value;
    }
    if (typeof value !== "object") {
        return value;
    }
    const object = { ...value };
    const tagged = (variant) => (variant === undefined ? object : walk(codecs, variant, object, at, leaf));
    switch (codec[0]) {
        case "map":
            for (const name of Object.keys(object)) {
                object[name] = step(codec[1], object[name], name);
            }
            return object;
        case "object": {
            for (const [name, inner] of Object.entries(codec[1])) {
                if (Object.hasOwn(object, name)) {
                    object[name] = step(inner, object[name], name);
                }
            }
            return codec[2].reduce((whole, part) => walk(codecs, part, whole, at, leaf), object);
        }
        case "others":
            for (const name of Object.keys(object)) {
                if (!codec[1].includes(name)) {
                    object[name] = step(codec[2], object[name], name);
                }
            }
            return object;
        case "external":
            for (const name of Object.keys(object)) {
                object[name] = step(codec[1][name], object[name], name);
            }
            return object;
        case "internal":
            return tagged(codec[2][String(object[codec[1]])]);
        case "adjacent":
            object[codec[2]] = step(codec[3][String(object[codec[1]])], object[codec[2]], codec[2]);
            return object;
        default:
            return value;
    }
}
function looksLike(shape, value) {
    if (typeof shape !== "string") {
        return typeof value === "object" && value !== null && !Array.isArray(value) && shape.every((name) => value[name] !== undefined);
    }
    switch (shape) {
        case "null":
            return value === null;
        case "integer":
            return typeof value === "bigint" || Number.isInteger(value);
        case "array":
            return Array.isArray(value);
        case "any":
            return true;
        default:
            return typeof value === shape;
    }
}
/** Writes JSON, with `bigint` as whole numbers. What has no exact form is refused. */
function writeJson(value, at = "body") {
    switch (typeof value) {
        case "string":
            return JSON.stringify(value);
        case "bigint":
        case "boolean":
            return String(value);
        case "number":
            return writeNumber(value, at);
        case "object": {
            if (value === null) {
                return "null";
            }
            if (Array.isArray(value)) {
                return `[${value.map((item, index) => (item === undefined ? "null" : writeJson(item, `${at}/${index}`))).join(",")}]`;
            }
            if ("toJSON" in value && typeof value.toJSON === "function") {
                return writeJson(value.toJSON(), at);
            }
            const members = [];
            for (const [name, member] of Object.entries(value)) {
                if (member !== undefined) {
                    members.push(`${JSON.stringify(name)}:${writeJson(member, `${at}/${name}`)}`);
                }
            }
            return `{${members.join(",")}}`;
        }
        default:
            throw new TypeError(`${at} has no form in JSON`);
    }
}
function writeNumber(value, at) {
    if (!Number.isFinite(value)) {
        throw new RangeError(`${at}: ${value} has no form in JSON`);
    }
    return Object.is(value, -0) ? "-0.0" : String(value);
}
/** Reads JSON. Whole numbers that `number` would round are `bigint`. */
function readJson(text) {
    // Fifteen digits are always exact, and nearly every document has no more.
    return /\d{16}/.test(text) ? new WireReader(text).document() : JSON.parse(text);
}
class WireReader {
    #text;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    document() {
        const value = this.#value();
        if (this.#peek() !== "") {
            this.#fail();
        }
        return value;
    }
    #fail() {
        throw new SyntaxError(`no JSON at position ${this.#at}`);
    }
    #take(pattern) {
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.#text)?.[0];
        this.#at += found?.length ?? 0;
        return found;
    }
    /** The next character that is no white space. */
    #peek() {
        this.#take(/[ \t\n\r]*/y);
        return this.#text.charAt(this.#at);
    }
    #value() {
        switch (this.#peek()) {
            case "{":
                return this.#object();
            case "[":
                return this.#array();
            case '"':
                return this.#string();
            default: {
                const word = this.#take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
                if (word === undefined) {
                    return this.#fail();
                }
                if (/^-?\d+$/.test(word)) {
                    const number = Number(word);
                    return Number.isSafeInteger(number) ? number : BigInt(word);
                }
                return JSON.parse(word);
            }
        }
    }
    #string() {
        const text = this.#take(/"(?:[^"\\]|\\.)*"/y);
        return text === undefined ? this.#fail() : JSON.parse(text);
    }
    #array() {
        const items = [];
        this.#at += 1;
        if (this.#peek() === "]") {
            this.#at += 1;
            return items;
        }
        for (;;) {
            items.push(this.#value());
            if (this.#ends("]")) {
                return items;
            }
        }
    }
    #object() {
        const object = {};
        this.#at += 1;
        if (this.#peek() === "}") {
            this.#at += 1;
            return object;
        }
        for (;;) {
            if (this.#peek() !== '"') {
                this.#fail();
            }
            const name = this.#string();
            if (this.#peek() !== ":") {
                this.#fail();
            }
            this.#at += 1;
            // As JSON.parse does it: `__proto__` is a member like any other.
            Object.defineProperty(object, name, { value: this.#value(), writable: true, enumerable: true, configurable: true });
            if (this.#ends("}")) {
                return object;
            }
        }
    }
    #ends(end) {
        const next = this.#peek();
        if (next !== end && next !== ",") {
            this.#fail();
        }
        this.#at += 1;
        return next === end;
    }
}
