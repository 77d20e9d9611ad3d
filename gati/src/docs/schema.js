// Schemas: what a value looks like, in words and as a tree that opens where the reader wants it to.

let spec = {};

/** What a reference points to, and the name it has there. */
function resolve(node) {
  let name = null;
  for (let hops = 0; node && node.$ref && hops < 32; hops++) {
    const path = node.$ref.replace(/^#\//, "").split("/").map((part) => decodeURIComponent(part).replace(/~1/g, "/").replace(/~0/g, "~"));
    name = path[path.length - 1];
    const target = path.reduce((at, part) => at?.[part], spec);
    const { $ref: _, ...beside } = node;
    node = target && Object.keys(beside).length ? { ...target, ...beside } : target;
  }
  return { node: node && typeof node === "object" ? node : {}, name };
}

/** A schema with its `allOf` parts joined, so that it can be shown as one object. */
function joined(schema) {
  const { node } = resolve(schema);
  if (!node.allOf) return node;
  const { allOf, ...whole } = node;
  const result = { ...whole, properties: { ...whole.properties }, required: [...(whole.required || [])] };
  for (const part of allOf.map(joined)) {
    for (const [key, value] of Object.entries(part)) {
      if (key === "properties") Object.assign(result.properties, value);
      else if (key === "required") result.required.push(...value);
      else if (!(key in result)) result[key] = value;
    }
  }
  if (!Object.keys(result.properties).length) delete result.properties;
  return result;
}

/** The alternatives of a schema, and whether null is one of them. */
function alternatives(schema) {
  const options = schema.oneOf || schema.anyOf;
  if (!options) return { options: [], nullable: [].concat(schema.type || []).includes("null") || schema.nullable };
  const rest = options.filter((option) => resolve(option).node.type !== "null");
  return { options: rest, nullable: rest.length < options.length };
}

/** The kind of a value in a few words, with links to named schemas. */
function typeOf(schema, depth = 0) {
  const { name } = resolve(schema);
  const node = joined(schema);
  const { options, nullable } = alternatives(node);
  const or = nullable ? " or null" : "";
  if (depth > 4) return ["…"];
  if (name && (node.properties || options.length > 1 || node.enum)) return [el("a", { href: `#schema-${name}` }, name), or];
  if (options.length === 1) return [typeOf(options[0], depth + 1), or];
  if (options.length) return [`one of ${options.length} forms`, or];
  if ("const" in node) return [el("code", JSON.stringify(node.const))];
  const types = [].concat(node.type || []).filter((type) => type !== "null");
  const type = types.length ? types.join(" or ") : node.properties ? "object" : node.items || node.prefixItems ? "array" : null;
  if (type === "array") {
    if (node.prefixItems) return [`list of ${node.prefixItems.length}: `, node.prefixItems.map((item, i) => [i ? ", " : "", typeOf(item, depth + 1)]), or];
    return [node.uniqueItems ? "set of " : "list of ", node.items && node.items !== true ? typeOf(node.items, depth + 1) : "anything", or];
  }
  if (type === "object" && !node.properties && node.additionalProperties && node.additionalProperties !== true) {
    return ["map of ", typeOf(node.additionalProperties, depth + 1), or];
  }
  if (!type && !node.enum) return ["anything"];
  const words = node.format ? `${type} (${node.format})` : node.contentMediaType ? "file" : type || "one of";
  return [name ? el("a", { href: `#schema-${name}` }, name) : words, name ? ` · ${words}` : "", or];
}

/** The bounds that a format has by itself; they go without saying. */
const NATURAL = {
  int8: [-128, 127], uint8: [0, 255], int16: [-32768, 32767], uint16: [0, 65535], int32: [-2147483648, 2147483647], uint32: [0, 4294967295],
};

function bounds(node) {
  const [low, high] = NATURAL[node.format] || [/^u/.test(node.format || "") ? 0 : undefined, undefined];
  const said = (value, natural) => (value === natural || Math.abs(value) > Number.MAX_SAFE_INTEGER ? undefined : value);
  return [said(node.minimum, low), said(node.maximum, high)];
}

/** What must hold beyond the kind, as short marks. */
function chips(node) {
  const marks = [];
  const between = (low, high, unit) => {
    if (low === undefined && high === undefined) return;
    if (low === high) marks.push(`exactly ${low}${unit}`);
    else if (high === undefined) marks.push(`≥ ${low}${unit}`);
    else if (low === undefined) marks.push(`≤ ${high}${unit}`);
    else marks.push(`${low} … ${high}${unit}`);
  };
  between(...bounds(node), "");
  if (typeof node.exclusiveMinimum === "number") marks.push(`> ${node.exclusiveMinimum}`);
  if (typeof node.exclusiveMaximum === "number") marks.push(`< ${node.exclusiveMaximum}`);
  if (node.multipleOf !== undefined) marks.push(`multiple of ${node.multipleOf}`);
  between(node.minLength, node.maxLength, " characters");
  if (node.pattern) marks.push(`matches ${node.pattern}`);
  between(node.minItems, node.maxItems, " items");
  between(node.minProperties, node.maxProperties, " entries");
  if (node.default !== undefined) marks.push(`default ${JSON.stringify(node.default)}`);
  if (node.enum && node.enum.length <= 24) marks.push(...node.enum.filter((value) => value !== null).map((value) => JSON.stringify(value)));
  for (const example of (node.examples || (node.example !== undefined ? [node.example] : [])).slice(0, 2)) {
    if (typeof example !== "object") marks.push(`e.g. ${JSON.stringify(example)}`);
  }
  if (node.additionalProperties === false) marks.push("no other fields");
  return marks.length ? el("div.chips", marks.map((mark) => el("span.chip", mark))) : null;
}

/** One field, parameter or item: its name, kind, constraints, description, and what is inside. */
function field(name, schema, { required, description, deprecated, trail = [] } = {}) {
  const node = joined(schema);
  return el("li",
    el("div.row",
      name !== null && el(deprecated || node.deprecated ? "span.name.old" : "span.name", name),
      el("span.type", typeOf(schema)),
      required && el("span.must", "required"),
      (deprecated || node.deprecated) && el("span.tag.warn", "deprecated")),
    markdown(description || node.description),
    chips(node),
    inside(schema, trail, false));
}

/** What is inside a value, opened or to be opened. */
function inside(schema, trail, isOpen) {
  const { name } = resolve(schema);
  const node = joined(schema);
  // A type within itself is named, not drawn again.
  const { options } = alternatives(node);
  const isAgain = (inner) => trail.includes(resolve(inner).name);
  if (isAgain(schema) || (options.length === 1 && isAgain(options[0])) || (node.items && isAgain(node.items))) return null;
  const next = name ? [...trail, name] : trail;
  const content = () => {
    if (options.length > 1) {
      // What all forms have in common stands before them.
      return [node.properties && tree({ ...node, oneOf: undefined, anyOf: undefined }, next, true),
        el("div.variants", options.map((option) => variant(option, next)))];
    }
    if (options.length === 1) return tree(options[0], next);
    return tree(node, next, true);
  };
  if (!hasInside(node, options)) return null;
  if (isOpen) return content();
  const words = options.length > 1 ? `${options.length} forms` : node.properties ? `${Object.keys(node.properties).length} fields` : "inside";
  const details = el("details", el("summary", words));
  // Drawn when it is opened: recursive types have no end.
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(el("div", content())); });
  return details;
}

