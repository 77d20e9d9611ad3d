// The page: a table of contents, an article per operation, and one per named schema.

const VERBS = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];
const STATUS = {
  200: "OK", 201: "Created", 202: "Accepted", 204: "No content", 303: "See other", 304: "Not modified", 400: "Bad request", 401: "Unauthorized", 403: "Forbidden",
  404: "Not found", 408: "Request timeout", 409: "Conflict", 410: "Gone", 412: "Precondition failed", 413: "Too large", 415: "Unsupported media type",
  422: "Unprocessable", 429: "Too many requests", 500: "Server error", 503: "Unavailable", 504: "Timeout", default: "Any other",
};

/** Every operation, by the group that it names first. */
function groups() {
  const byTag = new Map((spec.tags || []).map((tag) => [tag.name, { description: tag.description, operations: [] }]));
  for (const [path, item] of Object.entries(spec.paths || {})) {
    for (const verb of VERBS) {
      const operation = item[verb];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? "Operations";
      if (!byTag.has(tag)) byTag.set(tag, { operations: [] });
      const own = (operation.parameters || []).map((parameter) => resolve(parameter).node);
      const shared = (item.parameters || []).map((parameter) => resolve(parameter).node)
        .filter((parameter) => !own.some((mine) => mine.name === parameter.name && mine.in === parameter.in));
      const id = operation.operationId || `${verb}-${path.replace(/\W+/g, "-")}`;
      byTag.get(tag).operations.push({ verb, path, operation, id, parameters: [...shared, ...own] });
    }
  }
  return [...byTag].filter(([, group]) => group.operations.length);
}

function head() {
  const info = spec.info || {};
  document.title = `${info.title || "API"} reference`;
  $("brand").textContent = info.title || "API";
  return el("header",
    el("h1", info.title || "API", el("small", info.version || "")),
    markdown(info.description),
    el("div.links",
      el("span", el("span.quiet", "served at "), el("code.base", base())),
      el("a", { href: "openapi.json" }, "OpenAPI 3.1"),
      el("a", { href: "openapi-3.0.json" }, "OpenAPI 3.0"),
      el("a", { href: "manifest.json" }, "manifest")));
}

function operationArticle({ verb, path, operation, id, parameters }) {
  const secured = (operation.security ?? spec.security ?? []).flatMap((one) => Object.entries(one));
  const route = path.split(/(\{[^}]+\})/).map((part) => (part.startsWith("{") ? el("b", part) : part));
  const article = el("article", { id, "data-find": `${verb} ${path} ${id} ${operation.summary || ""}`.toLowerCase() },
    el("header",
      el("h3",
        el("a", { href: `#${id}` }, operation.summary || id),
        operation.deprecated && el("span.tag.warn", "deprecated"),
        secured.map(([name, roles]) => el("span.tag.lock", `needs ${name.replace(/_/g, " ")}${roles.length ? `: ${roles.join(", ")}` : ""}`))),
      el("div.route", el(`span.verb.${verb}`, verb.toUpperCase()), el("span", route)),
      markdown(operation.description)));
  return { article, fill: () => fillOperation(article, { verb, path, operation, parameters }) };
}

function fillOperation(article, { verb, path, operation, parameters }) {
  const left = el("div");
  for (const [place, title] of [["path", "Path"], ["query", "Query"], ["header", "Headers"], ["cookie", "Cookies"]]) {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (!here.length) continue;
    left.append(el("h4", title), el("ul.fields", here.map((parameter) => field(parameter.name, parameter.schema || {}, parameter))));
  }
  const body = bodyOf(operation);
  if (body) left.append(el("h4", "Body ", el("span.mono", body.type)), markdown(body.description) || "", tree(body.schema));
  // Problems that many operations share are told in one place; the handler's own answers come first.
  const answers = Object.entries(operation.responses || {});
  const isShared = ([status, answer]) => answer.$ref && !/^[123]/.test(status);
  const own = answers.filter((answer) => !isShared(answer));
  const shared = answers.filter(isShared);
  left.append(el("h4", "Answers"), el("div", own.map(([status, answer]) => answerDetails(status, resolve(answer).node))));
  if (shared.length) left.append(sharedAnswers(shared));

  const command = curl(verb, path, operation, parameters);
  const right = el("div.example", figure("Call it", command, command));
  if (body && body.example !== undefined && /json/.test(body.type)) right.append(figure("Body", coloured(body.example), JSON.stringify(body.example, null, 2)));
  const success = Object.entries(operation.responses || {}).find(([status]) => status.startsWith("2"));
  if (success) right.append(answerExample(success[0], resolve(success[1]).node) || "");
  article.classList.add("filled");
  article.append(el("div.cols", left, right));
}

