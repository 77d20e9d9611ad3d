// Examples: a value that fits a schema, and the command that sends it.

/** A value that fits, taken from the description where it gives one. */
function exampleOf(schema, trail = []) {
  const { name } = resolve(schema);
  if (name && trail.includes(name)) return undefined;
  const next = name ? [...trail, name] : trail;
  const node = joined(schema);
  if (node.examples?.length) return node.examples[0];
  if (node.example !== undefined) return node.example;
  if ("const" in node) return node.const;
  if (node.default !== undefined && node.default !== null) return node.default;
  if (node.enum) return node.enum[0];
  const { options } = alternatives(node);
  if (options.length) {
    const base = node.properties ? objectOf(node, next) : {};
    for (const option of options) {
      const value = exampleOf(option, next);
      if (value !== undefined) return value && typeof value === "object" && !Array.isArray(value) ? { ...base, ...value } : value;
    }
    return null;
  }
  const type = [].concat(node.type || (node.properties ? "object" : [])).find((type) => type !== "null");
  switch (type) {
    case "object": return objectOf(node, next);
    case "array": return listOf(node, next);
    case "integer": return numberOf(node, 1);
    case "number": return numberOf(node, 1.5);
    case "boolean": return true;
    case "string": return textOf(node);
    default: return type === undefined && [].concat(node.type || []).includes("null") ? null : {};
  }
}

function objectOf(node, trail) {
  const value = {};
  for (const [key, inner] of Object.entries(node.properties || {})) {
    const example = exampleOf(inner, trail);
    // What would never end is left out, if it may be.
    if (example !== undefined) value[key] = example;
    else if ((node.required || []).includes(key)) value[key] = [].concat(joined(inner).type || []).includes("array") ? [] : null;
  }
  if (!node.properties && typeof node.additionalProperties === "object") {
    const example = exampleOf(node.additionalProperties, trail);
    if (example !== undefined) value.key = example;
  }
  return value;
}

function listOf(node, trail) {
  if (node.prefixItems) return node.prefixItems.map((item) => exampleOf(item, trail) ?? null);
  const item = node.items && node.items !== true ? exampleOf(node.items, trail) : null;
  if (item === undefined) return [];
  return Array(Math.min(Math.max(node.minItems || 1, 1), 3)).fill(item);
}

function numberOf(node, fallback) {
  const step = node.multipleOf || (fallback === 1 ? 1 : 0.5);
  const low = node.minimum ?? (typeof node.exclusiveMinimum === "number" ? node.exclusiveMinimum + step : undefined);
  const high = node.maximum ?? (typeof node.exclusiveMaximum === "number" ? node.exclusiveMaximum - step : undefined);
  let value = node.multipleOf || fallback;
  if (low !== undefined && value < low) value = Math.ceil(low / step) * step;
  if (high !== undefined && value > high) value = Math.floor(high / step) * step;
  return value;
}

const TEXTS = {
  uuid: "018f4e5c-7d3a-7b6e-9f10-2a4b6c8d0e1f", "date-time": "2026-01-31T12:00:00Z", date: "2026-01-31", time: "12:00:00Z", duration: "PT1H30M",
  email: "ada@example.com", uri: "https://example.com/", hostname: "example.com", ipv4: "192.0.2.1", ipv6: "2001:db8::1",
};

function textOf(node) {
  if (TEXTS[node.format]) return TEXTS[node.format];
  if (node.contentMediaType || node.format === "binary") return "@file";
  const text = /^\^?\[A-Z\]\{3\}\$?$/.test(node.pattern || "") ? "EUR" : "text";
  const long = text.padEnd(Math.min(node.minLength || 0, 200), "x");
  return node.maxLength !== undefined ? long.slice(0, node.maxLength) : long;
}

/** The body that an operation reads: its media type, schema and an example. */
function bodyOf(operation) {
  const body = resolve(operation.requestBody || {}).node;
  const [type, media] = Object.entries(body.content || {})[0] || [];
  if (!type) return null;
  const schema = media.schema || {};
  return { type, schema, required: body.required, description: body.description, example: mediaExample(media) };
}

function mediaExample(media) {
  if (media.example !== undefined) return media.example;
  const named = Object.values(media.examples || {})[0];
  if (named) return resolve(named).node.value;
  return media.schema ? exampleOf(media.schema) : undefined;
}

const quoted = (text) => /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;

/** The command that calls an operation. */
function curl(verb, path, operation, parameters) {
  const value = (parameter) => {
    const given = parameter.example ?? exampleOf(parameter.schema || {});
    return Array.isArray(given) ? given : [given];
  };
  let url = path;
  const query = [];
  const lines = [];
  for (const parameter of parameters) {
    const texts = value(parameter).map((text) => (text !== null && typeof text === "object" ? JSON.stringify(text) : String(text)));
    if (parameter.in === "path") url = url.replace(`{${parameter.name}}`, encodeURIComponent(texts[0]));
    if (parameter.in === "query" && parameter.required) query.push(...texts.map((text) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(text)}`));
    if (parameter.in === "header" && parameter.required) lines.push(`-H ${quoted(`${parameter.name}: ${texts.join(", ")}`)}`);
  }
  if (query.length) url += `?${query.join("&")}`;
  for (const name of Object.keys((operation.security ?? spec.security ?? [])[0] || {})) {
    const scheme = resolve(spec.components?.securitySchemes?.[name] || {}).node;
    if (scheme.type === "http" && scheme.scheme === "basic") lines.push('-u "$USER:$PASSWORD"');
    else if (scheme.type === "apiKey" && scheme.in === "header") lines.push(`-H "${scheme.name}: $API_KEY"`);
    else lines.push('-H "Authorization: Bearer $TOKEN"');
  }
  const body = bodyOf(operation);
  if (body) lines.push(...bodyLines(body));
  if (Object.values(operation.responses || {}).some((answer) => resolve(answer).node.content?.["text/event-stream"])) lines.unshift("--no-buffer");
  const method = verb === "get" ? "" : verb === "head" ? "--head " : `-X ${verb.toUpperCase()} `;
  return [`curl ${method}${quoted(base() + url)}`, ...lines].join(" \\\n  ");
}

function bodyLines(body) {
  const pairs = Object.entries(body.example && typeof body.example === "object" ? body.example : {}).flatMap(([key, value]) => [].concat(value).map((one) => [key, one]));
  const text = (one) => (one !== null && typeof one === "object" ? JSON.stringify(one) : String(one));
  if (body.type === "multipart/form-data") return pairs.map(([key, one]) => `-F ${quoted(`${key}=${text(one)}`)}`);
  if (body.type === "application/x-www-form-urlencoded") return pairs.map(([key, one]) => `--data-urlencode ${quoted(`${key}=${text(one)}`)}`);
  const head = `-H ${quoted(`Content-Type: ${body.type}`)}`;
  if (!/json/.test(body.type)) return [head, "--data-binary @file"];
  return [head, `-d ${quoted(JSON.stringify(body.example))}`];
}

/** Where the API is: beside this page, unless the description names another place. */
function base() {
  const here = location.origin + location.pathname.replace(/\/docs\/?$/, "");
  const server = spec.servers?.[0]?.url;
  if (!server || server === "/" || server === ".") return here;
  return new URL(server, `${here}/`).href.replace(/\/$/, "");
}