function hasInside(node, options) {
  if (options.length > 1) return true;
  if (options.length === 1) {
    const only = joined(options[0]);
    return hasInside(only, alternatives(only).options);
  }
  if (node.properties) return Object.keys(node.properties).length > 0;
  const within = node.items || (typeof node.additionalProperties === "object" ? node.additionalProperties : null);
  if (node.prefixItems) return node.prefixItems.some((item) => hasInside(joined(item), alternatives(joined(item)).options));
  if (!within || within === true) return false;
  const item = joined(within);
  return hasInside(item, alternatives(item).options) || chips(item) !== null;
}

/** One of several forms, under the tag that tells it from the others. */
function variant(option, trail) {
  const { name } = resolve(option);
  const node = joined(option);
  const only = (value) => { const inner = resolve(value).node; return "const" in inner ? inner.const : inner.enum?.length === 1 ? inner.enum[0] : undefined; };
  const tag = Object.entries(node.properties || {}).find(([, value]) => only(value) !== undefined);
  const { [tag?.[0]]: _, ...others } = node.properties || {};
  const isEmpty = tag && !Object.keys(others).length;
  return el("div.variant",
    el("div.row",
      tag ? el("span.name", `${tag[0]}: ${JSON.stringify(only(tag[1]))}`) : el("span.type", typeOf(option)),
      !tag && node.title && node.title !== name && el("span.name", node.title),
      node.deprecated && el("span.tag.warn", "deprecated")),
    markdown(node.description),
    tag ? !isEmpty && tree({ ...node, properties: others }, name ? [...trail, name] : trail, true) : tree(option, trail));
}

/** The fields of an object, the items of a list, or the value itself. */
function tree(schema, trail = [], isResolved = false) {
  const { name } = isResolved ? { name: null } : resolve(schema);
  if (name && trail.includes(name)) return el("p.quiet", "again ", el("a", { href: `#schema-${name}` }, name));
  const next = name ? [...trail, name] : trail;
  const node = joined(schema);
  const { options } = alternatives(node);
  if (options.length) return el("div", inside(isResolved ? node : schema, trail, true));
  if (node.properties) {
    const required = new Set(node.required || []);
    const fields = Object.entries(node.properties).map(([key, value]) => field(key, value, { required: required.has(key), trail: next }));
    if (typeof node.additionalProperties === "object") fields.push(field("any other", node.additionalProperties, { trail: next }));
    return el("ul.fields", fields);
  }
  if (node.prefixItems) return el("ul.fields", node.prefixItems.map((item, i) => field(`${i}`, item, { trail: next })));
  if (node.items && node.items !== true) return el("ul.fields", field("each item", node.items, { trail: next }));
  if (typeof node.additionalProperties === "object") return el("ul.fields", field("each entry", node.additionalProperties, { trail: next }));
  return el("ul.fields", field(null, node, { trail: next }));
}