function answerDetails(status, answer) {
  const kinds = Object.entries(answer.content || {});
  const [title, ...more] = (answer.description || STATUS[status] || "").split("\n\n");
  const details = el("details.status", { open: status.startsWith("2") && kinds.length > 0 },
    el("summary", el(`b.s${status[0]}`, status), el("span.quiet", title)));
  const content = el("div", more.length && !kinds.some(([type]) => type === PROBLEM) ? markdown(more.join("\n\n")) : null);
  for (const [name, header] of Object.entries(answer.headers || {})) {
    const { node } = resolve(header);
    content.append(el("ul.fields", field(name, node.schema || {}, { description: node.description, required: node.required })));
  }
  if (!kinds.length && !content.children.length) content.append(el("p.quiet", "no body"));
  for (const [type, media] of kinds) {
    const item = media.itemSchema || media["x-item-schema"];
    content.append(el("p.quiet", el("span.mono", type), item ? ", each item:" : ""));
    const schema = item || media.schema;
    if (schema) content.append(type === PROBLEM ? problemTree(schema) : tree(schema));
  }
  details.append(content);
  return details;
}

const PROBLEM = "application/problem+json";

/** What a problem holds beyond what every problem holds. */
function problemTree(schema) {
  const parts = resolve(schema).node.allOf || [];
  const own = parts.filter((part) => resolve(part).name !== "Problem");
  if (!own.length || own.length === parts.length) return tree(schema);
  const whole = own.length === 1 ? own[0] : { allOf: own };
  return alternatives(joined(whole)).options.length ? tree(whole) : el("div.variants", variant(whole, []));
}

function sharedAnswers(answers) {
  return el("details.status",
    el("summary", el("b", answers.map(([status]) => status).join(" ")), el("span.quiet", "problems that any operation may meet")),
    el("div",
      el("ul.fields", answers.map(([status, answer]) =>
        el("li", el("div.row", el(`b.s${status[0]}`, status), el("span.type", resolve(answer).node.description || STATUS[status] || ""))))),
      spec.components?.schemas?.Problem && el("p.quiet", "Each is a ", el("a", { href: "#schema-Problem" }, "Problem"), " (RFC 9457).")));
}

function answerExample(status, answer) {
  const [type, media] = Object.entries(answer.content || {})[0] || [];
  if (!type || !/json/.test(type)) return null;
  const value = mediaExample(media);
  return value === undefined ? null : figure(`Answer ${status}`, coloured(value), JSON.stringify(value, null, 2));
}

function schemaArticle(name, schema) {
  const article = el("article", { id: `schema-${name}`, "data-find": `schema ${name}`.toLowerCase() },
    el("header", el("h3", el("a", { href: `#schema-${name}` }, schema.title || name)), markdown(schema.description)));
  const fill = () => {
    const example = exampleOf(schema, [name]);
    article.classList.add("filled");
    article.append(el("div.cols",
      el("div", chips({ ...schema, default: undefined }), tree(schema, [name], true)),
      el("div.example", example === undefined ? "" : figure("Example", coloured(example), JSON.stringify(example, null, 2)))));
  };
  return { article, fill };
}

