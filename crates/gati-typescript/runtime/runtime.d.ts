/**
 * A plain value that stands for one thing: a `Brand<string, "Uuid">` is not taken for a `Brand<string, "Url">`.
 *
 * Values written in the source are accepted as they are, since the server checks them: the brand is there for the compiler
 * and leaves no trace in JavaScript.
 */
export type Brand<T, Name extends string> = T & {
    readonly __brand?: Name;
};
/** Any JSON. Whole numbers beyond what `number` holds exactly are `bigint`. */
export type Json = null | boolean | number | bigint | string | Json[] | {
    [key: string]: Json;
};
/** A UUID in its hyphenated form. */
export type Uuid = Brand<string, "Uuid">;
/** A moment: RFC 3339 with offset, `2026-11-20T12:00:00Z`. It may have nine digits of a second, a `Date` has three. */
export type Timestamp = Brand<string, "Timestamp">;
/** A moment with its time zone (RFC 9557). */
export type Zoned = Brand<string, "Zoned">;
/** A date and a time without offset. */
export type CivilDateTime = Brand<string, "CivilDateTime">;
/** A date: `2026-11-20`. */
export type CivilDate = Brand<string, "CivilDate">;
/** A time of day: `12:30:00`. */
export type CivilTime = Brand<string, "CivilTime">;
/** An ISO 8601 duration: `P1DT2H`. */
export type Span = Brand<string, "Span">;
/** A decimal number as text, so that no digit is lost. */
export type Decimal = Brand<string, "Decimal">;
/** The moment of a `Date`. */
export declare function timestamp(date: Date): Timestamp;
/** The `Date` of a moment, to the millisecond: what is finer is cut off. */
export declare function toDate(moment: Timestamp | string): Date;
/** A text, or what gives one before every attempt: so a token can change while the client lives. */
export type Secret = string | (() => string | undefined | Promise<string | undefined>);
/** `fetch`, or what stands in for it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
/** When calls are repeated: only those that may be, by their method or because the handler says so. */
export interface Retry {
    /** How often after the first attempt; 2 if nothing is said, 0 for never. */
    readonly times: number;
    /** The first pause in milliseconds, which doubles each time: 100. A part of it is random. */
    readonly firstPause: number;
    /** No pause is longer: 5000. A `Retry-After` that asks for more makes its answer final. */
    readonly longestPause: number;
}
/** What holds for all calls of a client. */
export interface ClientOptions {
    /** Where the server is: `https://api.example.org`, with a path if the API has one. */
    readonly baseUrl: string;
    /** In place of the global `fetch`. */
    readonly fetch?: Fetch | undefined;
    /** Sent as `Authorization: Bearer …`. */
    readonly token?: Secret | undefined;
    /** Sent as `Authorization: Basic …`. */
    readonly basic?: {
        readonly user: string;
        readonly password: Secret;
    } | undefined;
    /** Sent as `X-API-Key: …`. */
    readonly apiKey?: Secret | undefined;
    /** Sent with every call. */
    readonly headers?: {
        readonly [name: string]: string;
    } | undefined;
    /** How long a call may take with all its attempts, in milliseconds: 30000. A stream is only timed until it begins. */
    readonly timeout?: number | undefined;
    /** When calls are repeated. */
    readonly retry?: Partial<Retry> | undefined;
    /** The API version to ask for, in place of the one that the client was made for; `null` asks for none. */
    readonly version?: string | null | undefined;
    /** Called for every answer that says that its handler or its version is going away. */
    readonly onDeprecated?: ((notice: DeprecationNotice) => void) | undefined;
    /** In place of the global `WebSocket`: gets the headers that browsers cannot send. */
    readonly webSocket?: ((url: string, headers: {
        readonly [name: string]: string;
    }) => WebSocketLike) | undefined;
}
/** What holds for one call, before what holds for all. */
export interface CallOptions {
    /** Ends the call. */
    readonly signal?: AbortSignal | undefined;
    /** In milliseconds, in place of the client's. */
    readonly timeout?: number | undefined;
    /** In place of the client's. */
    readonly retry?: Partial<Retry> | undefined;
    /** Further headers. */
    readonly headers?: {
        readonly [name: string]: string;
    } | undefined;
    /** Declares that repeating this call has no further effect, although its method does not say so. */
    readonly idempotent?: boolean | undefined;
}
/** What holds for one stream of events. */
export interface EventOptions extends CallOptions {
    /**
     * What to do when the connection breaks. `resume`, the default, connects again if nothing is repeated by it: before the
     * first event, or with the id of the last one as `Last-Event-ID`. `always` also does it without an id, and when the server ends
     * the stream, until it answers 204. `never` gives up.
     */
    readonly reconnect?: "resume" | "always" | "never" | undefined;
    /** Where to go on: the id of the last event seen. */
    readonly lastEventId?: string | undefined;
}
/** That something is going away. */
export interface DeprecationNotice {
    /** The handler that was called. */
    readonly handler: string;
    /** Since when, or from when on, its use is discouraged. */
    readonly deprecation: Date | undefined;
    /** When it will be gone. */
    readonly sunset: Date | undefined;
    /** Links to what to use instead, as the server wrote them. */
    readonly link: string | undefined;
    /** The API version that answered. */
    readonly version: string | undefined;
}
/** The head of an answer. */
export interface ResponseInfo {
    readonly status: number;
    readonly headers: Headers;
    /** To be named when asking for help. */
    readonly requestId: string | undefined;
    /** The API version that answered. */
    readonly version: string | undefined;
    /** That the handler or the version is going away, if it is. */
    readonly deprecation: DeprecationNotice | undefined;
}
/** A value and the head of the answer that brought it. */
export interface Reply<A> {
    readonly value: A;
    readonly response: ResponseInfo;
}
/** How a call went: told apart by `ok`, and failures by `error.kind`. */
export type Outcome<A, E = never> = {
    readonly ok: true;
    readonly value: A;
    readonly response: ResponseInfo;
} | {
    readonly ok: false;
    readonly error: Failure<E>;
};
/** What can go wrong, told apart by `kind`. */
export type Failure<E = never> = ([E] extends [never] ? never : ApiError<E>) | ProblemError | UnexpectedError | TimeoutError | AbortedError | TransportError | RequestError;
/** The members that every problem document (RFC 9457) has. */
export interface ProblemFields {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    readonly detail?: string;
    readonly instance?: string;
    readonly request_id?: string;
}
/** A problem document that is not one of the handler's own errors. */
export interface Problem extends ProblemFields {
    /** Everything in the request that does not fit the contract. */
    readonly violations?: readonly Violation[];
    readonly [member: string]: unknown;
}
/** One thing in a request that does not fit the contract. */
export interface Violation {
    /** `body`, `query`, `path` or `header`. */
    readonly in: string;
    /** The place as a JSON pointer; empty for the whole. */
    readonly pointer: string;
    /** The rule, such as `minimum`. */
    readonly keyword: string;
    readonly expected: string;
    readonly actual: string;
}
/** The base of all failures of calls. */
export declare class CallError extends Error {
    /** The name of the handler. */
    readonly handler: string;
    constructor(handler: string, message: string, cause?: unknown);
}
/** The handler answered with one of its own errors. */
export declare class ApiError<E> extends CallError {
    readonly kind = "api";
    readonly status: number;
    /** The error, told apart by its tag. */
    readonly problem: E & ProblemFields;
    readonly response: ResponseInfo;
    constructor(handler: string, problem: E & ProblemFields, response: ResponseInfo);
}
/** The server answered with another problem: a request that does not fit, a caller it does not know, a fault of its own. */
export declare class ProblemError extends CallError {
    readonly kind = "problem";
    readonly status: number;
    /** The last part of the problem's type: `invalid_body`, `unauthenticated`. */
    readonly code: string;
    readonly problem: Problem;
    readonly response: ResponseInfo;
    constructor(handler: string, problem: Problem, response: ResponseInfo);
}
/** The answer is none that the contract knows. */
export declare class UnexpectedError extends CallError {
    readonly kind = "unexpected";
    readonly status: number;
    /** What came, as text. */
    readonly body: string;
    readonly response: ResponseInfo;
    constructor(handler: string, message: string, body: string, response: ResponseInfo, cause?: unknown);
}
/** There was no answer in time. Whether the call had an effect is not known. */
export declare class TimeoutError extends CallError {
    readonly kind = "timeout";
    /** In milliseconds. */
    readonly after: number;
    constructor(handler: string, after: number);
}
/** The caller's signal ended the call. */
export declare class AbortedError extends CallError {
    readonly kind = "aborted";
    readonly reason: unknown;
    constructor(handler: string, reason: unknown);
}
/** The server could not be reached, or the connection broke. */
export declare class TransportError extends CallError {
    readonly kind = "transport";
}
/** The request could not be sent: a value that has no exact form, a token that could not be had. */
export declare class RequestError extends CallError {
    readonly kind = "request";
}
/**
 * A call on its way. Awaiting it gives the value, or throws a {@link CallError}; `result()` gives either as a value, with its type;
 * `withResponse()` gives the head of the answer too.
 */
