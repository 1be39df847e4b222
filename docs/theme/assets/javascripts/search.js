/* The page of search results: answers what its address asks for, and what is typed, in place. */
import { FILTERS, openFacets, ORDERS, select } from "./search/facets.js"
import { makeFilters } from "./search/filters.js"
import { count, notes, nothing, suggestions } from "./search/messages.js"
import { describe, element, marker } from "./search/result.js"
import { ask, prepare } from "./search/session.js"

const PAGE = 20  // results shown at once
const PAUSE = 60  // milliseconds without a key before typing is answered
const PATIENCE = 400  // milliseconds before the page says that it is searching

const form = document.querySelector(".kb-search--results")
const box = form.elements.q
const list = document.querySelector(".kb-search-results")
const status = document.querySelector(".kb-search-status")
const more = document.querySelector(".kb-search-more")
const bar = document.querySelector(".kb-search-filters")
const reset = document.querySelector(".kb-search-reset")
const labels = JSON.parse(list.dataset.labels)
const title = document.title

let controller = new AbortController()  // of the answer that counts
let state = {}  // what the page shows: q, filters, sort
let facets  // a promise of the facts by which results are filtered and sorted
let answered = {}  // the last query and the engine's answer to it

const say = (sentences, ...rest) =>
  status.replaceChildren(...sentences.map(sentence => element("p", "", sentence)), ...rest)
const narrowed = ({ sort, ...chosen }) => FILTERS.some(name => chosen[name])

const filters = makeFilters(bar, chosen => go({ ...state, ...chosen }))

/* The state of the page that an address asks for, and back. */
function parse(address) {
  const given = new URLSearchParams(address)
  const read = Object.fromEntries(["q", ...FILTERS, "sort"].map(name => [name, (given.get(name) || "").trim()]))
  if (!ORDERS.includes(read.sort)) read.sort = ""
  return read
}

function addressOf(wanted) {
  const given = Object.entries(wanted).filter(([, value]) => value)
  return given.length ? `?${new URLSearchParams(given)}`.replaceAll("+", "%20") : location.pathname
}

function item(data, marked) {
  const { id, href, title: name, facts, passage } = describe(data, labels, marked)
  const link = element("a", "kb-result__title", ...name)
  link.href = href
  const made = element("li", "kb-result", link,
    element("p", "kb-result__meta", ...facts), element("p", "kb-result__excerpt", ...passage))
  made.dataset.advisory = id
  return made
}

/* Shows the results up to `number`; returns the first new one's element. */
async function show(results, number, signal) {
  const next = results.slice(list.children.length, number)
  const found = await Promise.all(next.map(result => result.data()))
  if (signal.aborted) return undefined
  const marked = marker(state.q, answered.found.corrected)
  const items = found.map(data => item(data, marked))
  list.append(...items)
  more.hidden = list.children.length >= results.length
  more.onclick = async () => {
    const shown = list.children.length + PAGE
    const first = await show(results, shown, signal)
    if (!first) return
    first.querySelector("a").focus()
    history.replaceState({ shown }, "")  // so many are there again when the reader comes back
  }
  list.dataset.searchState = "done"
  return items[0]
}

function clear(name) {
  list.dataset.searchState = name
  list.replaceChildren()
  more.hidden = bar.hidden = reset.hidden = true
}

async function answer() {
  controller.abort()
  controller = new AbortController()
  const { signal } = controller
  const { q: query } = state
  document.title = query ? `${query} - ${title}` : title
  if (!query) {
    clear("idle")
    say([])
    return
  }
  list.dataset.searchState = "searching"
  const waiting = setTimeout(() => signal.aborted || say([labels.searching]), PATIENCE)
  try {
    if (answered.query !== query) {
      const found = await ask(query, signal)
      if (!found) return
      answered = { query, found }
    }
    const { found } = answered
    const sifted = narrowed(state) || state.sort
    const results = sifted ? select(found.results, await load(), state) : found.results
    if (signal.aborted) return
    clearTimeout(waiting)
    if (!found.results.length) say(nothing(query, found, labels), suggestions(found, labels))
    else say([results.length ? count(results.length, labels) : list.dataset.nothing, ...notes(found, labels)])
    list.replaceChildren()
    bar.hidden = !found.results.length
    reset.hidden = !narrowed(state)
    await show(results, history.state?.shown || PAGE, signal)
    if (signal.aborted || bar.hidden) return
    const facts = await load()  // not needed for the first results, so these do not wait for it
    if (!signal.aborted) filters.count(found.results, facts)
  } catch (error) {
    if (signal.aborted) return
    console.error(error)
    clear("failed")
    say([labels.failed])
  } finally {
    clearTimeout(waiting)
  }
}

async function load() {
  facets ||= openFacets()
  facets.catch(() => { facets = undefined })  // the next query tries again
  return facets
}

/* Goes to a state of the page. What is being typed changes the entry of the history that typing began. */
let typing = false
function go(wanted, typed = false) {
  if (addressOf(wanted) === addressOf(state)) return
  state = wanted
  history[typing && typed ? "replaceState" : "pushState"](null, "", addressOf(state))
  typing = typed
  filters.set(state)
  answer()
}

function come() {
  typing = false
  state = parse(location.search)
  box.value = state.q
  filters.set(state)
  answer()
}

let pause
box.addEventListener("input", () => {
  clearTimeout(pause)
  pause = setTimeout(() => go({ ...state, q: box.value.trim() }, true), PAUSE)
})
form.addEventListener("submit", event => {
  event.preventDefault()
  clearTimeout(pause)
  go({ ...state, q: box.value.trim() })
  typing = false
})
reset.addEventListener("click", () => {
  go({ q: state.q, sort: state.sort })
  box.focus()
})
addEventListener("popstate", come)

/* The arrows go from the box to the results and from one to the next. */
document.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return
  const stops = [box, ...list.querySelectorAll(".kb-result__title"), ...(more.hidden ? [] : [more])]
  const next = stops[stops.indexOf(event.target) + step]
  if (!stops.includes(event.target) || !next) return
  event.preventDefault()
  next.focus()
  if (next !== box) next.closest(".kb-result, button").scrollIntoView({ block: "nearest" })
})

prepare().catch(() => {})  // the first query says so
come()
if (!state.q) box.focus()