function draw() {
  const main = $("content");
  const toc = $("toc");
  const pending = new Map();
  main.replaceChildren(head());
  toc.replaceChildren();
  const add = ({ article, fill }) => {
    pending.set(article, fill);
    main.append(article);
  };
  for (const [tag, group] of groups()) {
    main.append(el("h2", tag), markdown(group.description) || "");
    group.operations.forEach((operation) => add(operationArticle(operation)));
    toc.append(el("section", el("h2", tag), el("ul", group.operations.map(({ verb, id, operation }) =>
      el("li", el("a", { href: `#${id}` }, el(`span.verb.${verb}`, verb === "delete" ? "DEL" : verb.toUpperCase()),
        el(operation.deprecated ? "span.old" : "span", operation.summary || id)))))));
  }
  const schemas = Object.entries(spec.components?.schemas || {});
  if (schemas.length) {
    main.append(el("h2", "Schemas"));
    schemas.forEach(([name, schema]) => add(schemaArticle(name, schema)));
    toc.append(el("section", el("h2", "Schemas"), el("ul", schemas.map(([name]) => el("li", el("a", { href: `#schema-${name}` }, el("span", name)))))));
  }
  const fill = (article) => {
    pending.get(article)?.();
    pending.delete(article);
  };
  // An article is filled when it comes near, so that a large API opens as fast as a small one.
  const near = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    near.unobserve(target);
    const { top, height } = target.getBoundingClientRect();
    fill(target);
    // What grows above the reader must not move what is being read.
    if (top < 0) scrollBy({ top: target.getBoundingClientRect().height - height, behavior: "instant" });
  }), { rootMargin: "800px" });
  pending.forEach((_, article) => near.observe(article));
  mark([...main.querySelectorAll("article")]);
  const visit = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.tagName !== "ARTICLE") return;
    fill(target);
    target.scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", visit);
  if (location.hash) visit();
}

/** Keeps the table of contents at the article that is being read. */
function mark(articles) {
  const links = new Map([...$("toc").querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  let here = null;
  const observer = new IntersectionObserver((entries) => {
    const top = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target)[0];
    const link = top && links.get(encodeURI(top.id));
    if (!link || link === here) return;
    here?.classList.remove("here");
    link.classList.add("here");
    here = link;
    const nav = $("side");
    const { top: y, bottom } = link.getBoundingClientRect();
    if (y < 90 || bottom > nav.clientHeight) nav.scrollTop += y - nav.clientHeight / 2;
  }, { rootMargin: "-5% 0px -80% 0px" });
  articles.forEach((article) => observer.observe(article));
}

function filter() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const article of document.querySelectorAll("article")) {
    article.hidden = !words.every((word) => article.dataset.find.includes(word));
  }
  for (const section of $("toc").children) {
    const items = [...section.querySelectorAll("li")];
    items.forEach((item) => { item.hidden = document.getElementById(decodeURIComponent(item.firstChild.hash.slice(1)))?.hidden ?? false; });
    section.hidden = items.every((item) => item.hidden);
  }
  for (const heading of document.querySelectorAll("main > h2")) {
    let next = heading.nextElementSibling;
    let shown = false;
    for (; next && next.tagName !== "H2"; next = next.nextElementSibling) shown ||= next.tagName === "ARTICLE" && !next.hidden;
    heading.hidden = !shown;
  }
}

function theme() {
  const remembered = (() => { try { return localStorage.getItem("gati-theme"); } catch { return null; } })();
  const wanted = matchMedia("(prefers-color-scheme: dark)");
  const apply = (dark) => document.documentElement.classList.toggle("dark", dark);
  apply(remembered ? remembered === "dark" : wanted.matches);
  wanted.addEventListener("change", (event) => apply(event.matches));
  $("theme").addEventListener("click", () => {
    const dark = !document.documentElement.classList.contains("dark");
    apply(dark);
    try { localStorage.setItem("gati-theme", dark ? "dark" : "light"); } catch { /* not remembered, then */ }
  });
}

theme();
$("filter").addEventListener("input", filter);
addEventListener("keydown", (event) => {
  if (event.key === "/" && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
    event.preventDefault();
    $("filter").focus();
  }
});
fetch("openapi.json")
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`openapi.json was answered with ${answer.status}`))))
  .then((document) => { spec = document; draw(); })
  .catch((error) => $("content").replaceChildren(el("div.empty", el("p", "The description of this API cannot be shown."), el("p.mono", String(error.message || error)))));