export declare class Call<A, E = never> implements PromiseLike<A> {
    #private;
    constructor(outcome: Promise<Outcome<A, E>>);
    /** How the call went; never throws. */
    result(): Promise<Outcome<A, E>>;
    /** The value and the head of the answer. */
    withResponse(): Promise<Reply<A>>;
    then<B = A, C = never>(onFulfilled?: ((value: A) => B | PromiseLike<B>) | null, onRejected?: ((reason: unknown) => C | PromiseLike<C>) | null): Promise<B | C>;
    catch<C = never>(onRejected?: ((reason: unknown) => C | PromiseLike<C>) | null): Promise<A | C>;
    finally(onFinally?: (() => void) | null): Promise<A>;
}
/** One server-sent event. */
export interface ServerEvent<T> {
    /** The newest id that the server gave, here or before. */
    readonly id: string | undefined;
    /** Its name; `message` if it has none. */
    readonly name: string;
    readonly data: T;
}
/** What a request can carry as it is. A stream is sent once, so its call is never repeated. */
export type BytesBody = Uint8Array | ArrayBuffer | Blob | string | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;
/** A file in a form. */
export type Upload = Blob | {
    readonly content: Blob | Uint8Array | ArrayBuffer | string;
    readonly name?: string;
    readonly type?: string;
};
/** What holds for one socket. */
export interface SocketOptions {
    /** Closes the socket. */
    readonly signal?: AbortSignal | undefined;
}
/** The part of `WebSocket` that is needed: that of browsers, of Node, or of a package. */
export interface WebSocketLike {
    readonly readyState: number;
    send(data: string): void;
    close(code?: number, reason?: string): void;
    addEventListener(type: "open" | "error", listener: (event: unknown) => void): void;
    addEventListener(type: "message", listener: (event: {
        readonly data: unknown;
    }) => void): void;
    addEventListener(type: "close", listener: (event: {
        readonly code: number;
        readonly reason: string;
    }) => void): void;
}
/** How a socket was closed. */
export interface SocketClosed {
    readonly code: number;
    readonly reason: string;
}
/** A WebSocket whose messages have types, in both directions. Iterate over it to receive. */
export declare class Socket<Incoming, Outgoing> implements AsyncIterable<Incoming> {
    #private;
    /** Resolves when the socket is open; rejects with a {@link TransportError} if it never is. */
    readonly opened: Promise<void>;
    /** Resolves when the socket is closed, by whichever side. */
    readonly closed: Promise<SocketClosed>;
    /** Made by a method of the client. */
    constructor(handler: string, open: () => Promise<WebSocketLike>, write: (message: unknown) => string, read: (text: string) => unknown, options: SocketOptions);
    /** Sends a message; throws if the socket is not open. */
    send(content: Outgoing): void;
    /** Closes the socket. */
    close(code?: number, reason?: string): void;
    [Symbol.asyncIterator](): AsyncIterator<Incoming, undefined>;
}
