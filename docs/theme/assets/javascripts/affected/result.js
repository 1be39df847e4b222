/* What applies, drawn as lists and written as rows of a table. */
import { count, element, fill } from "./words.js"

const PAGE = 100  // advisories of a group shown at once
const PRODUCTS = 5  // products named with an update
const GROUPS = [
  { key: "todo", of: ["todo", "partial"] },
  { key: "read", of: ["read"] },
  { key: "done", of: ["done"] },
]

const dates = new Map()

/* A day such as 2008-06-13 in words. */
export function day(date, language) {
  if (!dates.has(language))
    dates.set(language, new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }))
  return dates.get(language).format(new Date(`${date}T00:00:00Z`))
}

function badge(kind, words) {
  return element("span", `kb-badge kb-badge--${kind}`, words)
}

/* A row in words: Windows XP SP3 (with Internet Explorer 6). */
function rowName({ product, component, how }, { data, labels: { words }, language }) {
  const name = place => data.products[place].name[language]
  if (how === "if") return `${name(product)} (${fill(words.if, { name: name(component) })})`
  if (how === "on") return `${name(component)} (${fill(words.on_product, { name: name(product) })})`
  const whole = component === undefined ? name(product) : `${name(component)}, ${name(product)}`
  return how === "general" ? `${whole} (${words.general})` : whole
}

function stateOf({ update, by, partly }, { labels: { words }, updateName }) {
  if (by === update || by && typeof update === "string") return words.by
  return by ? fill(words.by_newer, { update: updateName(by) }) : partly ? words.partly : words.missing
}

function drawUpdate(update, status, around) {
  const name = around.updateName(update.update)
  const link = typeof update.update === "number" ? element("a", "", name) : element("strong", "", name)
  if (link.tagName === "A") link.href = `../kb/${update.update}/`
  if (status === "todo") return [link]
  return [link, " ", badge(update.by ? "covered" : "open", stateOf(update, around))]
}

function drawLine(line, around) {
  const { words, remediation } = around.labels
  const made = element("li", "kb-need")
  line.updates.forEach((update, place) => {
    made.append(place ? ", " : "", ...drawUpdate(update, line.status, around))
  })
  const rows = line.rows.map(row => rowName(row, around))
  const named = rows.length > PRODUCTS + 1
    ? [...rows.slice(0, PRODUCTS), fill(words.more, { n: rows.length - PRODUCTS })] : rows
  const notes = [line.limit && fill(words.limit, { versions: line.limit }), line.investigated && words.investigated,
    line.fixed && fill(words.fixed, { version: line.fixed }), remediation[line.remediation]]
  const text = [named.join("; "), ...notes.filter(Boolean)].join(" · ")
  made.append(line.updates.length ? ": " : "", element("span", "kb-need__rows", text))
  return made
}

function drawResult(result, around) {
  const { labels } = around
  const link = element("a", "kb-result__title", around.titles[result.id])
  link.href = `../advisories/${encodeURIComponent(result.id)}/`
  const date = element("time", "", day(result.published, around.language))
  date.dateTime = result.published
  const facts = [result.id, labels.kind[result.kind], labels.state[result.state], ""]
  const meta = element("p", "kb-result__meta", facts.join(" · "), date)
  if (result.exploited) meta.append(" ", badge("alarm", labels.alarm))
  if (result.severity) meta.append(" ", badge(`severity-${result.severity}`, labels.severity[result.severity]))
  if (result.superseded) meta.append(" ", badge("lifecycle-superseded", labels.lifecycle.superseded))
  if (result.status === "partial") meta.append(" ", badge("open", labels.words.partial))
  const made = element("li", "kb-result", link, meta,
    element("ul", "kb-needs", ...result.lines.map(line => drawLine(line, around))))
  made.dataset.advisory = result.id
  made.dataset.status = result.status
  return made
}

/* Whether a bulletin is missing whose KB articles no advisory names: they may be installed. */
function isInDoubt({ lines }, { data }) {
  return lines.some(({ updates }) =>
    updates.some(({ update, by }) => !by && /^MS\d/.test(update) && !data.articles.has(update)))
}

function drawGroup({ key, of }, found, around) {
  const { words } = around.labels
  const results = found.results.filter(result => of.includes(result.status))
  if (!results.length) return []
  const list = element("ol", "kb-search-results", ...results.slice(0, PAGE).map(each => drawResult(each, around)))
  list.setAttribute("role", "list")
  const made = element("section", "", element("h3", "", `${words[key]} (${results.length})`))
  made.dataset.group = key
  const hint = key === "todo" && results.some(result => isInDoubt(result, around)) ? "todo_bulletins" : `${key}_hint`
  if (words[hint]) made.append(element("p", "kb-hint", words[hint]))
  made.append(list)
  if (results.length > PAGE) {
    const more = element("button", "kb-button kb-search-more", fill(words.show_all, { n: results.length }))
    more.type = "button"
    more.addEventListener("click", () => {
      const rest = results.slice(PAGE).map(each => drawResult(each, around))
      list.append(...rest)
      more.remove()
      rest[0].querySelector("a").focus()
    })
    made.append(more)
  }
  return [made]
}

function drawMore(forms, items, { titles }) {
  if (!items.length) return []
  const list = element("ul", "", ...items.map(({ id, rows }) => {
    const link = element("a", "", `${id}: ${titles[id]}`)
    link.href = `../advisories/${encodeURIComponent(id)}/`
    return element("li", "", link, rows ? ` (${rows})` : "")
  }))
  return [element("details", "kb-affected__more", element("summary", "", count(forms, items.length)), list)]
}

/* Returns the elements that show what `match` found; `around` has data, titles by id, labels, language, and
   names of updates. */
export function drawGroups(found, around) {
  const { words } = around.labels
  const spared = found.spared.map(({ id, rows }) => {
    const names = rows.map(([product, component]) => rowName({ product, component }, around))
    return { id, rows: names.join("; ") }
  })
  const unmatched = around.data.unmatched.map(id => ({ id }))
  return [
    ...GROUPS.flatMap(group => drawGroup(group, found, around)),
    ...drawMore(words.spared, spared, around), ...drawMore(words.unmatched, unmatched, around),
  ]
}

/* Returns the rows of the table for a spreadsheet, a line of an advisory each. */
export function rowsForCsv(found, around) {
  const { labels: { words, field, ...labels }, titles, updateName } = around
  const head = [words.group, field.id, field.title, field.kind, field.severity, words.attacks, field.published,
    field.update, words.updates_label, field.product, words.address]
  const rows = GROUPS.flatMap(({ of }) => found.results.filter(result => of.includes(result.status)))
    .flatMap(result => result.lines.map(line => [
      words[line.status], result.id, titles[result.id], labels.kind[result.kind], labels.severity[result.severity],
      result.exploited ? words.affirmed : "", result.published,
      line.updates.map(each => updateName(each.update)).join("; ") || labels.remediation[line.remediation]
        || line.fixed,
      line.updates.filter(each => each.by).map(each => updateName(each.by)).join("; "),
      line.rows.map(row => rowName(row, around)).join("; "),
      new URL(`../advisories/${result.id}/`, location).href,
    ]))
  return [head, ...rows]
}
